/** Causes of wrong verdicts that the corpus showed, each in a small program of our own. */
import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

function verdicts(text: string): { checks: string[]; retries: string[] } {
  const { checks, retries } = analyse(parseSource(text, 'program.ts'), text)
  return { checks: checks.map(({ verdict }) => verdict), retries: retries.map(({ verdict }) => verdict) }
}

describe('an answer', () => {
  it('comes before a time-out that it races with', () => {
    const { retries } = verdicts(`
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000))
            return await Promise.race([fetch(url), late])
          } catch (error) {
            if (attempt === 2) throw error
          }
        }
      }`)
    expect(retries).toEqual(['network'])
  })

  it('whose status can be seen is no opaque redirect', () => {
    const { retries } = verdicts(`
      export async function load(url) {
        const response = await fetch(url, { redirect: 'manual' })
        if (response.type === 'opaqueredirect') return fetch(url)
        return response
      }`)
    expect(retries).toEqual([])
  })

  it('goes on like a 200 where only a 202 does something besides', () => {
    const { checks } = verdicts(`
      export function noteSession(response: Response, extend: () => void) {
        if (response.status === 202 && response.headers.get('x-session') === 'invalid') extend()
        response.text().catch(() => {})
      }`)
    expect(checks).toEqual(['unchecked'])
  })
})

describe('async functions that a compiler made generators of', () => {
  it('wait at each yield', () => {
    const { checks, retries } = verdicts(`
      export function requestWithRetries(send_1) {
        return __awaiter(this, arguments, void 0, function* (send, most = 2) {
          let response = yield send()
          for (let i = 0; i < most; ++i) {
            if ([408, 429].includes(response.status) || response.status >= 500) response = yield send()
            else break
          }
          return response
        })
      }`)
    expect(checks).toEqual(['delegated', 'delegated'])
    expect(retries).toEqual(['filtered'])
  })

  it('are those of Babel too', () => {
    const { checks } = verdicts(`
      export const load = _asyncToGenerator(function* (url) {
        const response = yield fetch(url)
        if (!response.ok) throw new Error('Failed')
        return yield response.json()
      })`)
    expect(checks).toEqual(['blind'])
  })
})

describe('a repeated operation', () => {
  it('is the same whatever number of the attempt it is given', () => {
    const { retries } = verdicts(`
      export async function retry(operation) {
        for (let attempt = 0; attempt < 5; attempt++) {
          try {
            return await operation(attempt)
          } catch (error) {
            if (error.status === 404 || attempt === 4) throw error
          }
        }
      }`)
    expect(retries).toEqual(['blanket'])
  })
})

describe('a failure', () => {
  it('is met by the innermost catch', () => {
    const { checks } = verdicts(`
      export async function handle(request, tokens, api, reply) {
        try {
          let id
          try {
            id = await tokens.decode(request.identity)
          } catch {
            return reply(401)
          }
          await api.update(id)
        } catch (error) {
          reply(error.statusCode || 500, 'status')
        }
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('of a process that was stopped is none of HTTP', () => {
    const { checks } = verdicts(`
      export async function build(spawn) {
        try {
          return await spawn('make')
        } catch (error) {
          if (error.status === 130) throw new Error('Stopped')
          throw error
        }
      }`)
    expect(checks).toEqual([])
  })

  it('in a text stands for its message', () => {
    const { checks } = verdicts(`
      export async function ping(url, crash) {
        try {
          const response = await fetch(url)
          if (response.status !== 200) throw new Error(\`Unexpected status code: \${response.status}\`)
        } catch (error) {
          return crash(\`FAIL: \${error}\`)
        }
      }`)
    expect(checks).toEqual(['text'])
  })

  it('is known by the name that its class gives itself', () => {
    const { retries } = verdicts(`
      import { ResponseError } from './errors.js'
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            const response = await fetch(url)
            if (!response.ok) throw new ResponseError(response.status)
            return response
          } catch (error) {
            if (error.name === 'ResponseError') throw error
          }
        }
      }`)
    expect(retries).toEqual(['network'])
  })
})

describe('a credential', () => {
  it('that was made of what a 402 said is a payment, whatever constant names its field', () => {
    const { retries } = verdicts(`
      import { HEADERS } from './constants.js'
      export async function load(url, wallet) {
        const response = await fetch(url)
        if (response.status !== 402) return response
        const credential = await wallet.answer(await response.json())
        return fetch(url, { headers: { [HEADERS.authorization]: credential } })
      }`)
    expect(retries).toEqual(['pays'])
  })
})

it('what only colours words for a terminal is a formatter', () => {
  const { checks } = verdicts(`
    import chalk from 'chalk'
    export async function download(url) {
      try {
        const response = await fetch(url)
        if (!response.ok) throw new Error(\`HTTP \${response.status}\`)
        return response.json()
      } catch (error) {
        console.warn(chalk.yellow(error.message))
        return null
      }
    }`)
  expect(checks).toEqual(['blind'])
})

it('fetch that a module of the project exports is fetch after compilation', () => {
  const { checks } = verdicts(`
    const fetch_js_1 = require('./fetch.js')
    exports.load = function load(url) {
      return (0, fetch_js_1.fetch)(url)
    }`)
  expect(checks).toEqual(['delegated'])
})
