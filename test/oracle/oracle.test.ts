import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analyse, type Finding } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures, type Declared, type Fixture } from './fixture.ts'
import { Mismatches } from './mismatches.ts'
import { LoopbackServer } from './server.ts'
import { runVerdicts, type RunVerdicts, type Seen } from './verdicts.ts'

const fixtures = readFixtures()
const mismatches = new Mismatches()
let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(async () => {
  await server.stop()
  const report = mismatches.toString()
  if (report !== '') console.log(report)
})

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  it('runs as declared', async () => {
    const verdicts = await runVerdicts(fixture, server)
    mismatches.addRun(fixture, verdicts)
    for (const { declared, seen } of observable(fixture, verdicts)) {
      expect(seen?.verdict ?? 'none', seen?.evidence).toBe(declared?.verdict ?? 'none')
    }
  })

  it('is analysed as declared', () => {
    const findings = analyse(parseSource(fixture.text, fixture.path), fixture.text, { status: 402 })
    mismatches.addAnalysis(fixture, findings)
    expect(answersOf(findings.checks, fixture, fixture.checks)).toEqual(fixture.checks.map(answerOf))
    expect(answersOf(findings.retries, fixture, fixture.retries)).toEqual(fixture.retries.map(answerOf))
  })
})

it('has fixtures for every verdict', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(150)
  const declared = fixtures.flatMap(({ checks, retries }) => [...checks, ...retries])
  expect([...new Set(declared.map(({ verdict }) => verdict))].sort()).toEqual(
    [
      ...['handled', 'grouped', 'structured', 'text', 'blind', 'unchecked', 'delegated', 'unknown'],
      ...['explicit', 'blanket', 'filtered', 'network', 'pays', 'polling'],
    ].sort(),
  )
})

it('lets the run judge nearly every fixture', () => {
  const skipped = fixtures.filter(({ skipCheck, skipRetry }) => skipCheck !== undefined || skipRetry !== undefined)
  expect(skipped.length).toBeLessThan(fixtures.length / 10)
})

/** Verdicts that the run can speak about: not those that are declared unknown for what lies outside the file. */
function observable(fixture: Fixture, { checks, retries }: RunVerdicts): Seen<string>[] {
  return [
    ...checks.filter(({ declared }) => fixture.skipCheck === undefined && isObservable(declared)),
    ...retries.filter(({ declared }) => fixture.skipRetry === undefined && isObservable(declared)),
  ]
}

function isObservable(declared: Declared<string> | undefined): boolean {
  return declared?.verdict !== 'unknown' || declared.reason === 'decided-by-body'
}

function answerOf({ verdict, reason, on }: Declared<string>): string {
  return [verdict, reason, on && `on ${on}`].filter(Boolean).join(' ')
}

/** The findings in the form of the declarations; the line is asked for only where the declaration names it. */
function answersOf(findings: readonly Finding[], { text }: Fixture, declared: readonly Declared<string>[]): string[] {
  return findings.map(({ verdict, reason, range }, index) => {
    const line = text.slice(text.lastIndexOf('\n', range[0] - 1) + 1).split('\n', 1)[0]!
    const on = declared[index]?.on
    const where = on === undefined || line.includes(on) ? on : line.trim()
    return [verdict, reason, where && `on ${where}`].filter(Boolean).join(' ')
  })
}

