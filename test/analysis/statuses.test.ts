import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

/** `kind verdict` of each finding for one status. */
function verdicts(text: string, status: number): string[] {
  const { checks, retries } = analyse(parseSource(text, 'file.ts'), text, { status })
  return [...checks, ...retries].map(({ kind, verdict }) => `${kind} ${verdict}`)
}

function evidence(text: string, status: number): string | undefined {
  return analyse(parseSource(text, 'file.ts'), text, { status }).checks[0]?.evidence
}

describe('a 401 that is answered with new credentials', () => {
  const load = (again: string): string => `
    export async function load(token) {
      const get = (bearer) => fetch('https://api.example.com/me', { headers: { Authorization: \`Bearer \${bearer}\` } })
      let res = await get(token)
      if (res.status === 401) { ${again} }
      if (!res.ok) throw new Error('Could not load')
      return res.json()
    }`

  it.each([
    ['another token', 'res = await get(await refreshToken())'],
    ['a cookie that another request renews', "await fetch('https://api.example.com/auth/refresh', { method: 'POST' }); res = await get(token)"],
    ['a session that code elsewhere renews', 'await session.renew(); res = await get(token)'],
  ])('is no retry: %s', (_name, again) => {
    const [, ...retries] = verdicts(load(again), 401)
    expect(retries).toContain('retry pays')
    expect(retries).not.toContain('retry explicit')
    expect(retries).not.toContain('retry blanket')
  })

  it('is one where nothing is renewed', () => {
    expect(verdicts(load('res = await get(token)'), 401)).toContain('retry explicit')
    expect(verdicts(load('await sleep(1000); res = await get(token)'), 401)).toContain('retry explicit')
  })
})

describe('a status is compared with others of its class', () => {
  const named = (status: number): string => `
    export async function load() {
      const res = await fetch('https://api.example.com/me')
      if (res.status === ${status}) return null
      if (!res.ok) throw new Error('Could not load')
      return res.json()
    }`
  const ranged = (test: string): string => `
    export async function load() {
      const res = await fetch('https://api.example.com/me')
      if (${test}) return null
      if (!res.ok) throw new Error('Could not load')
      return res.json()
    }`

  it.each([401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504])('named: %i', (status) => {
    expect(verdicts(named(status), status)).toEqual(['check handled'])
    expect(verdicts(named(status === 418 ? 417 : 418), status)).toEqual(['check blind'])
  })

  it.each([402, 429])('a 4xx in its range: %i', (status) => {
    expect(verdicts(ranged('res.status >= 400 && res.status < 500'), status)).toEqual(['check grouped'])
    expect(evidence(ranged('res.status >= 400 && res.status < 500'), status)).toMatch(/ends like any other 4xx \(418 too\).*a 500 throws/)
  })

  it.each([500, 503])('a 5xx in its range: %i', (status) => {
    expect(verdicts(ranged('res.status >= 500'), status)).toEqual(['check grouped'])
    expect(evidence(ranged('res.status >= 500'), status)).toMatch(/ends like any other 5xx \(508 too\).*a 404 throws/)
    expect(evidence(ranged('false'), status)).toMatch(/ends here like a 404/)
  })
})
