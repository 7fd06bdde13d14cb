import { describe, expect, it } from 'vitest'
import { analyse, type CheckVerdict } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

function verdicts(code: string): CheckVerdict[] {
  return analyse(parseSource(code, 'own.mjs'), code).checks.map(({ verdict }) => verdict)
}

const within = (request: string, end: string): string => `
  import got from 'got'
  import ky from 'ky'

  export async function load(url) {
    try {
      return await ${request}.json()
    } catch (error) {
      ${end}
    }
  }
`

/** What a client does by itself for some statuses is no difference that the code makes. */
describe('a client that sends again by itself', () => {
  it.each([
    ['for a 500 and not for a 402', within('got(url, { retry: { limit: 2 } })', "throw new Error('failed')"), 'blind'],
    ['for a 402 because it is told to', within('ky(url, { retry: { statusCodes: [402, 429] } })', 'return undefined'), 'blind'],
    ['and whose error is looked at', within('ky(url, { retry: 2 })', 'if (error.response.status === 402) return null\n throw error'), 'handled'],
  ] as const)('%s', (_, code, verdict) => {
    expect(verdicts(code)).toEqual([verdict])
  })
})

function constructs(code: string): string[] {
  return analyse(parseSource(code, 'own.mjs'), code).retries.map(({ verdict, reason }) => `${verdict} ${reason ?? ''}`)
}

const ASK = 'async () => { const response = await fetch(url); if (!response.ok) throw new Error(); return response.json() }'

/** A retry of another file by its names, wherever it comes from. */
describe('what is called like a retry', () => {
  it.each([
    ['a function of another file', `import { withRetry } from './retry.js'; export const load = (url) => withRetry(${ASK})`],
    ['a method of a policy that is given', `export const load = (retryPolicy, url) => retryPolicy.invokeWithRetry(${ASK})`],
    ['a method that runs, of a retrier in a field', `export class Api { load(url) { return this.retrier.run(${ASK}) } }`],
    ['a method that runs, of a policy of another file', `import { retryPolicy } from './retry.js'; export const load = (url) => retryPolicy.execute(${ASK})`],
    ['a method of a class of another file that is extended', `import { Base } from './base.js'; export class Api extends Base { load(url) { return this.withRetry(${ASK}) } }`],
    ['one that is given a response in what its operation gives', 'export const load = (retrier, url) => retrier.execute(() => fetch(url).then((response) => ({ response })))'],
  ])('%s', (_, code) => {
    expect(constructs(code)).toEqual(['unknown condition-not-seen'])
  })

  it.each([
    ['a method that runs, of something else', `export const load = (executor, url) => executor.run(${ASK})`],
    ['a number', `export const load = (retryCount, url) => retryCount.run(${ASK})`],
    ['a handler', `export const load = (button, url) => button.onRetry(${ASK})`],
  ])('not %s', (_, code) => {
    expect(constructs(code)).toEqual([])
  })
})
