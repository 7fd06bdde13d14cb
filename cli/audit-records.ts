import type { CheckFinding, CheckVerdict, FileFindings, Finding, RetryFinding, RetryVerdict, UnknownReason } from '../analysis/index.ts'
import { LineIndex } from '../source/positions.ts'

/** What both kinds of record say. Lines and columns count from 1, columns in UTF-16 code units; ends are exclusive. */
interface RecordBase {
  /** Relative to the working directory, with forward slashes. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly client: string
  readonly request: string
  readonly status: number
  readonly reason?: UnknownReason
  readonly evidence: string
  readonly unpaid: boolean
  readonly url?: string
}

/** One request and what becomes of the status. The place is the request call's. */
export interface CheckRecord extends RecordBase {
  readonly kind: 'check'
  readonly verdict: CheckVerdict
  /** The line of the test or `catch` clause that decides the failure path. */
  readonly decisionLine?: number
}

/** One construct that may send a request again. The place is the construct's. */
export interface RetryRecord extends RecordBase {
  readonly kind: 'retry'
  readonly verdict: RetryVerdict
  /** The line of the request call that is sent again. */
  readonly requestLine: number
  /** How many requests were seen to be sent. */
  readonly requests: number
}

/** One line of `audit --json`: a public format, described in `docs/audit.md`. */
export type AuditRecord = CheckRecord | RetryRecord

/** The findings of one file in source order; at the same place the wider one comes first, so the construct before its request. */
export function inOrder({ checks, retries }: FileFindings): Finding[] {
  return [...checks, ...retries].sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1])
}

/**
 * Turns findings into records, one each, in the order that {@link inOrder} gives them.
 *
 * @param path as it shall stand in the records
 */
export function toRecords(findings: FileFindings, text: string, path: string): AuditRecord[] {
  const lines = new LineIndex(text)
  return inOrder(findings).map((finding) => (finding.kind === 'check' ? checkRecord(finding, path, lines) : retryRecord(finding, path, lines)))
}

function checkRecord(finding: CheckFinding, path: string, lines: LineIndex): CheckRecord {
  const { kind, verdict, decision } = finding
  return {
    kind,
    ...where(finding, path, lines),
    verdict,
    ...what(finding),
    ...(decision && { decisionLine: lines.at(decision[0]).line }),
  }
}

function retryRecord(finding: RetryFinding, path: string, lines: LineIndex): RetryRecord {
  const { kind, verdict, site, requests } = finding
  return { kind, ...where(finding, path, lines), verdict, ...what(finding), requestLine: lines.at(site[0]).line, requests }
}

function where({ range, client, request }: Finding, path: string, lines: LineIndex) {
  const start = lines.at(range[0])
  const end = lines.at(range[1])
  return { path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column, client, request }
}

function what({ reason, evidence, status, unpaid, url }: Finding) {
  return { ...(reason && { reason }), evidence, status, unpaid, ...(url !== undefined && { url }) }
}
