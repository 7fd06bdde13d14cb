import type { Entry } from './ledger.ts'
import { byRule, groupBy, percent, precision, scoreOf, unknowns, type Recorded } from './figures.ts'
import { recallOf, recallTable, shareFound, type Place, type Spanned } from './recall.ts'

/** All that is measured, as numbers that may not fall. */
export function figuresOf(entries: readonly Entry[], places: readonly Place[], findings: readonly Spanned[]): Recorded {
  const rules = [...byRule(entries)].map(([rule, group]): [string, number] => [`precision of ${rule}`, precision(scoreOf(group))])
  const sampled = sampledBy(entries, ({ kind, sample }) => `${kind}, ${sample}`)
  return round({
    ...Object.fromEntries(rules),
    ...Object.fromEntries([...sampled].map(([name, group]) => [`right of ${name}`, precision(scoreOf(group))])),
    'requests found': shareFound(recallOf(places, 'request', findings)),
    'retries found': shareFound(recallOf(places, 'retry', findings)),
  })
}

function round(figures: Recorded): Recorded {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, Math.floor(figure * 1000) / 1000]))
}

/** Entries that were drawn at random, and read. */
function sampledBy(entries: readonly Entry[], nameOf: (entry: Entry) => string): Map<string, Entry[]> {
  return groupBy(entries, (entry) => (entry.sample !== '' && entry.sample !== 'reported' && entry.reader !== '' ? nameOf(entry) : undefined))
}

/** The figures for people, as Markdown. */
export function report(entries: readonly Entry[], places: readonly Place[], findings: readonly Spanned[]): string {
  const packages = new Set(entries.map((entry) => entry.package)).size
  return [
    `${entries.length} findings in ${packages} packages: ${count(entries, 'check')} requests, ${count(entries, 'retry')} constructs that may send again.`,
    table('What `recommended` reports', 'rule', byRule(entries)),
    table('What it does not report, drawn at random', 'sample', sampledBy(entries, ({ kind, sample }) => `${kind}, ${sample}`)),
    table('The same by verdict', 'verdict', sortByName(sampledBy(entries, ({ kind, verdict }) => `${kind} ${verdict.split('/')[0] ?? ''}`))),
    ['Unknown, of all findings:', '', '| reason | findings |', '|---|---|', ...[...unknowns(entries)].map(([reason, group]) => `| ${reason} | ${group.length} (${percent(group.length / entries.length)}) |`)].join('\n'),
    recallReport(places, findings),
  ].join('\n\n')
}

function count(entries: readonly Entry[], kind: Entry['kind']): number {
  return entries.filter((entry) => entry.kind === kind).length
}

function sortByName(groups: Map<string, Entry[]>): Map<string, Entry[]> {
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function table(title: string, name: string, groups: Map<string, Entry[]>): string {
  const rows = [...groups].map(([group, entries]) => {
    const score = scoreOf(entries)
    return `| ${group} | ${score.right} | ${score.arguable} | ${score.wrong} | ${percent(precision(score))} |`
  })
  return [`${title}:`, '', `| ${name} | right | arguable | wrong | not wrong |`, '|---|---|---|---|---|', ...rows].join('\n')
}

function recallReport(places: readonly Place[], findings: readonly Spanned[]): string {
  const requests = recallOf(places, 'request', findings)
  const retries = recallOf(places, 'retry', findings)
  const misses = [...requests.missed, ...retries.missed].map(({ package: name, path, line, what, note }) => `- ${what} at ${name} ${path}:${line}: ${note || 'no reason yet'}`)
  return [
    'Found by a text search, drawn at random and read:',
    '',
    ...recallTable([['requests', requests], ['retries', retries]]),
    ...(misses.length > 0 ? ['', 'Missed:', '', ...misses] : []),
  ].join('\n')
}
