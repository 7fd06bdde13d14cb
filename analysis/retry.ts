import type { Range, RetryVerdict, UnknownReason } from './findings.ts'
import type { Resend } from './interpreter/machine.ts'
import type { Outcome } from './runs.ts'
import type { Node } from './syntax/estree.ts'
import { rangeOf } from './syntax/nodes.ts'

/** What was seen for one answer. `status` undefined: no answer came. */
export interface Observed {
  readonly status: number | undefined
  readonly outcome: Outcome
}

export interface RetryAnswer {
  readonly construct: Node
  readonly verdict: RetryVerdict
  readonly reason?: UnknownReason
  readonly requests: number
  readonly via: Resend['via']
}

/** The constructs that send the request of a site again, each with when it does so. */
export function retries(status: number, unnamed: number, observed: readonly Observed[]): RetryAnswer[] {
  const constructs = new Map<Node, Pick<Resend, 'via'>>()
  for (const { outcome } of observed) for (const resend of outcome.resends) if (!constructs.has(resend.construct)) constructs.set(resend.construct, resend)
  // A library that could send again and never does is told not to.
  for (const { outcome } of observed) for (const node of outcome.repeaters) if (!constructs.has(node)) constructs.set(node, { via: 'library' })
  return [...constructs].flatMap(([construct, { via }]): RetryAnswer[] => {
    const resendsFor = (asked: number | undefined): readonly Resend[] =>
      observed
        .find((item) => item.status === asked)
        // What a header of the server asks for is done because it asks.
        ?.outcome.resends.filter((resend) => resend.construct === construct && (resend.paid || resend.gate !== 'header')) ?? []
    const seen = resendsFor(status)
    const requests = Math.max(1, ...seen.map((resend) => resend.requests))
    const answer = verdictOf(seen, resendsFor(unnamed), resendsFor(200), observed, construct)
    // A poll that the status ends is nothing that sends again.
    if (answer.verdict === 'polling' && seen.length === 0) return []
    return [{ construct, via, requests, ...answer }]
  })
}

function verdictOf(
  seen: readonly Resend[],
  sibling: readonly Resend[],
  success: readonly Resend[],
  observed: readonly Observed[],
  construct: Node,
): { verdict: RetryVerdict; reason?: UnknownReason } {
  // What is repeated after it went well is repeated for another purpose.
  if (success.some((resend) => !resend.caught && resend.gate !== 'unseen')) return { verdict: 'polling' }
  if (seen.length === 0) {
    const answered = observed.some((item) => item.status !== undefined && item.outcome.resends.some((resend) => resend.construct === construct))
    const ever = observed.some((item) => item.outcome.resends.some((resend) => resend.construct === construct))
    return { verdict: answered || !ever ? 'filtered' : 'network' }
  }
  if (seen.every((resend) => resend.paid)) return { verdict: 'pays' }
  const certain = seen.filter((resend) => !resend.paid && resend.gate === undefined && resend.unsure === undefined)
  const unsure = seen.find((resend) => resend.unsure)?.unsure
  if (certain.length === 0 && unsure) return { verdict: 'unknown', reason: unsure }
  if (certain.length === 0) return { verdict: 'unknown', reason: seen.some((resend) => resend.gate === 'body') ? 'decided-by-body' : 'condition-not-seen' }
  return { verdict: sibling.length > 0 ? 'blanket' : 'explicit' }
}

/** The range of a construct, as findings give it. */
export function constructRange(answer: RetryAnswer): Range {
  return rangeOf(answer.construct)
}
