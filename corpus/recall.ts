import type { Found } from './compare.ts'

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

const COLUMNS = 'package\tpath\tline\twhat\tnote'

/** @throws {SyntaxError} where a line is none */
export function parsePlaces(text: string): Place[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== COLUMNS) throw new SyntaxError('recall.tsv starts with something else than its columns')
  return lines.map((line, index) => {
    const [name, path, number, what, note = ''] = line.split('\t')
    if (!name || !path || !Number(number) || (what !== 'request' && what !== 'retry' && what !== 'neither')) throw new SyntaxError(`line ${index + 2} of recall.tsv can't be read`)
    return { package: name, path, line: Number(number), what, note: note === '-' ? '' : note }
  })
}

export function formatPlaces(places: readonly Place[]): string {
  return `${[COLUMNS, ...places.map((place) => [place.package, place.path, place.line, place.what, place.note || '-'].join('\t'))].join('\n')}\n`
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

export interface Recall {
  readonly found: readonly Place[]
  readonly missed: readonly Place[]
  /** Missed, and nothing in their file says that they are what they are. */
  readonly elsewhere: readonly Place[]
}

export function recallOf(places: readonly Place[], what: Place['what'], findings: readonly Spanned[]): Recall {
  const wanted = places.filter((place) => place.what === what)
  const isFound = (place: Place): boolean => findings.some((finding) => covers(finding, place))
  const missed = wanted.filter((place) => !isFound(place))
  return {
    found: wanted.filter(isFound),
    missed: missed.filter(({ note }) => !note.startsWith('elsewhere')),
    elsewhere: missed.filter(({ note }) => note.startsWith('elsewhere')),
  }
}

/** The share that was found of what can be found in one file, from 0 to 1. */
export function shareFound({ found, missed }: Recall): number {
  const all = found.length + missed.length
  return all === 0 ? 1 : found.length / all
}
