import type { LookAhead } from './interpreter/look-ahead.ts'
import type { RequestFile, RequestSite } from './request-sites.ts'
import { enclosingFunction } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'

/**
 * Whether functions that call the one of a request may come to that or to another request after it, by the text: of too many it is said
 * that they may.
 */
export function mayBeSentAgain({ node, within }: RequestSite, { tree, uses, sites }: RequestFile, lookAheadTo: (request: Node) => LookAhead): boolean {
  const comesAgain = (call: Node): boolean =>
    sites.some((site) => {
      const lookAhead = lookAheadTo(site.node)
      return lookAhead.after(call, 'anywhere') || lookAhead.byArguments(call) || lookAhead.afterFailing(call)
    })
  const visited = new Set<Node>()
  const isCalledAgain = (fn: Node): boolean => {
    if (visited.has(fn)) return false
    visited.add(fn)
    return uses.of(fn).calls.some((call) => comesAgain(call) || isCalledAgain(enclosingFunction(call, tree)))
  }
  return comesAgain(node) || isCalledAgain(within)
}
