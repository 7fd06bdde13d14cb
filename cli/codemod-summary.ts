import type { Totals } from './codemod-records.ts'
import { counted, plain, row, type Part } from './summary-rows.ts'
import type { TextStyle } from './terminal.ts'

/** What the end of a run names beside the totals. */
export interface SummaryDetails {
  readonly codemod: string
  /** What an edit is called, and what many are. */
  readonly edit: readonly [one: string, many: string]
  /** Of the sites that were left alone. */
  readonly reasons: readonly string[]
  /** Of the files that were passed over. */
  readonly passedOver: readonly string[]
  /** Paths of the new files. */
  readonly created: readonly string[]
  readonly milliseconds: number
}

/** The end of a run, for people. */
export function formatTotals(totals: Totals, details: SummaryDetails, style: TextStyle): string {
  const { files, edited, edits, leftAlone, failed, passedOver, written } = totals
  const { codemod, edit, created, milliseconds } = details
  const fileCount = edits > 0 ? [plain(`in ${edited} ${edited === 1 ? 'file' : 'files'}`)] : []
  const news = created.map((path) => plain(`${path} ${written ? 'written' : 'would be written'}`))
  const line = (name: string, count: number, parts: readonly Part[]): string => row(name, count, parts, style, 'passed over'.length)
  return [
    written || edits === 0 ? codemod : `${codemod}: nothing was written`,
    line(edits === 1 ? edit[0] : edit[1], edits, [...fileCount, ...news]),
    line('left alone', leftAlone, byReason(details.reasons)),
    ...(passedOver > 0 ? [line('passed over', passedOver, byReason(details.passedOver))] : []),
    line('files', files, [...counted([['failed', failed]]), plain(`${(milliseconds / 1000).toFixed(1)} s`)]),
    '',
  ].join('\n')
}

/** How often each occurs, the most frequent first. */
function byReason(reasons: readonly string[]): Part[] {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return counted([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
}
