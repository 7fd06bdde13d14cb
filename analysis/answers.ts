import { verdictOf } from './check.ts'
import { describe } from './evidence.ts'
import type { Answer, ResentAnswer } from './findings.ts'
import { goesLike, observablyEqual, requestsIn } from './outcome.ts'
import type { Outcome } from './runs.ts'
import type { Node } from './syntax/estree.ts'

/** What every answer is compared with. */
export interface Measures {
  /** A status of the class 4xx that the file does not name. */
  readonly sibling: Outcome
  readonly serverError: Outcome
  readonly success: Outcome
}

/** What was seen for one answer; `undefined`: none came. */
export interface Seen {
  readonly status: number | undefined
  readonly outcome: Outcome
}

/** What is not told from a success is told whole. */
const GOES_ON: ReadonlySet<Answer['verdict']> = new Set(['success', 'unchecked', 'delegated'])

/** What the code does with each answer: the same words as for the status that is asked about. */
export function answersOf(seen: readonly Seen[], measures: Measures): Answer[] {
  const groups: Outcome[] = []
  return seen.map(({ status, outcome }) => {
    const group = groups.findIndex((other) => observablyEqual(other, outcome))
    const verdict = answerVerdict(status, outcome, measures)
    return {
      status: status ?? 'none',
      verdict,
      does: describe(outcome, GOES_ON.has(verdict) ? undefined : measures.success),
      requests: requestsIn(outcome, outcome.resends.filter(isCertain)),
      paid: outcome.resends.some((resend) => resend.paid),
      group: group === -1 ? groups.push(outcome) - 1 : group,
    }
  })
}

function answerVerdict(status: number | undefined, outcome: Outcome, { sibling, serverError, success }: Measures): Answer['verdict'] {
  const isSuccess = status !== undefined && status < 300
  if (isSuccess && goesLike(outcome, success)) return 'success'
  // No answer has no status: the client's own error is all that can tell it apart.
  if (status === undefined && throwsOtherThan(serverError, outcome)) return 'structured'
  // A 500, like no answer, is told apart if it is told from the failures of the other class.
  const [near, far] = status === undefined ? [serverError, sibling] : [sibling, serverError]
  return verdictOf({ asked: outcome, sibling: near, failure: far, success })
}

function throwsOtherThan(serverError: Outcome, outcome: Outcome): boolean {
  return outcome.completions.some(({ kind }) => kind === 'throw') && !observablyEqual(outcome, serverError)
}

/** How often one construct was seen to send the request for each answer. */
export function resentAnswers(construct: Node, seen: readonly Seen[]): ResentAnswer[] {
  return seen.map(({ status, outcome }) => {
    const resends = outcome.resends.filter((resend) => resend.construct === construct)
    return { status: status ?? 'none', requests: requestsIn(outcome, resends.filter(isCertain)), perhaps: !resends.some(isCertain) && resends.length > 0 }
  })
}

/** Neither what the server says nor code that is not seen decides whether it is sent. */
function isCertain({ gate, unsure }: Outcome['resends'][number]): boolean {
  return gate === undefined && unsure === undefined
}
