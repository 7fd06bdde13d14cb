import { eachChild } from './children.ts'
import type { Node } from './estree.ts'
import { isFunction, propertyName, rangeOf, unwrap } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** A piece of a generator between two places at which it waits or jumps: `case 3:` of what TypeScript makes of it for ES5. */
export interface Block {
  readonly label: number
  readonly statements: readonly Node[]
  readonly node: Node
}

/** Blocks that a jump leads back over: what was a loop. */
export interface BlockLoop {
  readonly head: number
  readonly last: number
  /** Stands for the loop that was written. */
  readonly node: Node
}

export interface StateMachine {
  readonly blocks: readonly Block[]
  /** The outer ones first. */
  readonly loops: readonly BlockLoop[]
}

/** Codes that a block returns. */
const JUMP = 3
const YIELD = 4

const READ = new WeakMap<Node, StateMachine>()

/** The same for the same function, so that its loops are the same nodes. */
export function stateMachineOf(body: Node): StateMachine {
  const known = READ.get(body) ?? read(body)
  READ.set(body, known)
  return known
}

/** The blocks of `function (_a) { switch (_a.label) { case 0: ... } }`; one without a switch is one block. */
function read(body: Node): StateMachine {
  const statements = ((body['body'] as Node)['body'] as Node[]).filter((statement) => statement['directive'] === undefined)
  const [only] = statements
  const discriminant = only?.type === 'SwitchStatement' ? unwrap(only['discriminant'] as Node) : undefined
  if (!only || statements.length > 1 || discriminant?.type !== 'MemberExpression' || propertyName(discriminant) !== 'label') {
    return { blocks: [{ label: 0, statements, node: body }], loops: [] }
  }
  const blocks = (only['cases'] as Node[]).map((node, index): Block => ({ label: Number((node['test'] as Node | null)?.['value'] ?? index), statements: node['consequent'] as Node[], node }))
  return { blocks, loops: loopsOf(blocks) }
}

function loopsOf(blocks: readonly Block[]): BlockLoop[] {
  const last = new Map<number, Block>()
  for (const block of blocks) for (const statement of block.statements) for (const target of jumpsIn(statement)) if (target <= block.label) last.set(target, block)
  return [...last]
    .flatMap(([head, end]): BlockLoop[] => {
      const first = blocks.find(({ label }) => label === head)
      return first ? [{ head, last: end.label, node: { type: 'WhileStatement', range: [rangeOf(first.node)[0], rangeOf(end.node)[1]] } }] : []
    })
    .sort((a, b) => a.head - b.head || b.last - a.last)
}

/** The labels of `return [3, 7]`. */
function jumpsIn(node: Node): number[] {
  if (isFunction(node)) return []
  const [code, target] = node.type === 'ArrayExpression' ? (node['elements'] as (Node | null)[]) : []
  if (code?.['value'] === JUMP && typeof target?.['value'] === 'number') return [target['value']]
  const found: number[] = []
  eachChild(node, (child) => found.push(...jumpsIn(child)))
  return found
}

/** What `_a.sent()` is the answer of: the `x` of `return [4, x]` at the end of the block before. */
export function yieldedFor(call: Node, tree: ScopeTree): Node | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call['callee'] as Node) : undefined
  if (callee?.type !== 'MemberExpression' || propertyName(callee) !== 'sent') return undefined
  let at = tree.parents.get(call)
  while (at && at.type !== 'SwitchCase' && !isFunction(at)) at = tree.parents.get(at)
  const cases = at && (tree.parents.get(at)?.['cases'] as Node[] | undefined)
  const before = at && cases?.[cases.indexOf(at) - 1]
  const last = (before?.['consequent'] as Node[] | undefined)?.at(-1)
  const returned = last?.type === 'ReturnStatement' ? (last['argument'] as Node | null) : undefined
  const [code, value] = returned?.type === 'ArrayExpression' ? (returned['elements'] as (Node | null)[]) : []
  return code?.['value'] === YIELD && value ? unwrap(value) : undefined
}
