import type { RetryFinding } from './findings.ts'
import type { RetryAnswer } from './retry.ts'

/** A construct that repeats several requests is one construct: the worst of its verdicts is its own. */
const WORST_FIRST = ['explicit', 'blanket', 'unknown', 'pays', 'filtered', 'network', 'polling']

/** Verdicts of which no more is known than that it sends again. */
const SENDS_AGAIN = /^(?:explicit|blanket)$/

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

/**
 * What was seen from several roots: a timer that is part of a poll for one of them is so for all, whoever else starts it.
 *
 * @param isAll whether all roots were run to their end: else that one of a timer is none can't be told
 */
export function settlePolls<T extends RetryAnswer>(seen: readonly T[], isAll: boolean): readonly T[] {
  const polls = new Set(seen.flatMap(({ construct, via, verdict }) => (via === 'timer' && verdict === 'polling' ? [construct] : [])))
  const settled = seen.filter(({ construct, verdict }) => verdict === 'polling' || !polls.has(construct))
  return isAll ? settled : settled.map((item) => (item.via === 'timer' && SENDS_AGAIN.test(item.verdict) ? { ...item, verdict: 'unknown', reason: 'budget' } : item))
}
