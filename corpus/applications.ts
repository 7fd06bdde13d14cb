import { percent, precision, type Score } from './figures.ts'
import { readingOf } from './reading.ts'

/** What a person said of a finding in an application, at one commit of it; nothing is stored of its code. */
export interface Application {
  /** `owner/name` on GitHub. */
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly line: number
  readonly kind: 'check' | 'retry'
  /** The tool's on the day of the draw; an unknown with its reason. */
  readonly verdict: string
  /** A person's, found in the code before the tool's evidence was looked at; several with `|` where one may argue. */
  readonly reader: string
  readonly note: string
}

const COLUMNS = 'repository\tcommit\tpath\tline\tkind\tverdict\treader\tnote'

/** @throws {SyntaxError} where a line is none */
export function parseApplications(text: string): Application[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== COLUMNS) throw new SyntaxError('applications.tsv starts with something else than its columns')
  return lines.map((line, index) => {
    const [repository = '', commit = '', path = '', number, kind, verdict, reader, note = ''] = line.split('\t')
    const isRead = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40}$/.test(commit) && path !== '' && Number(number) > 0
    if (!isRead || (kind !== 'check' && kind !== 'retry') || !verdict || !reader) throw new SyntaxError(`line ${index + 2} of applications.tsv can't be read`)
    return { repository, commit, path, line: Number(number), kind, verdict, reader, note: note === '-' ? '' : note }
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
