import type { FunctionUses } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'

/** Callers of callers are followed this far. */
const FARTHEST = 4
/** A helper with more callers than this is judged by itself. */
const MOST_CALLERS = 6

/**
 * The functions to start from so that all is seen that becomes of a request in `within`: the function itself where code
 * that is not seen can call it, else those that call it. Callers that hand it to a library which calls it again are
 * followed too.
 */
export function rootsOf(within: Node, uses: FunctionUses, callersOf: (call: Node) => Node, repeats: (call: Node) => boolean): readonly Node[] {
  const roots = new Set<Node>()
  const visited = new Set<Node>()
  const climb = (fn: Node, distance: number): void => {
    if (visited.has(fn)) return
    visited.add(fn)
    const { calls, escapes } = uses.of(fn)
    const isHandedOver = (call: Node): boolean => repeats(call) || uses.of(callersOf(call)).calls.some(repeats)
    const callers = [...new Set(calls.map(callersOf))].filter((caller) => caller !== fn)
    if (escapes || callers.length === 0 || callers.length > MOST_CALLERS || distance >= FARTHEST) {
      roots.add(fn)
      if (distance < FARTHEST) for (const call of calls.filter(isHandedOver).slice(0, MOST_CALLERS)) climb(callersOf(call), distance + 1)
      return
    }
    for (const caller of callers) climb(caller, distance + 1)
  }
  climb(within, 0)
  return roots.size > 0 ? [...roots] : [within]
}

