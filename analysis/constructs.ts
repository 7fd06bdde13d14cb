import type { RetryFinding } from './findings.ts'
import type { RetryAnswer } from './retry.ts'

/** A construct that repeats several requests is one construct: the worst of its verdicts is its own. */
const WORST_FIRST = ['explicit', 'blanket', 'unknown', 'pays', 'filtered', 'network', 'polling']

export function oneForEachConstruct(found: readonly RetryFinding[]): RetryFinding[] {
  const worst = new Map<string, RetryFinding>()
  for (const finding of found) {
    const key = finding.range.join()
    const known = worst.get(key)
    if (known && finding.reason === 'budget') continue
    // What a request of the file does says more than what some operation would.
    if (known && known.client !== 'operation' && finding.client === 'operation') continue
    if (!known || known.reason === 'budget' || (known.client === 'operation' && finding.client !== 'operation') || WORST_FIRST.indexOf(finding.verdict) < WORST_FIRST.indexOf(known.verdict)) worst.set(key, finding)
  }
  return [...worst.values()].sort((a, b) => a.range[0] - b.range[0])
}

/** Whether a timer that a failure sets was seen to send again: a caller may set one that does the same anyway. */
export function mayBePoll(seen: readonly RetryAnswer[]): boolean {
  return seen.some(({ via, verdict }) => via === 'timer' && verdict !== 'polling')
}

/** What was seen from several roots: a timer that is part of a poll for one of them is so for all, whoever else starts it. */
export function settlePolls<T extends RetryAnswer>(seen: readonly T[]): readonly T[] {
  const polls = new Set(seen.flatMap(({ construct, via, verdict }) => (via === 'timer' && verdict === 'polling' ? [construct] : [])))
  return polls.size === 0 ? seen : seen.filter(({ construct, verdict }) => verdict === 'polling' || !polls.has(construct))
}
