import { outward } from './around.ts'
import type { Node } from './estree.ts'
import { memberName } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** Methods of a promise that give another one, which waits for it. */
const CHAINS = /^(?:then|catch|finally)$/

/** Whether a name is that of a method which makes another promise of one. */
export function chains(name: string | undefined): boolean {
  return name !== undefined && CHAINS.test(name)
}

/** Whether a call makes another promise of one: `load().then(show)`. */
export function isChained(call: Node): boolean {
  return call.type === 'CallExpression' && chains(memberName(call['callee'] as Node))
}

/** The call that makes another promise of one: `load().then(show)` of `load()`. */
export function chainedTo(promise: Node, tree: ScopeTree): Node | undefined {
  const call = methodCalledOn(promise, tree)
  return call && isChained(call) ? call : undefined
}

/** The call of a method of what an expression gives, where it stands: `query().limit(1)` of `query()`. */
export function methodCalledOn(expression: Node, tree: ScopeTree): Node | undefined {
  const object = outward(expression, tree)
  if (object.parent?.type !== 'MemberExpression' || object.parent['object'] !== object.node) return undefined
  const callee = outward(object.parent, tree)
  return callee.parent?.type === 'CallExpression' && callee.parent['callee'] === callee.node ? callee.parent : undefined
}
