import type { LookAhead } from './interpreter/look-ahead.ts'
import type { RequestFile, RequestSite } from './request-sites.ts'
import { enclosingFunction } from './syntax/around.ts'
import { writtenFunction } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'

/**
 * Whether a function from which a request is come to may come to that or to another request after it, by the text: of too many it is said
 * that they may.
 *
 * @param known functions on the way that are known not to: there only what they are called in can
 */
export function mayBeSentAgain({ node, within }: RequestSite, from: Node, known: ReadonlySet<Node>, { tree, uses, sites }: RequestFile, lookAheadTo: (request: Node) => LookAhead): boolean {
  const comesAgain = (call: Node): boolean =>
    sites.some((site) => {
      const lookAhead = lookAheadTo(site.node)
      return lookAhead.after(call, 'anywhere') || lookAhead.byArguments(call) || lookAhead.afterFailing(call)
    })
  const visited = { again: new Set<Node>(), once: new Set<Node>() }
  const leadsFrom = (fn: Node, isAgain: boolean): boolean => {
    const found = isAgain && !known.has(fn)
    if (found && fn === from) return true
    const before = visited[found ? 'again' : 'once']
    if (before.has(fn)) return false
    before.add(fn)
    return uses.of(fn).calls.some((call) => leadsFrom(writtenFunction(enclosingFunction(call, tree), tree), found || comesAgain(call)))
  }
  return leadsFrom(within, comesAgain(node))
}
