import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { answerOf, answersOf } from './declared.ts'
import { isObservable, readFixtures } from './fixture.ts'
import { Mismatches } from './mismatches.ts'
import { LoopbackServer } from './server.ts'
import { runVerdicts } from './verdicts.ts'

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
    for (const { declared, seen } of [...verdicts.checks, ...verdicts.retries]) {
      if (!isObservable(declared)) continue
      expect(seen?.verdict ?? 'none', seen?.evidence).toBe(declared?.verdict ?? 'none')
    }
  })

  it('is analysed as declared', () => {
    const findings = analyse(parseSource(fixture.text, fixture.path), fixture.text, { status: 402 })
    mismatches.addAnalysis(fixture, findings)
    const { checks = fixture.checks, retries = fixture.retries } = fixture.missed
    expect(answersOf(findings.checks, fixture, checks)).toEqual(checks.map(answerOf))
    expect(answersOf(findings.retries, fixture, retries)).toEqual(retries.map(answerOf))
  })
})

it('misses what it is known to miss, and little', () => {
  const missed = fixtures.filter(({ missed: { checks, retries } }) => checks !== undefined || retries !== undefined)
  expect(missed.map(({ name }) => name)).toEqual(['helpers/base-class-hook.ts', 'helpers/middleware-list.ts', 'retries/queue-puts-back.ts'])
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
  const silent = fixtures.filter(({ checks, retries }) => ![...checks, ...retries].every(isObservable))
  expect(silent.length).toBeLessThan(fixtures.length / 20)
})
