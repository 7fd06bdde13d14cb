import { enclosingFunction } from '../syntax/around.ts'
import { chains } from '../syntax/chains.ts'
import { coroutineOf, stateMachineBody } from '../syntax/coroutines.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, isLoop, memberName, nameOf, rangeOf } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Mentions } from './mentions.ts'

/** Functions of the language that call once what they are given. */
const CALLS_ONCE = /^(?:then|catch|finally|Promise|setTimeout|\$timeout|setImmediate|queueMicrotask|nextTick)$/
/** The statements after which the next clause of a `switch` does not follow. */
const LEAVES = /^(?:Return|Throw|Break|Continue)Statement$/

/** Which way is looked at: `on` leaves out what only another turn of a loop or of a callback leads to. */
export type Direction = 'on' | 'anywhere'

/**
 * Says of the places of a file whether a path that is there may still come to one request, by their place in the text: what
 * stands after it in its function, and around it in loops. Of too much it is said that it may.
 */
export class LookAhead {
  readonly request: Node
  private readonly tree: ScopeTree
  private readonly mentions: () => Mentions
  private readonly known = { on: new Map<Node, boolean>(), anywhere: new Map<Node, boolean>() }

  constructor(request: Node, tree: ScopeTree, mentions: () => Mentions) {
    this.request = request
    this.tree = tree
    this.mentions = mentions
  }

  /** Whether a node leads to the request while it is run. */
  within(node: Node): boolean {
    const [start, end] = rangeOf(node)
    return this.between(start, end)
  }

  /** Whether what a `switch` does from one of its clauses on leads there. */
  fromClause(clauses: readonly Node[], index: number): boolean {
    const last = clauses.findIndex((clause, at) => at >= index && this.leaves(clause))
    return clauses.slice(index, last === -1 ? undefined : last + 1).some((clause) => this.within(clause))
  }

  /** Whether what its function does after a node leads there. */
  after(node: Node, direction: Direction): boolean {
    const known = this.known[direction]
    let answer = known.get(node)
    if (answer === undefined) {
      answer = this.climb(node, direction)
      known.set(node, answer)
    }
    return answer
  }

  /** Whether a path leads there that leaves its function, or ends in an exception, at a statement. */
  afterLeaving(statement: Node, direction: Direction, isThrow = statement.type === 'ThrowStatement'): boolean {
    let child = statement
    for (let at = this.tree.parents.get(statement); at && !isFunction(at); at = this.tree.parents.get(at)) {
      if (at.type === 'TryStatement' && at['finalizer'] !== child) {
        if (at['finalizer']) return this.within(at['finalizer'] as Node) || this.after(at, direction) || this.isWithin(at['handler'])
        if (isThrow && at['handler'] && at['block'] === child) return this.within(at['handler'] as Node) || this.after(at, direction)
      }
      child = at
    }
    const fn = this.tree.parents.get(child)
    // A state machine goes on where what it returns says.
    return fn !== undefined && isFunction(fn) && this.isStateMachine(fn) && (direction === 'anywhere' ? this.within(fn) : this.between(rangeOf(statement)[1], rangeOf(fn)[1]))
  }

  /** Whether a path leads there on which what a function returns has failed to come: `return await load()`. */
  afterFailing(node: Node): boolean {
    let at: Node | undefined = node
    while (at && !isFunction(at) && at.type !== 'ReturnStatement') at = this.tree.parents.get(at)
    return at?.type === 'ReturnStatement' && this.afterLeaving(at, 'anywhere', true)
  }

  /** Whether the function that a node stands in, or the program, is this; a state machine is a part of what it was made of. */
  isIn(node: Node, fn: Node): boolean {
    let at = this.tree.parents.get(node)
    while (at && at !== fn) {
      if (isFunction(at) && !this.isStateMachine(at)) return false
      at = this.tree.parents.get(at)
    }
    return at === fn
  }

  /** Whether a call leads there by calling what it is given, once more or for the first time. */
  byArguments(call: Node): boolean {
    const args = call['arguments'] as Node[] | undefined
    if (!args) return call.type === 'TaggedTemplateExpression' && this.within(call)
    const name = nameOf(call['callee'] as Node)
    if ((name !== undefined && CALLS_ONCE.test(name)) || coroutineOf(call) || stateMachineBody(call)) return false
    return args.some((argument) => this.within(argument))
  }

