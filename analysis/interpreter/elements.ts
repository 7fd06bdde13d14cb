import { outward } from '../syntax/around.ts'
import { eachChild } from '../syntax/children.ts'
import type { Node } from '../syntax/estree.ts'
import { headOf, isFunction, sourceOf } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Env } from './environment.ts'
import type { Machine } from './machine.ts'
import { inChain } from './members.ts'
import { boundedId, Carries, inText, unknown, type CarryBits, type Value } from './values.ts'

/**
 * An element of JSX. Whoever sees it reads what its names have of the answer; what it calls or renders later is not run, and what a
 * component returns, or keeps to return it, is rendered again whatever comes.
 */
export function element(machine: Machine, node: Node, env: Env): Value {
  const label = sourceOf(node, machine.text, 20)
  if (machine.state.sent === 0 || (machine.frames.length < 2 && isRendered(node, machine.tree))) return unknown(label)
  // What is read may be a part of an optional chain.
  const digests = readsIn(node).map((read) => machine.digest(inChain(machine, () => machine.evaluate(read, env))))
  const carries = digests.reduce<CarryBits>((bits, digest) => bits | digest.carries, Carries.nothing)
  if (carries === Carries.nothing) return unknown(label)
  return unknown(label, inText(carries), { id: boundedId(`${label}(${digests.map(({ id }) => id).join(',')})`), truthy: true })
}

function isRendered(expression: Node, tree: ScopeTree): boolean {
  const { node, parent } = outward(expression, tree)
  if (parent?.type === 'ConditionalExpression' || parent?.type === 'LogicalExpression') return isRendered(parent, tree)
  if (parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression') return true
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent['body'] === node)
}

/** The variables, and chains of members of these, that a node reads outside of functions. */
function readsIn(node: Node): Node[] {
  if (isFunction(node)) return []
  if (node.type === 'Identifier') return [node]
  if (node.type === 'MemberExpression' && headOf(node).type === 'Identifier') return [node]
  const reads: Node[] = []
  eachChild(node, (child) => reads.push(...readsIn(child)))
  return reads
}
