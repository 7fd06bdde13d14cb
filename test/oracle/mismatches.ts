import type { FileFindings, Finding } from '../../analysis/index.ts'
import { isObservable, type Declared, type Fixture } from './fixture.ts'
import type { RunVerdicts, Seen } from './verdicts.ts'

interface Row {
  readonly declared: string
  run?: string
  analysis?: string
  runEvidence?: string
  analysisEvidence?: string
}

/** Collects where declaration, run and analysis disagree, for a person who works through them. */
export class Mismatches {
  readonly #rows = new Map<string, Row>()

  addRun(fixture: Fixture, { checks, retries }: RunVerdicts): void {
    const add = (kind: string, { declared, seen }: Seen<string>, index: number): void => {
      const row = this.#row(fixture, kind, index, declared)
      row.run = seen?.verdict ?? (isObservable(declared) ? 'none' : '-')
      row.runEvidence = seen?.evidence ?? ''
    }
    checks.forEach((seen, index) => add('check', seen, index))
    retries.forEach((seen, index) => add('retry', seen, index))
  }

  addAnalysis(fixture: Fixture, { checks, retries }: FileFindings): void {
    const add = (kind: string, findings: readonly Finding[], declared: readonly Declared<string>[]): void => {
      for (let index = 0; index < Math.max(findings.length, declared.length); index++) {
        const row = this.#row(fixture, kind, index, declared[index])
        const finding = findings[index]
        row.analysis = finding === undefined ? 'none' : wordsOf(finding)
        row.analysisEvidence = finding?.evidence ?? ''
      }
    }
    add('check', checks, fixture.missed.checks ?? fixture.checks)
    add('retry', retries, fixture.missed.retries ?? fixture.retries)
  }

  /** One line for each disagreement, then how many there are; empty where all agree. */
  toString(): string {
    const wrong = [...this.#rows].filter(
      ([, { declared, run, analysis }]) =>
        (run !== undefined && run !== '-' && run !== declared.split(' ')[0]) || (analysis ?? declared) !== declared,
    )
    if (wrong.length === 0) return ''
    return [
      lineOf('fixture', 'declared', 'run', 'analysis', 'evidence'),
      ...wrong.map(([name, row]) => lineOf(name, row.declared, row.run ?? '', row.analysis ?? '', evidenceOf(row))),
      `${wrong.length} of ${this.#rows.size} verdicts disagree`,
    ].join('\n')
  }

  #row(fixture: Fixture, kind: string, index: number, declared: Declared<string> | undefined): Row {
    const key = `${fixture.name} ${kind}${index === 0 ? '' : ` ${index + 1}`}`
    const row = this.#rows.get(key) ?? { declared: declared === undefined ? 'none' : wordsOf(declared) }
    this.#rows.set(key, row)
    return row
  }
}

function lineOf(...cells: string[]): string {
  return cells.map((cell, index) => cell.padEnd([52, 24, 12, 24][index] ?? 0)).join(' ')
}

function wordsOf({ verdict, reason }: Pick<Declared<string>, 'verdict' | 'reason'>): string {
  return reason === undefined ? verdict : `${verdict} ${reason}`
}

function evidenceOf({ declared, run, analysis, runEvidence, analysisEvidence }: Row): string {
  const parts = [run !== declared.split(' ')[0] ? runEvidence : '', analysis !== declared ? analysisEvidence : '']
  return parts.filter((part) => part !== undefined && part !== '').join(' | ')
}
