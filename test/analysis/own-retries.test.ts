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
