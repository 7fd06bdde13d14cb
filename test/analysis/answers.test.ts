import { describe, expect, it } from 'vitest'

import { analyse, type Answer, type FileFindings } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures } from '../oracle/fixture.ts'

const SHOWN = [200, 401, 402, 404, 429, 500, undefined]

function findings(text: string, answers: readonly (number | undefined)[] = SHOWN): FileFindings {
  return analyse(parseSource(text, 'file.ts'), text, { answers })
}

/** One line an answer. */
function table(answers: readonly Answer[] | undefined): string[] {
  return (answers ?? []).map(({ status, verdict, does, requests, paid, group }) =>
    `${status} ${verdict} ${group}: ${does}${requests > 1 ? ` (${requests} requests${paid ? ', paid' : ''})` : ''}`)
}

describe('what happens for each answer', () => {
  it('is told in the words of the verdicts, with what ends alike in one group', () => {
    const { checks } = findings(`
      export async function load() {
        const response = await fetch('https://api.example.com/plan')
        if (response.status === 402) return { due: await response.json() }
        if (response.status === 404) return undefined
        if (!response.ok) throw new Error('No plan')
        return response.json()
      }
    `)
    expect(table(checks[0]?.answers)).toEqual([
      '200 success 0: returns `body`',
      "401 blind 1: throws `Error('No plan')`",
      '402 handled 2: returns `{ due: body }`',
      '404 handled 3: ends without a word',
      "429 blind 1: throws `Error('No plan')`",
      "500 blind 1: throws `Error('No plan')`",
      "none structured 4: throws `TypeError(fetch failed)`",
    ])
  })

  it('counts what is sent on one path, where a failure goes on in two ways', () => {
    const { retries } = findings(`
      import { backOff } from 'exponential-backoff'
      async function plan() {
        const response = await fetch('https://api.example.com/plan')
        if (response.ok) return response.json()
        if (isBusy()) throw new Error('Busy')
        throw new Error('No plan')
      }
      export const load = () => backOff(plan, { numOfAttempts: 3 })
    `)
    expect(retries.map(({ verdict, requests }) => [verdict, requests])).toEqual([['blanket', 3]])
  })

  it.each([
    ['what a generator yields', "export async function* load() { const res = await fetch('/a'); yield res.ok ? await res.json() : null }", 'A 402 ends here like a 500: it yields `null`.'],
    ['the end of the program', "export async function load() { const res = await fetch('/a'); if (!res.ok) process.exit(0); return res.json() }", 'A 402 ends here like a 500: it ends with `process.exit(0)`.'],
  ])('name %s', (_, code, evidence) => {
    expect(findings(code).checks.map((check) => check.evidence)).toEqual([evidence])
  })

  it('counts the requests that are surely sent', () => {
    const { checks, retries } = findings(`
      export async function load() {
        for (let attempt = 0; attempt < 3; attempt++) {
          const response = await fetch('https://api.example.com/plan')
          if (response.status !== 429) return response.ok
        }
        throw new Error('Too many')
      }
    `)
    expect(table(checks[0]?.answers)).toEqual([
      '200 success 0: returns `true`',
      '401 blind 1: returns `false`',
      '402 blind 1: returns `false`',
      '404 blind 1: returns `false`',
      "429 handled 2: throws `Error('Too many')` (3 requests)",
      '500 blind 1: returns `false`',
      "none structured 3: throws `TypeError(fetch failed)`",
    ])
    expect(retries[0]?.answers?.map(({ status, requests, perhaps }) => [status, requests, perhaps])).toEqual([
      [200, 1, false], [401, 1, false], [402, 1, false], [404, 1, false], [429, 3, false], [500, 1, false], ['none', 1, false],
    ])
  })

  it('does not count what code that is not seen decides', () => {
    const { checks, retries } = findings(`
      import { shouldRetry } from './policy.js'
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          const response = await fetch(url)
          if (response.ok || !shouldRetry(response.status)) return response.ok
        }
        throw new Error('Gave up')
      }
    `)
    expect(checks[0]?.answers?.find(({ status }) => status === 402)?.requests).toBe(1)
    expect(retries[0]?.answers?.find(({ status }) => status === 402)).toEqual({ status: 402, requests: 1, perhaps: true })
  })

  it('says where the second request was paid', () => {
    const { checks } = findings(`
      export async function load(url, pay) {
        const response = await fetch(url)
        if (response.status !== 402) return response.json()
        const proof = await pay(await response.json())
        return (await fetch(url, { headers: { 'X-PAYMENT': proof } })).json()
      }
    `)
    expect(checks[0]?.answers?.filter(({ paid }) => paid).map(({ status, requests }) => [status, requests])).toEqual([[402, 2]])
  })

  it('goes by what the code takes for success', () => {
    const { checks } = findings(`
      export async function create(body) {
        const response = await fetch('/api/plans', { method: 'POST', body })
        if (response.status !== 201) throw new Error('Not created')
      }
    `, [200, 201, 402])
    expect(table(checks[0]?.answers)).toEqual([
      "200 blind 0: throws `Error('Not created')`", '201 success 1: ends without a word', "402 blind 0: throws `Error('Not created')`",
    ])
  })

  it('is not told where the request is not reached, nor where nobody asks', () => {
    expect(findings('export async function load() { return; await fetch("/x").then((r) => { if (!r.ok) throw 1 }) }').checks).toMatchObject([{ reason: 'not-reached' }])
    expect(findings('export const load = () => fetch("/x")', []).checks[0]).not.toHaveProperty('answers')
  })
})

it('changes no verdict', () => {
  for (const { text, path } of readFixtures().filter((_, index) => index % 7 === 0)) {
    const program = parseSource(text, path)
    const withAnswers = analyse(program, text, { answers: SHOWN })
    const bare = <Finding extends { answers?: unknown }>({ answers: _, ...finding }: Finding): Omit<Finding, 'answers'> => finding
    expect({ checks: withAnswers.checks.map(bare), retries: withAnswers.retries.map(bare) }, path).toEqual(analyse(program, text))
  }
})

it('says of the status that is asked about what the verdict says', () => {
  const asked = readFixtures().flatMap(({ text, path }) => analyse(parseSource(text, path), text, { answers: [402] }).checks)
  const told = asked.filter(({ verdict, answers }) => answers !== undefined && verdict !== 'unknown')
  expect(told.length).toBeGreaterThan(200)
  expect(told.filter(({ verdict, answers }) => answers![0]!.verdict !== verdict)).toEqual([])
})
