import { describe, expect, it } from 'vitest'

import { check, strongest, type CheckAnswer, type Compared } from '../../analysis/check.ts'
import type { CheckVerdict, UnknownReason } from '../../analysis/findings.ts'
import type { Outcome } from '../../analysis/runs.ts'
import {
  body, calls, failure, known, logs, node, object, outcome, resend, resends, response, returns, status, stores, throws, words,
} from './outcomes.ts'

type Parts = readonly Partial<Outcome>[]
const FAILED = known("'failed'")
const DATA = known("'data'")
const PAY = known("'pay'")

/** What is done on a 402, on a 418, on a 500 and on a 200, and what is said of it. */
interface Case {
  readonly asked: Parts
  readonly sibling?: Parts
  readonly failure?: Parts
  readonly success?: Parts
  readonly verdict: CheckVerdict
  readonly reason?: UnknownReason
}

/** Failures end alike unless something else is said; success ends with the data. */
function comparedOf({ asked, sibling = asked, failure = sibling, success = [returns(DATA)] }: Case): Compared {
  return { status: 402, unnamed: 418, other: 500, asked: outcome(...asked), sibling: outcome(...sibling), failure: outcome(...failure), success: outcome(...success) }
}

const CASES: Readonly<Record<string, Case>> = {
  'another branch than 418': { asked: [throws(PAY)], sibling: [throws(FAILED)], verdict: 'handled' },
  'another branch than 418, like 500': { asked: [throws(PAY)], sibling: [throws(FAILED)], failure: [throws(PAY)], verdict: 'handled' },
  'another branch than 418, like 200': { asked: [returns(DATA)], sibling: [throws(FAILED)], verdict: 'handled' },
  'another branch, and the response is returned': { asked: [returns(response(402))], sibling: [throws(FAILED)], verdict: 'handled' },
  'a call that 418 has not': { asked: [throws(FAILED), calls('pay')], sibling: [throws(FAILED)], verdict: 'handled' },
  'sent again, unlike 418': { asked: [throws(FAILED), resends(resend(node('loop')))], sibling: [throws(FAILED)], verdict: 'handled' },
  'a log line that 418 has not': { asked: [throws(FAILED), logs('console.log', PAY)], sibling: [throws(FAILED)], verdict: 'blind' },

  'all fail alike': { asked: [throws(FAILED)], verdict: 'blind' },
  'all fail alike, with the status in the log': {
    asked: [throws(FAILED), logs('log', status(402))],
    sibling: [throws(FAILED), logs('log', status(418))],
    verdict: 'blind',
  },
  'a message with the status': { asked: [throws(words(402))], sibling: [throws(words(418))], failure: [throws(words(500))], verdict: 'text' },
  'a message that only a 500 has otherwise': { asked: [throws(words(402))], failure: [throws(words(500))], verdict: 'text' },
  'an error with the status': {
    asked: [throws(object({ status: status(402) }))],
    sibling: [throws(object({ status: status(418) }))],
    failure: [throws(object({ status: status(500) }))],
    verdict: 'structured',
  },
  'an error with the status, and another branch for a 500': {
    asked: [throws(status(402))],
    sibling: [throws(status(418))],
    failure: [throws(FAILED)],
    verdict: 'structured',
  },
  'the error of the client': { asked: [throws(failure(402))], sibling: [throws(failure(418))], verdict: 'structured' },
  'the body of the failure': { asked: [returns(object({ ok: known('false'), error: body(402) }))], sibling: [returns(object({ ok: known('false'), error: body(418) }))], verdict: 'structured' },

  'any 4xx, and another branch for a 500': { asked: [throws(PAY)], failure: [throws(FAILED)], verdict: 'grouped' },
  'any 4xx, and other data for a 500': { asked: [throws(status(402))], sibling: [throws(status(402))], failure: [throws(status(500))], verdict: 'grouped' },
  'any 4xx, and another log line for a 500': { asked: [throws(FAILED), logs('log', PAY)], failure: [throws(FAILED)], verdict: 'blind' },

  'goes on like a 200': { asked: [returns(DATA)], verdict: 'unchecked' },
  'goes on like a 200, with another body': { asked: [returns(body(402))], sibling: [returns(body(418))], success: [returns(body(200))], verdict: 'unchecked' },
  'goes on like a 200, and a 500 does not': { asked: [returns(DATA)], failure: [throws(FAILED)], verdict: 'unchecked' },
  'goes on like a 200, but says so in the log': { asked: [returns(DATA), logs('log', FAILED)], verdict: 'blind' },
  'goes on like a 200, with the status beside the body': {
    asked: [returns(object({ status: status(402), body: body(402) }))],
    sibling: [returns(object({ status: status(418), body: body(418) }))],
    success: [returns(object({ status: status(200), body: body(200) }))],
    verdict: 'structured',
  },
  'goes on like a 200, after a catch': { asked: [returns(DATA), { caught: [node('CatchClause')] }], verdict: 'blind' },

  'the response is returned': { asked: [returns(response(402))], sibling: [returns(response(418))], success: [returns(response(200))], verdict: 'delegated' },
  'the response is given away on failure': { asked: [throws(FAILED), calls('report', response(402))], sibling: [throws(FAILED), calls('report', response(418))], verdict: 'delegated' },
  'the response is thrown, by its status alone told from a 418': { asked: [throws(response(402))], sibling: [throws(response(418))], failure: [throws(response(500))], verdict: 'delegated' },
  'the error is given away, whether the client throws or not': { asked: [calls('next', failure(402))], sibling: [calls('next', failure(418))], verdict: 'delegated' },

  'the response is kept, and all fail alike': { asked: [throws(FAILED), stores('this.last =', response(402))], verdict: 'unknown', reason: 'stored' },
  'the response is kept, and goes on like a 200': {
    asked: [returns(DATA), stores('this.last =', response(402))],
    success: [returns(DATA), stores('this.last =', response(200))],
    verdict: 'unknown',
    reason: 'stored',
  },
  'the response is kept, and told apart': { asked: [throws(PAY), stores('this.last =', response(402))], sibling: [throws(FAILED)], verdict: 'handled' },
  'the response is kept, and told in words': {
    asked: [throws(words(402)), stores('this.last =', response(402))],
    sibling: [throws(words(418)), stores('this.last =', response(418))],
    verdict: 'text',
  },
  'the body decides between two ends': { asked: [throws(FAILED), returns(PAY), { readsBody: true }], verdict: 'unknown', reason: 'decided-by-body' },
  'the body is read, and there is one end': { asked: [throws(FAILED), { readsBody: true }], verdict: 'blind' },
  'two ends, and the body is not read': { asked: [throws(FAILED), returns(PAY)], verdict: 'blind' },
  'the body decides between two ends, on a 200 too': { asked: [throws(FAILED), returns(PAY), { readsBody: true }], success: [throws(FAILED), returns(PAY), { readsBody: true }], verdict: 'unchecked' },
}

