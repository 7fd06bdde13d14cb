import type { Found } from './compare.ts'
import { percent } from './figures.ts'
import { readTable, said } from './table.ts'

/** A place that a text search found and a person read. */
export interface Place {
  readonly package: string
  readonly path: string
  readonly line: number
  /** What a person found there. */
  readonly what: 'request' | 'retry' | 'neither'
  /**
   * Why the analysis can't find it in one file, where that is so: `elsewhere: ...`; that the place is only a part of the
   * construct or a call of the request on another line: `construct at 12`; or any other word to a miss.
   */
  readonly note: string
}

const COLUMNS = ['package', 'path', 'line', 'what', 'note']

/** @throws {SyntaxError} where a line is none */
export function parsePlaces(text: string): Place[] {
  return readTable(text, 'recall.tsv', COLUMNS, ([name, path, number, what, note]) => {
    const isPlace = name && path && Number(number) && (what === 'request' || what === 'retry' || what === 'neither')
    return isPlace ? { package: name, path, line: Number(number), what, note: said(note) } : undefined
  })
}

export function formatPlaces(places: readonly Place[]): string {
  return `${[COLUMNS.join('\t'), ...places.map((place) => [place.package, place.path, place.line, place.what, place.note || '-'].join('\t'))].join('\n')}\n`
}

/** Found with where it ends. */
export type Spanned = Found & { readonly line: number; readonly endLine: number }

/** A finding that covers more lines than this is too wide to say that it found a request inside of it. */
const WIDEST_REQUEST = 12

/** Whether a finding is about the place. */
export function covers(finding: Spanned, place: Place): boolean {
  const line = Number(/^construct at (\d+)$/.exec(place.note)?.[1] ?? place.line)
  if (finding.package !== place.package || finding.path !== place.path || finding.line > line || finding.endLine < line) return false
  if (place.what === 'retry') return finding.kind === 'retry'
  return finding.kind === 'check' && (finding.line === line || finding.endLine - finding.line < WIDEST_REQUEST)
}

export interface Recall<P = Place> {
  readonly found: readonly P[]
  readonly missed: readonly P[]
  /** Nothing in their file says that they are what they are. */
  readonly elsewhere: readonly P[]
}

/** Whether one file does not show what a place is. */
export function isElsewhere({ note }: Pick<Place, 'note'>): boolean {
  return note.startsWith('elsewhere')
}

export function recallOf(places: readonly Place[], what: Place['what'], findings: readonly Spanned[]): Recall {
  const wanted = places.filter((place) => place.what === what)
  const isFound = (place: Place): boolean => findings.some((finding) => covers(finding, place))
  const missed = wanted.filter((place) => !isFound(place))
  return {
    found: wanted.filter(isFound),
    missed: missed.filter((place) => !isElsewhere(place)),
    elsewhere: missed.filter(isElsewhere),
  }
}

/** The share that was found of what can be found in one file, from 0 to 1. */
export function shareFound({ found, missed }: Recall<unknown>): number {
  const all = found.length + missed.length
  return all === 0 ? 1 : found.length / all
}

/** As lines of Markdown, a row each. */
export function recallTable(rows: readonly (readonly [name: string, recall: Recall<unknown>])[]): string[] {
  return [
    '| | found | missed | not to be seen in one file | found of those in one file |',
    '|---|---|---|---|---|',
    ...rows.map(([name, recall]) => `| ${name} | ${recall.found.length} | ${recall.missed.length} | ${recall.elsewhere.length} | ${percent(shareFound(recall))} |`),
  ]
}
