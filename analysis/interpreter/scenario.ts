import type { Node } from '../syntax/estree.ts'

/** What the analysis asks of a run. */
export interface Scenario {
  /** The status that every request of the site is answered with; undefined: no answer comes. */
  readonly status: number | undefined
  /** The request site that is asked about. */
  readonly site: Node | undefined
  /** The status of all other requests; of several, each may have any. */
  readonly others: number | readonly number[]
  /**
   * Code that is not seen may throw, so that each `catch` is come to, and may have called the functions that it was given: what they
   * write, and what the module keeps, may be something else. Left out: it does neither.
   */
  readonly unseenActs?: boolean
  /** The call of the site is taken to be the request, whatever it calls. */
  readonly takesCall?: boolean
  /** Code that is not seen may throw where it is given the response: `fetch(url).then(checkStatus)`. Left out: it does not. */
  readonly unseenJudges?: true
  /** The class of `this` at the root, where that is one that extends the root's own. */
  readonly of?: Node
}

/** Of definitions that are read: no request is asked about. */
export const NOTHING_ASKED: Scenario = { status: undefined, site: undefined, others: 200 }

/** What is assumed until the request is reached: of `this`, of code that is not seen, or that each of the other requests may be answered in its own way. */
export type Assumed = Pick<Scenario, 'unseenActs' | 'takesCall' | 'of'> & { readonly othersDiffer?: true }

/**
 * A request that comes after what went wrong with other code, or after what that has set, is reached only where it acts. Where what is
 * called is seen, and no request in it, the call may be one itself: a function that a library made, one that calls a parameter. And it may come
 * after one request that failed and another that went well.
 */
export const ASSUMED: readonly Assumed[] = [{}, { unseenActs: true }, { unseenActs: true, takesCall: true }, { othersDiffer: true }]
