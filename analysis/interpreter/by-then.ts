import { enclosingFunction } from '../syntax/around.ts'
import { eachChild } from '../syntax/children.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, isLoop, isOfThis, isWithin, propertyName, rangeOf, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import { envOfThis } from './environment.ts'
import type { Machine } from './machine.ts'
import { primitive, type Closure, type Primitive } from './values.ts'

/** `this.isBusy = false`, `busy = false`. */
interface Flag {
  readonly target: Node
  readonly value: Primitive['value']
}

const known = new WeakMap<Node, readonly Flag[]>()

/** Sets what the function that started a timer sets after that in any case: it has done so when the timer calls back. */
export function setFlagsByThen(machine: Machine, timer: Node, callback: Closure): void {
  let flags = known.get(timer)
  if (!flags) known.set(timer, (flags = flagsAfter(timer, machine.tree)))
  for (const { target, value } of flags) {
    if (target.type === 'Identifier') machine.bind(target, primitive(value), callback.env)
    else {
      const self = envOfThis(callback.env)?.self
      if (self) machine.set(self, propertyName(target) as string, primitive(value))
    }
  }
}

function flagsAfter(timer: Node, tree: ScopeTree): Flag[] {
  const fn = enclosingFunction(timer, tree)
  const [, from] = rangeOf(timer)
  const flags: Flag[] = []
  // Where the path leaves from behind the timer, only what `finally` does comes after.
  let left: Node | undefined
  const visit = (node: Node): void => {
    if (node !== fn && isFunction(node)) return
    if (rangeOf(node)[1] > from || node === fn) eachChild(node, visit)
    if (rangeOf(node)[0] < from || !isCertain(node, timer, tree)) return
    if (/^(?:Return|Throw|Break|Continue)Statement$/.test(node.type)) left ??= node
    const target = node.type === 'AssignmentExpression' && node['operator'] === '=' ? unwrap(node['left'] as Node) : undefined
    const value = target && unwrap(node['right'] as Node)
    if (!target || value?.type !== 'Literal' || typeof value['value'] !== 'boolean') return
    if (left && !isInFinallyAround(node, left, tree)) return
    if (target.type === 'Identifier' || isOfThis(target)) flags.push({ target, value: value['value'] })
  }
  visit(fn)
  return flags
}

/** Nodes of whose parts some may not be run. */
const CHOOSES = /^(?:If|Switch)Statement$|^SwitchCase$|^(?:Conditional|Logical)Expression$|^CatchClause$/

/** Whether a path that was at the timer comes to a node, if none leaves before: they stand on the same side of each test. */
function isCertain(node: Node, timer: Node, tree: ScopeTree): boolean {
  let part = node
  for (let at = tree.parents.get(node); at && !isFunction(at); at = tree.parents.get(at)) {
    if (isWithin(timer, part)) return true
    if (CHOOSES.test(at.type) || isLoop(at)) return false
    part = at
  }
  return true
}

function isInFinallyAround(node: Node, leaving: Node, tree: ScopeTree): boolean {
  for (let at: Node | undefined = leaving; at && !isFunction(at); at = tree.parents.get(at)) {
    const finalizer = at.type === 'TryStatement' ? (at['finalizer'] as Node | null) : null
    if (finalizer && isWithin(node, finalizer)) return true
  }
  return false
}
