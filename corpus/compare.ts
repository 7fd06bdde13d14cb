import type { AuditedFile } from './audited.ts'
import { keyOf, type Entry } from './ledger.ts'
import { ruleReporting } from './reading.ts'

/** A finding as the ledger names it, and whether `recommended` reports it. */
export interface Found extends Pick<Entry, 'package' | 'path' | 'place' | 'kind' | 'verdict'> {
  readonly reported: boolean
}

export function foundIn({ package: { name, version }, path, findings }: AuditedFile): Found[] {
  return findings.map(({ kind, line, column, verdict, reason, unpaid }) => ({
    package: `${name}@${version}`,
    path,
    place: `${line}:${column}`,
    kind,
    verdict: reason ? `${verdict}/${reason}` : verdict,
    reported: ruleReporting(verdict) !== undefined && !unpaid,
  }))
}

/** What is wrong between the findings of a run and the ledger, in words; nothing where they agree. */
export function problemsOf(found: readonly Found[], entries: readonly Entry[]): string[] {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]))
  const seen = new Set(found.map(keyOf))
  return [
    ...found.flatMap((finding) => {
      const entry = byKey.get(keyOf(finding))
      if (!entry) return [`new: ${describe(finding)}`]
      if (finding.reported && entry.reader === '') return [`reported, and nobody has read it: ${describe(finding)}`]
      return entry.verdict === finding.verdict ? [] : [`was ${entry.verdict}: ${describe(finding)}`]
    }),
    ...entries.filter((entry) => !seen.has(keyOf(entry))).map((entry) => `vanished: ${describe(entry)}`),
  ]
}

/** The ledger with the verdicts of a run: readings stay, what a person said of a site that is no longer found goes. */
export function updated(found: readonly Found[], entries: readonly Entry[]): Entry[] {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]))
  return found.map(({ reported, ...finding }) => {
    const entry = byKey.get(keyOf(finding))
    const read = { reader: entry?.reader ?? '', sample: entry?.sample ?? '', note: entry?.note ?? '' }
    // A reading that no longer agrees says at least what it agreed with.
    if (entry && read.note === '' && read.reader !== '' && entry.verdict !== finding.verdict) read.note = `was ${entry.verdict}`
    // What is no longer reported, and was not read, is in no sample.
    if (read.reader === '' && read.sample === 'reported') read.sample = ''
    return { ...finding, ...read, ...(reported && { sample: 'reported' }) }
  })
}

function describe({ package: name, path, place, kind, verdict }: Pick<Found, 'package' | 'path' | 'place' | 'kind' | 'verdict'>): string {
  return `${name} ${path}:${place} ${kind} ${verdict}`
}
