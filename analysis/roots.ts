import type { FunctionUses } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'

/** Callers of callers are followed this far. */
const FARTHEST = 4
/** Of a helper with more callers than this, the first are asked. */
const MOST_CALLERS = 6

/** A function to start a run from. */
export interface Root {
  readonly node: Node
  /** What comes before it can be called by code that is not seen: its callers in this file only add to what is known. */
  readonly isFurther: boolean
  /** Calls between it and the request. */
  readonly distance: number
}

export interface Roots {
  /** The functions to start from: the one that holds the request where code that is not seen can call it, then those of this file that call it. */
  readonly roots: readonly Root[]
  /** Gives the functions between these and the request, the nearest first. */
  readonly between: () => readonly Nearer[]
}

export type Nearer = Pick<Root, 'node' | 'distance'>

/** Where to start so that all is seen that becomes of a request in `within`. */
export function rootsOf(within: Node, uses: FunctionUses, callersOf: (call: Node) => Node): Roots {
  const roots = new Map<Node, Root>()
  const visited = new Map<Node, number>()
  const climb = (fn: Node, distance: number, isFurther: boolean): void => {
    if (visited.has(fn)) return
    visited.set(fn, distance)
    const { calls, escapes } = uses.of(fn)
    const callers = [...new Set(calls.map(callersOf))].filter((caller) => caller !== fn).slice(0, MOST_CALLERS)
    const isFar = callers.length === 0 || distance >= FARTHEST
    if (escapes || isFar) roots.set(fn, { node: fn, isFurther, distance })
    if (!isFar) for (const caller of callers) climb(caller, distance + 1, isFurther || escapes)
  }
  climb(within, 0, false)
  if (roots.size === 0) return { roots: [{ node: within, isFurther: false, distance: 0 }], between: () => [] }
  return {
    roots: [...roots.values()].sort((a, b) => Number(a.isFurther) - Number(b.isFurther) || a.distance - b.distance),
    between: () => [...visited].map(([node, distance]) => ({ node, distance })).filter(({ node }) => !roots.has(node)).sort((a, b) => a.distance - b.distance),
  }
}
