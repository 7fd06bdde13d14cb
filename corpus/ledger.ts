import { NO_REQUEST, readingOf, type Reading } from './reading.ts'

/** What a line of the ledger says of one finding. */
export interface Entry {
  /** `name@version` */
  readonly package: string
  /** Inside the package. */
  readonly path: string
  /** `line:column`, from 1. */
  readonly place: string
  readonly kind: 'check' | 'retry'
  /** The tool's verdict; an unknown with its reason: `unknown/stored`. */
  readonly verdict: string
  /** A person's verdict, found in the code before the tool's was looked at: several with `|` where one may argue; `''`: not read. */
  readonly reader: string
  /** Why it was read: `reported`, or the name of a random sample; `''`: not read. */
  readonly sample: string
  readonly note: string
}

const COLUMNS = ['package', 'path', 'place', 'kind', 'verdict', 'reading', 'reader', 'sample', 'note'] as const

/** The reading of an entry: follows from both verdicts. */
export function reading({ verdict, reader }: Entry): Reading | undefined {
  return reader === '' ? undefined : readingOf(verdict, reader)
}

/** What tells a finding from all others. */
export function keyOf(entry: Pick<Entry, 'package' | 'path' | 'place' | 'kind'>): string {
  return `${entry.package} ${entry.path} ${entry.place} ${entry.kind}`
}

/** One line an entry, tab separated, with a head; sorted by site. */
export function formatLedger(entries: readonly Entry[]): string {
  const sorted = [...entries].sort((a, b) => compare(a.package, b.package) || compare(a.path, b.path) || bySite(a.place, b.place) || compare(a.kind, b.kind))
  const lines = sorted.map((entry) => COLUMNS.map((column) => (column === 'reading' ? (reading(entry) ?? '') : entry[column]) || '-').join('\t'))
  return `${[COLUMNS.join('\t'), ...lines].join('\n')}\n`
}

/** @throws {SyntaxError} where a line is none, or says something else of the reading than its verdicts do */
export function parseLedger(text: string): Entry[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== COLUMNS.join('\t')) throw new SyntaxError(`the ledger starts with something else than ${COLUMNS.join(', ')}`)
  return lines.map((line, index) => parseEntry(line, index + 2))
}

function parseEntry(line: string, number: number): Entry {
  const cells = line.split('\t').map((cell) => (cell === '-' ? '' : cell))
  if (cells.length !== COLUMNS.length) throw new SyntaxError(`line ${number} of the ledger has ${cells.length} columns`)
  const [name, path, place, kind, verdict, said, reader, sample, note] = cells as [string, string, string, string, string, string, string, string, string]
  if (kind !== 'check' && kind !== 'retry') throw new SyntaxError(`line ${number} of the ledger is about a ${kind}`)
  const entry: Entry = { package: name, path, place, kind, verdict, reader, sample, note }
  if ((reading(entry) ?? '') !== said) throw new SyntaxError(`line ${number} of the ledger calls ${said || 'unread'} what is ${reading(entry) ?? 'unread'}`)
  if (said === 'wrong' && note === '') throw new SyntaxError(`line ${number} of the ledger does not say what is wrong (${NO_REQUEST} or a verdict, and why)`)
  return entry
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function bySite(a: string, b: string): number {
  const [lineA = 0, columnA = 0] = a.split(':').map(Number)
  const [lineB = 0, columnB = 0] = b.split(':').map(Number)
  return lineA - lineB || columnA - columnB
}
