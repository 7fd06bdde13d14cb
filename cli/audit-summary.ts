import type { CheckVerdict, RetryVerdict } from '../analysis/index.ts'
import type { AuditRecord } from './audit-records.ts'
import { colourVerdict } from './audit-table.ts'
import { counted, plain, row, total, type Part } from './summary-rows.ts'
import type { TextStyle } from './terminal.ts'

/** In the order in which the summary names them: what needs a look first. */
export const CHECK_VERDICTS: readonly CheckVerdict[] = [
  'blind', 'unchecked', 'text', 'grouped', 'structured', 'handled', 'delegated', 'unknown',
]
export const RETRY_VERDICTS: readonly RetryVerdict[] = ['explicit', 'blanket', 'filtered', 'network', 'pays', 'polling', 'unknown']

/** Counts what an audit came upon. */
export class AuditTally {
  readonly #verdicts = new Map<string, number>()
  readonly #reasons = new Map<string, number>()
  /** Files that were looked for, whatever became of them. */
  files = 0
  parsed = 0
  /** Text alone tells that there is no request in it. */
  withoutRequest = 0
  failed = 0
  passedOver = 0

  add(records: readonly AuditRecord[]): void {
    for (const { kind, verdict, reason } of records) {
      increase(this.#verdicts, `${kind} ${verdict}`)
      if (reason) increase(this.#reasons, reason)
    }
  }

  count(kind: AuditRecord['kind'], verdict: AuditRecord['verdict']): number {
    return this.#verdicts.get(`${kind} ${verdict}`) ?? 0
  }

  /** Reasons of what is unknown, the most frequent first. */
  reasons(): [reason: string, count: number][] {
    return [...this.#reasons].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/**
 * The end of an audit, for people.
 *
 * @param status the one that was asked about
 * @param milliseconds how long the run took
 */
export function formatSummary(tally: AuditTally, status: number, milliseconds: number, style: TextStyle): string {
  const checks = CHECK_VERDICTS.map((verdict) => [verdict, tally.count('check', verdict)] as const)
  const retries = RETRY_VERDICTS.map((verdict) => [verdict, tally.count('retry', verdict)] as const)
  const reasons = tally.reasons()
  const verdictName = (name: AuditRecord['verdict']) => colourVerdict(name, style)
  const rows = [
    row('requests', total(checks), counted(checks, verdictName), style),
    row('retries', total(retries), counted(retries, verdictName), style),
    ...(reasons.length > 0 ? [row('unknown', total(reasons), counted(reasons), style)] : []),
    row('files', tally.files, [...fileParts(tally), plain(`${(milliseconds / 1000).toFixed(1)} s`)], style),
  ]
  return [`What happens on a ${status}`, ...rows, ''].join('\n')
}

function fileParts(tally: AuditTally): Part[] {
  const counts = [
    ['parsed', tally.parsed],
    ['without a request', tally.withoutRequest],
    ['failed', tally.failed],
    ['passed over', tally.passedOver],
  ] as const
  return counted(counts)
}
