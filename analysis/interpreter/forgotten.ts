import { enclosingFunction, outward } from '../syntax/around.ts'
import { chainedTo } from '../syntax/chains.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, rangeOf } from '../syntax/nodes.ts'
import type { Binding, ScopeTree } from '../syntax/scopes.ts'
import { bindingAt, envAt, type Env } from './environment.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import { leadsOn } from './relevance.ts'
import type { State } from './state.ts'
import { unknown } from './values.ts'

/**
 * Ends the path where nothing is left that the answer has changed, and the request can't come again: what follows is the same after
 * each answer that comes here. It is left as by a `return` of something that is not known, of which nobody makes use.
 *
 * @param statement has just been run
 * @param before where the path was when it had not yet sent the request
 */
export function endIfForgotten(machine: Machine, statement: Node, before: State, env: Env): void {
  const { state, tree } = machine
  if (state.gate || state.versions !== before.versions || leadsOn(machine, statement, 'anywhere')) return
  if (!machine.frames.every(({ kind, node }) => kind === 'call' && (isFunction(node) || isUnused(node, tree)))) return
  const written = state.store.writtenSince(before.store)
  const isOld = (address: number): boolean => address < 0 && before.store.cell(address) !== undefined
  if (written.some(isOld) || hasLive(written, statement, env, tree)) return
  machine.sinks.returns.push({ value: unknown('what follows', 0, { id: `follows@${rangeOf(statement)[1]}` }), state })
  throw PATH_ENDS
}

/** Whether one of the variables that were written is read by what follows. */
function hasLive(written: readonly number[], statement: Node, env: Env, tree: ScopeTree): boolean {
  const inSight = new Set<number>()
  for (let at: Env | undefined = env; at; at = at.parent) inSight.add(at.id)
  const [, end] = rangeOf(statement)
  return written.some((address) => {
    const binding = address < 0 || !inSight.has(envAt(address)) ? undefined : bindingsOf(tree).get(bindingAt(address))
    return binding !== undefined && isReadAfter(binding, end, tree)
  })
}

/** What functions read they may read at any time. */
function isReadAfter({ references, exported, scope }: Binding, end: number, tree: ScopeTree): boolean {
  return exported || references.some((reference) => rangeOf(reference)[0] >= end || enclosingFunction(reference, tree) !== scope.owner.node)
}

const known = new WeakMap<ScopeTree, ReadonlyMap<number, Binding>>()

function bindingsOf(tree: ScopeTree): ReadonlyMap<number, Binding> {
  let bindings = known.get(tree)
  if (!bindings) known.set(tree, (bindings = new Map([...tree.bindingOf.values()].map((binding) => [binding.id, binding]))))
  return bindings
}

/** Whether nobody uses what a call gives but to wait for it. */
function isUnused(call: Node, tree: ScopeTree): boolean {
  const { parent } = outward(call, tree)
  if (parent?.type === 'ExpressionStatement') return true
  if (parent?.type === 'AwaitExpression' || (parent?.type === 'UnaryExpression' && parent['operator'] === 'void')) return isUnused(parent, tree)
  const chained = chainedTo(call, tree)
  return chained !== undefined && isUnused(chained, tree)
}
