import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analyse } from '../../../analysis/index.ts'
import { parseSource } from '../../../source/parse.ts'
import { answersOf, answerOf } from '../declared.ts'
import { isObservable, LIBRARIES, readFixtures } from '../fixture.ts'
import { loadPackages } from '../packages.ts'
import { LoopbackServer } from '../server.ts'
import { runVerdicts } from '../verdicts.ts'

const fixtures = readFixtures(LIBRARIES)
let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(() => server.stop())

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
  it('runs as declared, with the real packages', async () => {
    const verdicts = await runVerdicts(fixture, server, await loadPackages(fixture.text))
    for (const { declared, seen, onceSent } of [...verdicts.checks, ...verdicts.retries]) {
      if (isObservable(declared)) expect([seen?.verdict ?? 'none', onceSent?.verdict], seen?.evidence).toContain(declared?.verdict ?? 'none')
    }
  }, 30_000)

  it('is analysed as declared', () => {
    const findings = analyse(parseSource(fixture.text, fixture.path), fixture.text, { status: 402 })
    expect(answersOf(findings.checks, fixture, fixture.checks)).toEqual(fixture.checks.map(answerOf))
    expect(answersOf(findings.retries, fixture, fixture.retries)).toEqual(fixture.retries.map(answerOf))
  })
})