describe('the verdict', () => {
  it.each(Object.entries(CASES))('%s', (_name, given) => {
    const { verdict, reason } = check(comparedOf(given))
    expect({ verdict, reason }).toEqual({ verdict: given.verdict, reason: given.reason })
  })

  it.each(Object.entries(CASES))('has evidence: %s', (_name, given) => {
    const { evidence } = check(comparedOf(given))
    expect(evidence).toMatch(/^[A-Z].*\.$/)
    if (given.verdict !== 'unknown' && given.verdict !== 'delegated') expect(evidence).toContain('402')
  })
})

describe('the evidence', () => {
  const evidenceOf = (name: string): string => check(comparedOf(CASES[name]!)).evidence

  it.each([
    ['another branch than 418', "A 402 is told apart from other failures: it throws `'pay'`."],
    ['any 4xx, and another branch for a 500', "A 402 ends like any other 4xx (418 too): it throws `'pay'`; a 500 throws `'failed'`."],
    ['an error with the status', 'What leaves says that it was a 402: it throws `{ status: 402 }`.'],
    ['a message with the status', 'A 402 can only be told from a 500 by the words of a message: it throws `failed: 402`.'],
    ['all fail alike', "A 402 ends here like a 500: it throws `'failed'`."],
    ['goes on like a 200', "A 402 goes on like a 200: it returns `'data'`."],
    ['the response is returned', 'The answer is handed on as it is: it returns `the response`.'],
    ['the response is kept, and all fail alike', "The answer is kept for code that is not seen: it throws `'failed'`."],
    ['the body decides between two ends', "What the body says decides: it throws `'failed'` or returns `'pay'`."],
  ])('%s', (name, evidence) => {
    expect(evidenceOf(name)).toBe(evidence)
  })
})

