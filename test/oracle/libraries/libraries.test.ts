import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analyse } from '../../../analysis/index.ts'
import { parseSource } from '../../../source/parse.ts'
import { RETRY_DEFAULTS } from '../../clients/retry-defaults.ts'
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
  // Some packages wait in real time, which a busy machine stretches past the oracle's patience.
  it('runs as declared, with the real packages', { timeout: 30_000 }, async () => {
    const verdicts = await runVerdicts(fixture, server, await loadPackages(fixture.text))
    for (const { declared, seen, onceSent } of [...verdicts.checks, ...verdicts.retries]) {
      if (isObservable(declared)) expect([seen?.verdict ?? 'none', onceSent?.verdict], seen?.evidence).toContain(declared?.verdict ?? 'none')
    }
  })

  it('is analysed as declared', () => {
    const findings = analyse(parseSource(fixture.text, fixture.path), fixture.text, { status: 402 })
    expect(answersOf(findings.checks, fixture, fixture.checks)).toEqual(fixture.checks.map(answerOf))
    expect(answersOf(findings.retries, fixture, fixture.retries)).toEqual(fixture.retries.map(answerOf))
  })
})

/** Libraries and clients that have no bad or no good case here, with the reason. All are run in `test/clients/` too. */
const WITHOUT: Readonly<Record<string, string>> = {
  '@adobe/node-fetch-retry': 'it tries for a minute',
  '@azure/core-rest-pipeline': 'its pipeline is set up by code that is most of the program',
  '@google-cloud/storage': 'it asks for credentials first',
  '@mistralai/mistralai': 'it tries for as long as it is told, not as often',
  '@slack/web-api': 'it has no option that leaves a 402 out',
  '@vercel/fetch-retry': 'it has no option that lets a 402 in',
  aws4fetch: 'it is not installed here',
  'aws-sdk': 'its strategy is most of the program',
  'make-fetch-happen': 'it has no option that lets a 402 in',
  mppx: 'it was read, not run',
  'redux-saga': 'it is not installed here',
  'node-fetch-retry': 'it has no option that lets a 402 in',
  'retry-request': 'it is given what sends',
  retryExchange: 'what the server answers is no GraphQL',
  retryLink: 'what the server answers is no tRPC',
  retryMiddleware: 'what the server answers is no GraphQL',
  'undici-retry': 'its client is told the address when it is made',
  supabase: 'it has no option that lets a 402 in',
  x402: 'what the server answers is no offer of x402',
}

const MAIN_CLIENTS = ['axios', 'ky', 'got', 'ofetch', 'superagent', 'undici', 'needle', 'gaxios', 'openai', '@anthropic-ai/sdk']

it('has a bad and a good case for each library that tries again, and for each main client', () => {
  const named = new Set(fixtures.map(({ name }) => name))
  const missing = [...Object.keys(RETRY_DEFAULTS), ...MAIN_CLIENTS].filter((library) => !named.has(`${library}/bad.ts`) || !named.has(`${library}/good.ts`))
  expect([...new Set(missing)].sort()).toEqual(Object.keys(WITHOUT).sort())
})
