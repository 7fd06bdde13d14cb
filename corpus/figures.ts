import type { Entry } from './ledger.ts'
import { reading } from './ledger.ts'
import { ruleReporting } from './reading.ts'

/** How many were read, and what was thought of them. */
export interface Score {
  readonly right: number
  readonly arguable: number
  readonly wrong: number
}

/** What share of what was read is not wrong, from 0 to 1; 1 where nothing was read. Arguable ones count as not wrong. */
export function precision({ right, arguable, wrong }: Score): number {
  const read = right + arguable + wrong
  return read === 0 ? 1 : (right + arguable) / read
}

export function scoreOf(entries: readonly Entry[]): Score {
  const count = (wanted: string): number => entries.filter((entry) => reading(entry) === wanted).length
  return { right: count('right'), arguable: count('arguable'), wrong: count('wrong') }
}

/** Entries by what a function says of them, in the order in which it says so first; those of which it says nothing are left out. */
export function groupBy(entries: readonly Entry[], nameOf: (entry: Entry) => string | undefined): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const name = nameOf(entry)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group) group.push(entry)
    else groups.set(name, [entry])
  }
  return groups
}

/** What `recommended` reports, by rule. */
export function byRule(entries: readonly Entry[]): Map<string, Entry[]> {
  return groupBy(entries, ({ sample, verdict }) => (sample === 'reported' ? ruleReporting(verdict) : undefined))
}

/** The unknowns by kind and reason. */
export function unknowns(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = groupBy(entries, ({ kind, verdict }) => (verdict.startsWith('unknown/') ? `${kind} ${verdict.slice('unknown/'.length)}` : undefined))
  return new Map([...groups].sort(([, a], [, b]) => b.length - a.length))
}

/** Figures that may not fall: precision by rule and of the sampled verdicts, and recall. */
export type Recorded = Readonly<Record<string, number>>

/** Which figures have fallen below those recorded, in words. */
export function fallen(now: Recorded, recorded: Recorded): string[] {
  return Object.entries(recorded).flatMap(([name, least]) => {
    const figure = now[name]
    if (figure === undefined) return [`${name}: no figure, ${percent(least)} is recorded`]
    // Figures are recorded to a tenth of a percent.
    return figure < least - 0.0005 ? [`${name}: ${percent(figure)}, ${percent(least)} is recorded`] : []
  })
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