  private isWithin(node: unknown): boolean {
    return node != null && this.within(node as Node)
  }

  private between(start: number, end: number): boolean {
    const { isEverywhere, offsets } = this.mentions()
    if (isEverywhere) return true
    let [low, high] = [0, offsets.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((offsets[middle] as number) < start) low = middle + 1
      else high = middle
    }
    return (offsets[low] ?? Infinity) < end
  }

  private climb(node: Node, direction: Direction): boolean {
    const parent = this.tree.parents.get(node)
    if (!parent) return node !== this.tree.program
    if (isFunction(parent)) {
      const end = rangeOf(parent)[1]
      if (parent['body'] !== node) return this.between(rangeOf(node)[1], end)
      const call = this.tree.parents.get(parent)
      if (!call || !this.isStateMachine(parent)) return false
      return (direction === 'anywhere' && this.within(parent)) || this.after(call, direction)
    }
    return this.inParent(node, parent, direction) || (!/^(?:Return|Throw)Statement$/.test(parent.type) && this.after(parent, direction))
  }

  /** Whether what a node's parent does after it leads there. */
  private inParent(node: Node, parent: Node, direction: Direction): boolean {
    const [start, end] = rangeOf(node)
    if (isLoop(parent)) return this.inLoop(node, parent, direction)
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        return parent['test'] === node && this.between(end, rangeOf(parent)[1])
      case 'TryStatement':
        return parent['finalizer'] !== node && this.between(end, rangeOf(parent)[1])
      case 'SwitchCase':
        return this.between(end, rangeOf(parent['test'] === node ? (this.tree.parents.get(parent) ?? parent) : parent)[1])
      case 'SwitchStatement':
        return !(node.type === 'SwitchCase' && this.leaves(node)) && this.between(end, rangeOf(parent)[1])
      case 'VariableDeclarator':
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        // A pattern stands before what it is given, and its defaults are evaluated after that.
        return this.between(rangeOf(parent)[0], rangeOf(node)[0]) || this.between(end, rangeOf(parent)[1])
      case 'CallExpression':
        // What stands before `.catch` has been called.
        if (parent['callee'] === node && chains(memberName(node))) return this.between(end, rangeOf(parent)[1])
        return this.between(rangeOf(parent)[0], parent['callee'] === node ? end : start) || this.between(end, rangeOf(parent)[1])
      case 'NewExpression':
      case 'ObjectExpression':
      case 'ArrayExpression':
        // A call may call what it was given before, and what that holds.
        return this.between(rangeOf(parent)[0], parent['callee'] === node ? end : start) || this.between(end, rangeOf(parent)[1])
      case 'ReturnStatement':
      case 'ThrowStatement':
        return this.afterLeaving(parent, direction)
      case 'ClassBody':
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'StaticBlock':
        // When that runs its place doesn't say.
        return true
      default:
        return this.between(end, rangeOf(parent)[1])
    }
  }

  private inLoop(node: Node, loop: Node, direction: Direction): boolean {
    const part = (name: string): boolean => loop[name] !== node && this.isWithin(loop[name])
    if (direction === 'anywhere' && loop['init'] !== node && loop['right'] !== node) return this.isWithin(loop['test']) || this.isWithin(loop['update']) || this.isWithin(loop['left']) || this.isWithin(loop['body'])
    if (node === loop['body']) return part('update') || (loop.type === 'DoWhileStatement' && part('test'))
    if (node === loop['update']) return false
    return part('left') || part('body') || part('test') || part('update')
  }

  private leaves(clause: Node): boolean {
    const last = (clause['consequent'] as Node[]).at(-1)
    const inner = last?.type === 'BlockStatement' ? (last['body'] as Node[]).at(-1) : last
    const fn = inner && LEAVES.test(inner.type) ? enclosingFunction(clause, this.tree) : undefined
    return fn !== undefined && !this.isStateMachine(fn)
  }

  private isStateMachine(fn: Node): boolean {
    const call = this.tree.parents.get(fn)
    return call?.type === 'CallExpression' && stateMachineBody(call) === fn
  }
}
