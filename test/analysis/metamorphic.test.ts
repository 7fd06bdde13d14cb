import { describe, expect, it } from 'vitest'

import { analyse, type FileFindings } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures, type Fixture } from '../oracle/fixture.ts'
import { REWRITES } from './rewrites/rules.ts'

const fixtures = readFixtures()

/**
 * Known to differ, and left out until they do not: a searched word inside `as` or `!`, or in a function of its own, is not seen as one; a test
 * in a function of its own leaves both of the answers that a name may stand for, and an object that it gives does not tell that code of another
 * file has chosen it.
 */
const OPEN: ReadonlySet<string> = new Set([
  ...['expressions as any', 'expressions with !', 'expressions that satisfy unknown', 'tests in functions of their own'].flatMap((name) => [`${name}: bodies/code-of-billing-error.ts`, `${name}: payment/quota-kind-from-body.ts`]),
  'tests in functions of their own: helpers/two-ways-of-sending.ts',
])

function casesOf(name: string): (readonly [string, Fixture])[] {
  return fixtures.filter((fixture) => !OPEN.has(`${name}: ${fixture.name}`)).map((fixture) => [fixture.name, fixture] as const)
}

/** Of one fixture, which every rewrite is held against. */
const asWritten = new Map<string, string[]>()

function verdictsAsWritten({ name, text }: Fixture): string[] {
  const known = asWritten.get(name) ?? verdictsOf(text)
  asWritten.set(name, known)
  return known
}

/** Verdicts in source order: all that a rewrite must leave as it is. */
function verdictsOf(text: string, status = 402): string[] {
  // As TypeScript, so that a JavaScript fixture can be wrapped in types too.
  const { checks, retries }: FileFindings = analyse(parseSource(text, 'fixture.ts'), text, { status })
  return [...checks, ...retries].map(({ kind, verdict, reason }) => [kind, verdict, reason].filter(Boolean).join(' '))
}

describe.each(Object.keys(REWRITES))('verdicts stay with %s', (name) => {
  const rewrite = REWRITES[name]!
  it.each(casesOf(name))('%s', (_name, fixture) => {
    const rewritten = rewrite(fixture.text, fixture.path)
    expect(verdictsOf(rewritten), rewritten).toEqual(verdictsAsWritten(fixture))
  })
})

/** Words that name a status, or a payment, which answers a 402 alone. */
const NAMES = /payment|too.?many|rate.?limit|forbidden|unavailable|billing|quota|http-status-codes|L402|crawler/i
const SAME_CLASS = [403, 429]

describe.each(SAME_CLASS)('verdicts on %i are those on 402 where the text has the one in place of the other', (status) => {
  const swap = (text: string): string => text.replaceAll(new RegExp(`\\b(402|${status})\\b`, 'g'), (code) => (code === '402' ? String(status) : '402'))
  // What renews credentials after a 403 is no retry.
  const isAbout = ({ text }: Fixture): boolean => !NAMES.test(text) && !(status === 403 && /token|auth|session|login|credential/i.test(text))
  it.each(casesOf(String(status)).filter(([, fixture]) => isAbout(fixture)))('%s', (_name, fixture) => {
    const swapped = swap(fixture.text)
    expect(verdictsOf(swapped, status), swapped).toEqual(verdictsAsWritten(fixture))
  })
})

describe('verdicts on 503 are those on 402 where the text names that alone', () => {
  const isAbout = ({ text }: Fixture): boolean => /\b402\b/.test(text) && !NAMES.test(text) && !/\b(?!402)[45]\d\d\b/.test(text)
  it.each(casesOf('503').filter(([, fixture]) => isAbout(fixture)))('%s', (_name, fixture) => {
    const swapped = fixture.text.replaceAll(/\b402\b/g, '503')
    expect(verdictsOf(swapped, 503), swapped).toEqual(verdictsAsWritten(fixture))
  })
})
