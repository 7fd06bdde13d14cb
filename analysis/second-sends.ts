import type { LookAhead } from './interpreter/look-ahead.ts'
import type { RequestSite } from './request-sites.ts'
import { enclosingFunction, type FunctionUses } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/**
 * Whether functions that call the one of a request may come to that or to another request after it, by the text: of too many it is said
 * that they may.
 *
 * @param requests which places lead to each request of the file
 */
export function mayBeSentAgain({ node, within }: RequestSite, uses: FunctionUses, tree: ScopeTree, requests: readonly LookAhead[]): boolean {
  const comesAgain = (call: Node): boolean => requests.some((request) => request.after(call, 'anywhere') || request.byArguments(call))
  const visited = new Set<Node>()
  const isCalledAgain = (fn: Node): boolean => {
    if (visited.has(fn)) return false
    visited.add(fn)
    return uses.of(fn).calls.some((call) => comesAgain(call) || isCalledAgain(enclosingFunction(call, tree)))
  }
  return comesAgain(node) || isCalledAgain(within)
}
