import type { RequestSite } from './request-sites.ts'
import { enclosingFunction, outward } from './syntax/around.ts'
import { functionOf, writtenFunction, type FunctionUses } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'
import { classAround } from './syntax/fields.ts'
import { lineage, methodIn } from './syntax/methods.ts'
import { isFunction, isWithin, memberName, parametersOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** Callers of callers are followed this far. */
const FARTHEST = 4
/** Of a helper with more callers than this, the first are asked, and then some that may call it again. */
const MOST_CALLERS = 6
const MOST_REPEATING = 3

/** A function to start a run from. */
export interface Root {
  readonly node: Node
  /** The class of its `this`, where that is one that extends its own. */
  readonly of: Node | undefined
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

export type Nearer = Pick<Root, 'node' | 'of' | 'distance'>

/** Where to start so that all is seen that becomes of a request. */
export function rootsOf({ node: request, within }: Pick<RequestSite, 'node' | 'within'>, uses: FunctionUses, tree: ScopeTree): Roots {
  const roots: Root[] = []
  const visited: Nearer[] = []
  const climb = (fn: Node, of: Node | undefined, distance: number, isFurther: boolean): void => {
    if (isAmong(visited, { node: fn, of })) return
    visited.push({ node: fn, of, distance })
    const { calls, escapes } = uses.of(fn)
    const callers = callersIn(calls, tree, fn, of)
    const isFar = callers.length === 0 || distance >= FARTHEST
    if ((escapes || isFar) && isHadBy(of, fn, tree)) roots.push({ node: fn, of, isFurther, distance })
    if (!isFar) for (const caller of callers) climb(caller.node, caller.of, distance + 1, isFurther || escapes)
  }
  // An answer that comes in as an argument comes from code that is not seen: what calls the function in this file brings another.
  if (!isFunction(within) || !parametersOf(within).includes(request)) climb(within, undefined, 0, false)
  if (roots.length === 0) return { roots: [{ node: within, of: undefined, isFurther: false, distance: 0 }], between: () => [] }
  return {
    roots: roots.sort((a, b) => Number(a.isFurther) - Number(b.isFurther) || a.distance - b.distance),
    between: () => visited.filter((nearer) => !isAmong(roots, nearer)).sort((a, b) => a.distance - b.distance),
  }
}

/** Whether a call in this file gives a function to another one: what is done about the answer may stand in there. */
export function isGivenFunctions(fn: Node, uses: FunctionUses, tree: ScopeTree): boolean {
  const holdsOne = (value: Node): boolean => {
    const node = unwrap(value)
    if (node.type !== 'ObjectExpression') return functionOf(node, tree) !== undefined
    return (node['properties'] as Node[]).some((property) => property.type === 'Property' && holdsOne(property['value'] as Node))
  }
  return uses.of(fn).calls.some((call) => ((call['arguments'] as Node[] | undefined) ?? []).some(holdsOne))
}

type Start = Pick<Root, 'node' | 'of'>

function isAmong(starts: readonly Start[], { node, of }: Start): boolean {
  return starts.some((start) => start.node === node && start.of === of)
}

/** The functions that calls stand in: the first of many, and some that may call again. What stands in `fn` itself is come to from there. */
function callersIn(calls: readonly Node[], tree: ScopeTree, fn: Node, of: Node | undefined): Start[] {
  const around = (some: readonly Node[]): Node[] => [...new Set(some.map((call) => writtenFunction(enclosingFunction(call, tree), tree)))].filter((caller) => !isWithin(caller, fn))
  const first = around(calls).slice(0, MOST_CALLERS)
  const repeating = around(calls.filter((call) => mayComeAgain(call, tree))).filter((caller) => !first.includes(caller))
  return [...first, ...repeating.slice(0, MOST_REPEATING)].map((node) => ({ node, of: extending(node, of ?? classAround(fn, tree), tree) }))
}

/** The class of `this` that was called, where the caller stands in one that it extends. */
function extending(caller: Node, called: Node | undefined, tree: ScopeTree): Node | undefined {
  const around = classAround(caller, tree)
  return around && lineage(called, tree).slice(1).includes(around) ? called : undefined
}

/** Whether objects of a class have a method, and no other by its name. */
function isHadBy(of: Node | undefined, fn: Node, tree: ScopeTree): boolean {
  const member = tree.parents.get(fn)
  return of === undefined || (member?.type === 'MethodDefinition' && methodIn(lineage(of, tree), propertyName(member) ?? '') === fn)
}

/** Whether a call stands in a loop that steps through no list, or where a failure was caught. */
function mayComeAgain(call: Node, tree: ScopeTree): boolean {
  let at = tree.parents.get(call)
  while (at && !isFunction(at) && at.type !== 'CatchClause' && !/^(?:For|While|DoWhile)Statement$/.test(at.type)) at = tree.parents.get(at)
  if (!at || !isFunction(at)) return at !== undefined
  const handedTo = outward(at, tree).parent
  return handedTo?.type === 'CallExpression' && memberName(handedTo['callee'] as Node) === 'catch'
}
