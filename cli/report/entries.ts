import type { Answer, FileFindings, ResentAnswer } from '../../analysis/index.ts'
import { splitLines } from '../../source/positions.ts'
import { type CheckRecord, type RetryRecord, inOrder, toRecords } from '../audit-records.ts'
import { excerptOf, type ExcerptLine } from './excerpt.ts'

/** The answers that the report shows, in the order of its columns; `undefined`: none comes. */
export function answersShown(status: number): readonly (number | undefined)[] {
  const statuses = new Set([200, 401, 402, 404, 429, 500, status])
  return [...[...statuses].sort((a, b) => a - b), undefined]
}

export interface CheckEntry {
  readonly record: CheckRecord
  /** Undefined where the request was not reached. */
  readonly answers: readonly Answer[] | undefined
  readonly code: readonly ExcerptLine[]
}

export interface RetryEntry {
  readonly record: RetryRecord
  readonly answers: readonly ResentAnswer[] | undefined
  readonly code: readonly ExcerptLine[]
}

/** A line of the report: a finding with all that is shown of it. */
export type Entry = CheckEntry | RetryEntry

export function isCheck(entry: Entry): entry is CheckEntry {
  return entry.record.kind === 'check'
}

/** The part of the report that is about one file. */
export interface ReportFile {
  /** As in the records. */
  readonly path: string
  /** In the order of the source, at least one. */
  readonly entries: readonly Entry[]
}

/** @returns undefined where there is nothing to show */
export function toReportFile(findings: FileFindings, text: string, path: string): ReportFile | undefined {
  const lines = splitLines(text)
  const sorted = inOrder(findings)
  const records = toRecords(findings, text, path)
  // A record stands where its finding stands, so that the kind of one is that of the other.
  const entries = records.map((record, index) => ({ record, answers: sorted[index]!.answers, code: excerptOf(record, lines) }) as Entry)
  return entries.length > 0 ? { path, entries } : undefined
}