describe('the decision', () => {
  const test = node('BinaryExpression', 10)
  const other = node('Identifier', 20)
  const clause = node('CatchClause', 30)
  const decided = (asked: Partial<Outcome>, success: Partial<Outcome>): Pick<CheckAnswer, 'decision' | 'outcome'> => {
    const { decision, outcome: taken } = check(comparedOf({ asked: [throws(FAILED), asked], success: [returns(DATA), success], verdict: 'blind' }))
    return { ...(decision && { decision }), ...(taken !== undefined && { outcome: taken }) }
  }
  const decisions = (...items: readonly (readonly [typeof test, boolean | undefined])[]): Partial<Outcome> => ({
    decisions: items.map(([tested, taken]) => ({ node: tested, outcome: taken })),
  })

  it('is the test that came out otherwise than for a 200', () => {
    expect(decided(decisions([test, true]), decisions([test, false]))).toEqual({ decision: [10, 11], outcome: true })
    expect(decided(decisions([test, false]), decisions([test, true]))).toEqual({ decision: [10, 11], outcome: false })
  })

  it('is the first of them', () => {
    expect(decided(decisions([other, true], [test, true]), decisions([other, true], [test, false]))).toEqual({ decision: [10, 11], outcome: true })
    expect(decided(decisions([other, true], [test, true]), decisions([other, false], [test, false]))).toEqual({ decision: [20, 21], outcome: true })
  })

  it('is a test that a 200 never came to', () => {
    expect(decided(decisions([test, true]), {})).toEqual({ decision: [10, 11], outcome: true })
  })

  it('is no test of which the outcome is not known', () => {
    expect(decided(decisions([test, undefined]), decisions([test, false]))).toEqual({})
  })

  it('is no test that comes out alike', () => {
    expect(decided(decisions([test, true]), decisions([test, true]))).toEqual({})
  })

  it('is the catch that a 200 does not get to', () => {
    expect(decided({ caught: [clause] }, {})).toEqual({ decision: [30, 31] })
    expect(decided({ caught: [clause] }, { caught: [clause] })).toEqual({})
  })

  it('is compared with how the same test first came out for a 200', () => {
    expect(decided(decisions([test, true]), decisions([test, true], [test, false]))).toEqual({})
  })

  it('is the first of several catches', () => {
    expect(decided({ caught: [clause, other] }, {})).toEqual({ decision: [30, 31] })
  })

  it('is a test before a catch', () => {
    expect(decided({ ...decisions([test, true]), caught: [clause] }, decisions([test, false]))).toEqual({ decision: [10, 11], outcome: true })
  })
})

describe('the strongest of several answers', () => {
  const STRENGTH: readonly CheckVerdict[] = ['handled', 'structured', 'delegated', 'grouped', 'text', 'unknown', 'blind', 'unchecked']
  const answer = (verdict: CheckVerdict): CheckAnswer => ({ verdict, evidence: verdict })
  const pairs = STRENGTH.flatMap((stronger, index) => STRENGTH.slice(index + 1).map((weaker) => [stronger, weaker] as const))

  it.each(pairs)('%s goes before %s', (stronger, weaker) => {
    expect(strongest([answer(stronger), answer(weaker)])?.verdict).toBe(stronger)
    expect(strongest([answer(weaker), answer(stronger)])?.verdict).toBe(stronger)
  })

  it('is the first of equals, and none of none', () => {
    const first = answer('blind')
    expect(strongest([first, answer('blind')])).toBe(first)
    expect(strongest([])).toBeUndefined()
  })

  it('leaves the answers as they are', () => {
    const answers = [answer('blind'), answer('handled')]
    strongest(answers)
    expect(answers.map(({ verdict }) => verdict)).toEqual(['blind', 'handled'])
  })
})
