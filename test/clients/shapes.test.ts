import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENTS } from '../../analysis/clients/index.ts'
import { isOfThisRun, runReal } from './program.ts'
import { errorMismatches } from './shape-mismatches.ts'
import { StatusServer } from './server.ts'
import { USES } from './uses.ts'

describe('what clients reject with, property by property', () => {
  let server: StatusServer
  beforeAll(async () => {
    server = await StatusServer.start()
  })
  afterAll(() => server.stop())

  for (const use of USES.filter((item) => isOfThisRun(item) && !item.changesError && item.client !== 'fetch' && item.client !== 'XMLHttpRequest')) {
    it(`${use.client}: ${[use.setup, use.call].filter(Boolean).join('; ')}`, async () => {
      const answers = CLIENTS.find((client) => client.name === use.client && client.answers)?.answers
      expect(answers).toBeDefined()
      const mismatches: string[] = []
      for (const status of [402, 418, 500, undefined]) {
        const { how, value } = await runReal(use, server.url(status))
        if (how === 'rejected' && answers) mismatches.push(...errorMismatches(answers, value, status).map((line) => `${status ?? 'no answer'}: ${line}`))
      }
      expect(mismatches).toEqual([])
    })
  }
})

/** Not installed here: measured by hand, what it resolves with is the host's own `Response`, which `fetch` is held to. */
const AS_FETCH = ['aws4fetch']

describe('the list of uses', () => {
  it('has one of each client that rejects or resolves in a shape of its own', () => {
    const used = new Set([...AS_FETCH, ...USES.map((use) => use.client)])
    const described = CLIENTS.filter((client) => client.answers).map((client) => client.name)
    expect(described.filter((name) => !used.has(name))).toEqual([])
  })
})
