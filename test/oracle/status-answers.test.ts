import { afterAll, beforeAll, expect, it } from 'vitest'

import { analyse, type Answer } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import type { Answer as Sent } from './answers.ts'
import { differences } from './difference.ts'
import { isObservable, readFixtures, type Fixture } from './fixture.ts'
import { run, type Observation } from './run.ts'
import { compile } from './sandbox.ts'
import { LoopbackServer } from './server.ts'

/** The columns of the report. */
const STATUSES = [200, 401, 402, 404, 429, 500] as const

/** One request each, so that there is no doubt which is meant, and no verdict that the run could not show. */
const fixtures = readFixtures().filter(({ checks }) => checks.length === 1 && checks.every((check) => isObservable(check) && check.at === undefined))

/**
 * A known miss of the oracle; a retry for which a header of the server decides; a 401 that new credentials remedy, which the test's server refuses; a
 * request that each attempt signs anew, which may be another account's; a method of a base class, which is judged by itself;
 * a function of another file that throws; a table to which something is added that is not seen.
 */
const NOT_SEEN = new Set(['errors/within-a-transaction.ts', 'helpers/base-class-hook.ts', 'tables/table-with-others-added.ts', 'retries/judged-elsewhere.ts', 'retries/sdk-should-retry-header.ts', 'retries/refresh-on-any-failure.ts', 'retries/signed-anew.ts', 'retries/subclass-loop.ts'])

let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(() => server.stop())

interface Pair {
  readonly fixture: string
  readonly statuses: string
  readonly analysisSaysAlike: boolean
  readonly runSaysAlike: boolean
}

it('says of two statuses that they end alike where the server sees them end alike', async () => {
  const pairs: Pair[] = []
  for (const fixture of fixtures) {
    const answers = answersFor(fixture)
    if (answers) pairs.push(...pairsOf(fixture.name, answers, await runsOf(fixture)))
  }
  const wrong = pairs.filter(({ fixture, analysisSaysAlike, runSaysAlike }) => analysisSaysAlike !== runSaysAlike && !NOT_SEEN.has(fixture))
  expect(wrong).toEqual([])
  expect(pairs.length).toBeGreaterThan(3000)
  expect(pairs.filter(({ runSaysAlike }) => !runSaysAlike).length).toBeGreaterThan(900)
}, 300_000)

function answersFor({ text, path }: Fixture): readonly Answer[] | undefined {
  return analyse(parseSource(text, path), text, { answers: STATUSES }).checks[0]?.answers
}

async function runsOf(fixture: Fixture): Promise<Map<Sent, Observation>> {
  const program = compile(fixture)
  const runs = new Map<Sent, Observation>()
  for (const answer of STATUSES) runs.set(answer, await run(program, server, { answer, world: fixture.world, says: {}, only: undefined }))
  return runs
}

function pairsOf(fixture: string, answers: readonly Answer[], runs: ReadonlyMap<Sent, Observation>): Pair[] {
  return answers.flatMap((left, index) =>
    answers.slice(index + 1).map((right) => ({
      fixture,
      statuses: `${left.status} ${right.status}`,
      analysisSaysAlike: left.group === right.group,
      runSaysAlike: !differences(runs.get(left.status)!, runs.get(right.status)!).some(({ level }) => level === 'control'),
    })),
  )
}
