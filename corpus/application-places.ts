import { percent } from './figures.ts'

/** A place in an application that a text search found and a person read before any verdict was looked at. */
export interface ApplicationPlace {
  /** `owner/name` on GitHub. */
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly line: number
  /** What the search looked for. */
  readonly searched: 'request' | 'retry'
  /** What a person found there. */
  readonly what: 'request' | 'retry' | 'neither'
  /** The tool's on the day of the draw, an unknown with its reason; `missed`; empty for what is neither. */
  readonly verdict: string
  /** As in `Place`. */
  readonly note: string
}

const COLUMNS = 'repository\tcommit\tpath\tline\tsearched\twhat\tverdict\tnote'

/** @throws {SyntaxError} where a line is none */
export function parseApplicationPlaces(text: string): ApplicationPlace[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== COLUMNS) throw new SyntaxError('application-places.tsv starts with something else than its columns')
  return lines.map((line, index) => {
    const [repository = '', commit = '', path = '', number, searched, what, verdict = '', note = ''] = line.split('\t')
    const isPlace = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40}$/.test(commit) && path !== '' && Number(number) > 0
    const isKind = (searched === 'request' || searched === 'retry') && (what === 'request' || what === 'retry' || what === 'neither')
    if (!isPlace || !isKind || !verdict) throw new SyntaxError(`line ${index + 2} of application-places.tsv can't be read`)
    return { repository, commit, path, line: Number(number), searched, what, verdict: verdict === '-' ? '' : verdict, note: note === '-' ? '' : note }
  })
}

/** The figures for people, as Markdown. */
export function applicationPlacesReport(places: readonly ApplicationPlace[]): string {
  const rows = (['request', 'retry'] as const).map((what) => {
    const all = places.filter((place) => place.what === what)
    const inFile = all.filter(({ note }) => !note.startsWith('elsewhere'))
    const found = inFile.filter(({ verdict }) => verdict !== 'missed').length
    return `| ${what} | ${found} | ${inFile.length - found} | ${all.length - inFile.length} | ${percent(inFile.length === 0 ? 1 : found / inFile.length)} |`
  })
  return [
    'Places in applications that a text search found, as they were drawn and read (corpus/README.md):',
    '',
    '| | found | missed | not to be seen in one file | found of those in one file |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
