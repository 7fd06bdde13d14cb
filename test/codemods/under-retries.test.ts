import { afterAll, beforeAll, expect, test } from 'vitest'

import { transform } from '../../codemods/add-402-handling.ts'
import * as typedModule from '../../codemods/templates/payment-required.ts'
import { loadPackages } from '../oracle/packages.ts'
import { run } from '../oracle/run.ts'
import { compile } from '../oracle/sandbox.ts'
import { LoopbackServer } from '../oracle/server.ts'

const MODULE = '#payment-required'
const OURS = /^import .* '#payment-required'$/m

/** What leaves a 4xx out by its class, or by the words of the library: the typed error is of another class. */
const REFUSED = "class Refused extends Error {}\n"
const LOAD = `
async function load() {
  const res = await fetch('https://api.example.com/plan')
  if (res.status >= 400 && res.status < 500) throw new Refused('HTTP ' + res.status)
  if (!res.ok) throw new Error('HTTP ' + res.status)
  return res.json()
}
`
const LOAD_ANYHOW = `
async function load() {
  const res = await fetch('https://api.example.com/plan')
  if (!res.ok) throw new Error('HTTP ' + res.status)
  return res.json()
}
`

/** Programs whose requests go through something that sends them again, with what becomes of the site. */
const PROGRAMS: Readonly<Record<string, readonly [becomes: 'edited' | 'sent-again', text: string]>> = {
  'p-retry, any failure': ['edited', `import pRetry from 'p-retry'\n${LOAD_ANYHOW}export const run = () => pRetry(load, { retries: 2 })\n`],
  'p-retry, its own error': ['edited', `import pRetry, { AbortError } from 'p-retry'\n${LOAD.replace('Refused', 'AbortError')}export const run = () => pRetry(load, { retries: 2 })\n`],
  'p-retry, by class': ['edited', `import pRetry from 'p-retry'\n${REFUSED}${LOAD}export const run = () => pRetry(load, { retries: 2, shouldRetry: ({ error }) => !(error instanceof Refused) })\n`],
  'p-retry, also called without': ['sent-again', `import pRetry from 'p-retry'\n${REFUSED}${LOAD.replace('async', 'export async')}export const run = () => pRetry(load, { retries: 2, shouldRetry: ({ error }) => !(error instanceof Refused) })\n`],
  'async-retry, any failure': ['edited', `import retry from 'async-retry'\n${LOAD_ANYHOW}export const run = () => retry(load, { retries: 2 })\n`],
  'async-retry, bailing out': [
    'edited',
    "import retry from 'async-retry'\nexport const run = () => retry(async (bail) => {\n  const res = await fetch('https://api.example.com/plan')\n  if (res.status >= 400 && res.status < 500) return bail(new Error('HTTP ' + res.status))\n  if (!res.ok) throw new Error('HTTP ' + res.status)\n  return res.json()\n}, { retries: 2 })\n",
  ],
  'exponential-backoff, by class': ['sent-again', `import { backOff } from 'exponential-backoff'\n${REFUSED}${LOAD}export const run = () => backOff(load, { numOfAttempts: 3, retry: (error) => !(error instanceof Refused) })\n`],
  'exponential-backoff, by the words': ['sent-again', `import { backOff } from 'exponential-backoff'\n${LOAD_ANYHOW}export const run = () => backOff(load, { numOfAttempts: 3, retry: (error) => !error.message.startsWith('HTTP 4') })\n`],
  'cockatiel, by class': ['sent-again', `import { handleWhen, retry } from 'cockatiel'\n${REFUSED}${LOAD}const policy = retry(handleWhen((error) => !(error instanceof Refused)), { maxAttempts: 2 })\nexport const run = () => policy.execute(() => load())\n`],
  'a function of the file, by class': [
    'sent-again',
    `${REFUSED}${LOAD}async function again(fn, left) {\n  try {\n    return await fn()\n  } catch (error) {\n    if (left === 0 || error instanceof Refused) throw error\n    return again(fn, left - 1)\n  }\n}\nexport const run = () => again(load, 2)\n`,
  ],
  'a loop of the file, by class': [
    'sent-again',
    `${REFUSED}${LOAD}export async function run() {\n  for (let tries = 1; ; tries++) {\n    try {\n      return await load()\n    } catch (error) {\n      if (tries === 3 || error instanceof Refused) throw error\n    }\n  }\n}\n`,
  ],
  'a loop of the file, any failure': [
    'edited',
    `${LOAD_ANYHOW}export async function run() {\n  for (let tries = 1; ; tries++) {\n    try {\n      return await load()\n    } catch (error) {\n      if (tries === 3) throw error\n    }\n  }\n}\n`,
  ],
}

let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(() => server.stop())

async function requestsAfter402(text: string): Promise<number> {
  const fixture = { name: '', path: 'plan.ts', text, run: 'run()', checks: [], retries: [], world: 'same', says: {}, why: '', missed: {} } as const
  const program = compile(fixture, { ...(await loadPackages(text.replace(OURS, ''))), [MODULE]: typedModule })
  const { effects, completion } = await run(program, server, { answer: 402, world: 'same', says: {}, only: undefined })
  expect(completion).toBe('throw')
  return effects.filter(({ kind }) => kind === 'request').length
}

test.each(Object.entries(PROGRAMS))('a branch makes nothing send again: %s', { timeout: 30_000 }, async (name, [becomes, text]) => {
  const { output, edits, leftAlone } = transform(text, 'plan.ts', { paymentModule: MODULE })
  expect([...edits.map(() => 'edited'), ...leftAlone.map(({ reason }) => reason)]).toEqual([becomes])
  const before = await requestsAfter402(text)
  expect(before).toBe(name.endsWith('any failure') ? 3 : 1)
  expect(await requestsAfter402(output)).toBeLessThanOrEqual(before)
})
