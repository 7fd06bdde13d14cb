import { percent, precision, type Score } from './figures.ts'
import { readingOf } from './reading.ts'
import { readTable, said, SOURCE_LINE_COLUMNS, sourceLineOf, type SourceLine } from './table.ts'

/** What a person said of a finding in an application, at one commit of it; nothing is stored of its code. */
export interface Application extends SourceLine {
  readonly kind: 'check' | 'retry'
  /** The tool's on the day of the draw; an unknown with its reason. */
  readonly verdict: string
  /** A person's, found in the code before the tool's evidence was looked at; several with `|` where one may argue. */
  readonly reader: string
  readonly note: string
}

const COLUMNS = [...SOURCE_LINE_COLUMNS, 'kind', 'verdict', 'reader', 'note']

/** @throws {SyntaxError} where a line is none */
export function parseApplications(text: string): Application[] {
  return readTable(text, 'applications.tsv', COLUMNS, (cells) => {
    const [kind, verdict, reader, note] = cells.slice(SOURCE_LINE_COLUMNS.length)
    const at = sourceLineOf(cells)
    return at && (kind === 'check' || kind === 'retry') && verdict && reader ? { ...at, kind, verdict, reader, note: said(note) } : undefined
  })
}

export function scoreOfApplications(entries: readonly Application[]): Score {
  const count = (wanted: string): number => entries.filter(({ verdict, reader }) => readingOf(verdict, reader) === wanted).length
  return { right: count('right'), arguable: count('arguable'), wrong: count('wrong') }
}

/** The figures for people, as Markdown. */
export function applicationsReport(entries: readonly Application[]): string {
  const rows = (['check', 'retry'] as const).map((kind) => {
    const score = scoreOfApplications(entries.filter((entry) => entry.kind === kind))
    return `| ${kind} | ${score.right} | ${score.arguable} | ${score.wrong} | ${percent(precision(score))} |`
  })
  return ['Applications, as they were drawn and read (corpus/README.md):', '', '| | right | arguable | wrong or unknown | not wrong |', '|---|---|---|---|---|', ...rows].join('\n')
}
