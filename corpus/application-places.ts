import { isElsewhere, recallTable } from './recall.ts'
import { readTable, said, SOURCE_LINE_COLUMNS, sourceLineOf, type SourceLine } from './table.ts'

/** A place in an application that a text search found and a person read before any verdict was looked at. */
export interface ApplicationPlace extends SourceLine {
  /** What the search looked for. */
  readonly searched: 'request' | 'retry'
  /** What a person found there. */
  readonly what: 'request' | 'retry' | 'neither'
  /** The tool's on the day of the draw, an unknown with its reason; `missed`; empty for what is neither. */
  readonly verdict: string
  /** As in `Place`. */
  readonly note: string
}

const COLUMNS = [...SOURCE_LINE_COLUMNS, 'searched', 'what', 'verdict', 'note']

/** @throws {SyntaxError} where a line is none */
export function parseApplicationPlaces(text: string): ApplicationPlace[] {
  return readTable(text, 'application-places.tsv', COLUMNS, (cells) => {
    const [searched, what, verdict, note] = cells.slice(SOURCE_LINE_COLUMNS.length)
    const at = sourceLineOf(cells)
    const isKind = (searched === 'request' || searched === 'retry') && (what === 'request' || what === 'retry' || what === 'neither')
    return at && isKind && verdict ? { ...at, searched, what, verdict: said(verdict), note: said(note) } : undefined
  })
}

/** The figures for people, as Markdown. */
export function applicationPlacesReport(places: readonly ApplicationPlace[]): string {
  const rows = (['request', 'retry'] as const).map((what) => {
    const all = places.filter((place) => place.what === what)
    const inFile = all.filter((place) => !isElsewhere(place))
    const isMissed = ({ verdict }: ApplicationPlace): boolean => verdict === 'missed'
    return [what, { found: inFile.filter((place) => !isMissed(place)), missed: inFile.filter(isMissed), elsewhere: all.filter(isElsewhere) }] as const
  })
  return ['Places in applications that a text search found, as they were drawn and read (corpus/README.md):', '', ...recallTable(rows)].join('\n')
}
