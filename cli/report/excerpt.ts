import type { AuditRecord, CheckRecord, RetryRecord } from '../audit-records.ts'

/** A line of code as the report shows it. */
export interface ExcerptLine {
  /** Counts from 1. */
  readonly number: number
  readonly text: string
  /** What the line is in the excerpt for, where it is not there for its neighbours. */
  readonly mark?: 'request' | 'decision'
}

/** Columns. Minified code has lines of any length. */
const WIDEST = 140
const LONGEST = 14
/** Lines of a call that are shown at most. */
const OF_A_CALL = 4
/** A gap of fewer lines is not worth a mark of its own. */
const SMALLEST_GAP = 2

/**
 * The lines that a reader needs: the request, and the test or `catch` that decides, or the head and the end of the loop.
 *
 * @param lines of the whole file
 * @returns in order; where numbers leap, lines are left out
 */
export function excerptOf(record: AuditRecord, lines: readonly string[]): ExcerptLine[] {
  const { request, decision, ranges } = record.kind === 'check' ? ofCheck(record) : ofRetry(record)
  const wanted = new Set(ranges.flatMap(([from, to]) => numbersBetween(Math.max(1, from), Math.min(to, lines.length))).slice(0, LONGEST))
  const numbers = withoutSmallGaps([...wanted].sort((a, b) => a - b))
  const indent = commonIndent(numbers.map((number) => lines[number - 1]!))
  return numbers.map((number) => ({
    number,
    text: clip(lines[number - 1]!.slice(indent)),
    ...(number === request ? { mark: 'request' as const } : number === decision ? { mark: 'decision' as const } : undefined),
  }))
}

interface Parts {
  readonly request: number
  readonly decision: number | undefined
  /** Lines from and to, both counted in, the most telling first. */
  readonly ranges: readonly (readonly [from: number, to: number])[]
}

function ofCheck({ line, endLine, decisionLine }: CheckRecord): Parts {
  const call = [line - 1, Math.max(line + 1, Math.min(endLine, line + OF_A_CALL - 1))] as const
  return { request: line, decision: decisionLine, ranges: decisionLine === undefined ? [call] : [call, [decisionLine, decisionLine + 1]] }
}

function ofRetry({ line, endLine, requestLine }: RetryRecord): Parts {
  return { request: requestLine, decision: line, ranges: [[line, line + 1], [requestLine - 1, requestLine + 2], [endLine, endLine]] }
}

function numbersBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

function withoutSmallGaps(numbers: readonly number[]): number[] {
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1] ?? number
    const gap = number - before - 1
    return gap > 0 && gap <= SMALLEST_GAP ? [...numbersBetween(before + 1, number - 1), number] : [number]
  })
}

function commonIndent(texts: readonly string[]): number {
  const indents = texts.filter((text) => text.trim() !== '').map((text) => /^[ \t]*/.exec(text)![0])
  const [first = ''] = indents
  let length = first.length
  for (const indent of indents) while (!indent.startsWith(first.slice(0, length))) length--
  return length
}

function clip(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text
}
