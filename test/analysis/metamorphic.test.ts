import { describe, expect, it } from 'vitest'

import { analyse, type FileFindings } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures, type Fixture } from '../oracle/fixture.ts'
import { REWRITES } from './rewrites/rules.ts'

const fixtures = readFixtures()

/**
 * Known to differ, and left out until they do not: a searched word inside `as` or `!` is not seen as one, and 402 is
 * not among the statuses that are tried when another one is asked about.
 */
const OPEN: ReadonlySet<string> = new Set([
  ...['expressions as any', 'expressions with !', 'expressions that satisfy unknown'].flatMap((name) => [`${name}: bodies/code-of-billing-error.ts`, `${name}: payment/quota-kind-from-body.ts`]),
  '429: retries/recursion-rate-limit.ts',
  '429: retries/retry-after-for-429.ts',
])

function casesOf(name: string): (readonly [string, Fixture])[] {
  return fixtures.filter((fixture) => !OPEN.has(`${name}: ${fixture.name}`)).map((fixture) => [fixture.name, fixture] as const)
}

/** Verdicts in source order: all that a rewrite must leave as it is. */
function verdictsOf(text: string, status = 402): string[] {
  // As TypeScript, so that a JavaScript fixture can be wrapped in types too.
  const { checks, retries }: FileFindings = analyse(parseSource(text, 'fixture.ts'), text, { status })
  return [...checks, ...retries].map(({ kind, verdict, reason }) => [kind, verdict, reason].filter(Boolean).join(' '))
}

describe.each(Object.keys(REWRITES))('verdicts stay with %s', (name) => {
  const rewrite = REWRITES[name]!
  it.each(casesOf(name))('%s', (_name, { text, path }) => {
    const rewritten = rewrite(text, path)
    expect(verdictsOf(rewritten), rewritten).toEqual(verdictsOf(text))
  })
})

describe('verdicts are those of another status where the text has that one in its place', () => {
  const NAMES = /payment|too.?many|rate.?limit/i
  const swap = (text: string): string => text.replaceAll(/\b(402|429)\b/g, (code) => (code === '402' ? '429' : '402'))
  it.each(casesOf('429').filter(([, { text }]) => !NAMES.test(text)))('%s', (_name, { text }) => {
    const swapped = swap(text)
    expect(verdictsOf(swapped, 429), swapped).toEqual(verdictsOf(text))
  })
})
