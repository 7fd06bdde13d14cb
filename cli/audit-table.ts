import type { AuditRecord } from './audit-records.ts'
import { cell, newTable, withoutTrailingSpace } from './columns.ts'
import { type Colour, coloured, printable, type TextStyle } from './terminal.ts'

/** Below this width the evidence gets lines of its own. Columns. */
const WIDE = 100

/** Red: a payment error is lost or retried. Yellow: it can be told apart only roughly. Green: it is looked at. */
const COLOURS: Readonly<Record<AuditRecord['verdict'], Colour>> = {
  handled: 'green',
  grouped: 'yellow',
  structured: 'green',
  text: 'yellow',
  blind: 'red',
  unchecked: 'red',
  delegated: 'cyan',
  unknown: 'magenta',
  explicit: 'red',
  blanket: 'red',
  filtered: 'green',
  network: 'green',
  pays: 'green',
  polling: 'green',
}

/** The colour of a verdict, where there is colour. */
export function colourVerdict(verdict: AuditRecord['verdict'], { colour }: TextStyle): string {
  return colour ? coloured(COLOURS[verdict], verdict) : verdict
}

/**
 * Lays out the records of one file for people: the path, then a table that fills the width.
 *
 * @param records of one file, at least one
 */
export function formatFile(records: readonly AuditRecord[], style: TextStyle): string {
  const path = printable(records[0]!.path)
  const table = style.width < WIDE ? narrowTable(records, style) : wideTable(records, style)
  return `${style.colour ? coloured('bold', path) : path}\n${withoutTrailingSpace(table)}\n`
}

function wideTable(records: readonly AuditRecord[], style: TextStyle): string {
  const fixed = [12, 12, 12] as const
  const free = style.width - fixed[0] - fixed[1] - fixed[2]
  const requests = Math.min(44, Math.floor(free * 0.4))
  const table = newTable([fixed[0], requests, fixed[1], fixed[2], free - requests])
  for (const record of records) {
    table.push([
      { content: place(record, records), hAlign: 'right' },
      cell(subject(record), requests),
      cell(printable(record.client), fixed[1]),
      colourVerdict(record.verdict, style),
      cell(evidence(record), free - requests),
    ])
  }
  return table.toString()
}

function narrowTable(records: readonly AuditRecord[], style: TextStyle): string {
  const fixed = [12, 12, 12] as const
  const requests = style.width - fixed[0] - fixed[1] - fixed[2]
  const table = newTable([fixed[0], fixed[1], fixed[2], requests])
  for (const record of records) {
    table.push(
      [
        { content: place(record, records), hAlign: 'right' },
        colourVerdict(record.verdict, style),
        cell(printable(record.client), fixed[2]),
        cell(subject(record), requests),
      ],
      ['', { content: cell(evidence(record), style.width - fixed[0]), colSpan: 3 }],
    )
  }
  return table.toString()
}

/** The lines; the column instead of the last line where several records start in one line, as in minified code. */
function place(record: AuditRecord, all: readonly AuditRecord[]): string {
  const { kind, line, column, endLine } = record
  if (all.some((other) => other !== record && other.line === line)) return `${line}:${column}`
  return kind === 'retry' && endLine !== line ? `${line}-${endLine}` : `${line}`
}

function subject({ kind, request }: AuditRecord): string {
  return printable(kind === 'retry' ? `retry of ${request}` : request)
}

function evidence(record: AuditRecord): string {
  const reason = record.reason ? `${record.reason}: ` : ''
  const unpaid = record.unpaid ? ' (The address is static or local: nothing to pay there.)' : ''
  return printable(`${reason}${record.evidence}${unpaid}`)
}
