import { enclosingFunction, outward, type FunctionUses } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'
import { isFunction, memberName } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** Callers of callers are followed this far. */
const FARTHEST = 4
/** Of a helper with more callers than this, the first are asked, and then some that may call it again. */
const MOST_CALLERS = 6
const MOST_REPEATING = 3

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
export function rootsOf(within: Node, uses: FunctionUses, tree: ScopeTree): Roots {
  const roots = new Map<Node, Root>()
  const visited = new Map<Node, number>()
  const climb = (fn: Node, distance: number, isFurther: boolean): void => {
    if (visited.has(fn)) return
    visited.set(fn, distance)
    const { calls, escapes } = uses.of(fn)
    const callers = callersIn(calls, tree, fn)
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

/** The functions other than `fn` that calls stand in: the first of many, and some that may call again. */
function callersIn(calls: readonly Node[], tree: ScopeTree, fn: Node): Node[] {
  const around = (some: readonly Node[]): Node[] => [...new Set(some.map((call) => enclosingFunction(call, tree)))].filter((caller) => caller !== fn)
  const first = around(calls).slice(0, MOST_CALLERS)
  const repeating = around(calls.filter((call) => mayComeAgain(call, tree))).filter((caller) => !first.includes(caller))
  return [...first, ...repeating.slice(0, MOST_REPEATING)]
}

/** Whether a call stands in a loop that steps through no list, or where a failure was caught. */
function mayComeAgain(call: Node, tree: ScopeTree): boolean {
  let at = tree.parents.get(call)
  while (at && !isFunction(at) && at.type !== 'CatchClause' && !/^(?:For|While|DoWhile)Statement$/.test(at.type)) at = tree.parents.get(at)
  if (!at || !isFunction(at)) return at !== undefined
  const handedTo = outward(at, tree).parent
  return handedTo?.type === 'CallExpression' && memberName(handedTo['callee'] as Node) === 'catch'
}
