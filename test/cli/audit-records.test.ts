import { expect, test } from 'vitest'

import { toRecords } from '../../cli/audit-records.ts'
import { check, LINES, retry } from './findings.ts'

test('a check', () => {
  const decision = [LINES.indexOf('let', 33), 50] as const
  const finding = check(2, { decision, url: '/api/user', range: [15, 36] })
  expect(toRecords({ checks: [finding], retries: [] }, LINES, 'src/a.ts')).toEqual([
    {
      kind: 'check',
      path: 'src/a.ts',
      line: 2,
      column: 5,
      endLine: 4,
      endColumn: 4,
      client: 'fetch',
      request: "fetch('/api/user')",
      verdict: 'blind',
      evidence: "A 402 ends here like a 500: both throw Error('Failed to load').",
      status: 402,
      unpaid: false,
      url: '/api/user',
      decisionLine: 4,
    },
  ])
})

test('a retry', () => {
  const finding = retry(3, 7, { verdict: 'unknown', reason: 'operation-not-seen', status: 429 })
  expect(toRecords({ checks: [], retries: [finding] }, LINES, 'a.js')).toEqual([
    {
      kind: 'retry',
      path: 'a.js',
      line: 3,
      column: 1,
      endLine: 7,
      endColumn: 11,
      client: 'fetch',
      request: "fetch('/api/user')",
      verdict: 'unknown',
      reason: 'operation-not-seen',
      evidence: 'The loop sends it again on any status that is not ok.',
      status: 429,
      unpaid: false,
      requestLine: 4,
      requests: 4,
    },
  ])
})

test('what is not known is left out, not undefined', () => {
  const [record] = toRecords({ checks: [check(1)], retries: [] }, LINES, 'a.js')
  expect(Object.keys(record!)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(reason|url|decisionLine)$/)]))
})

test('source order; the construct stands before the request at the same place', () => {
  const findings = { checks: [check(9), check(3), check(1)], retries: [retry(5, 8), retry(3, 4)] }
  const order = toRecords(findings, LINES, 'a.js').map(({ kind, line }) => `${kind} ${line}`)
  expect(order).toEqual(['check 1', 'retry 3', 'check 3', 'retry 5', 'check 9'])
})

test('lines are counted over CR LF', () => {
  const text = LINES.replaceAll('\n', '\r\n')
  const at = text.indexOf('it', 12 * 4)
  const [record] = toRecords({ checks: [check(1, { range: [at, at + 2] })], retries: [] }, text, 'a.js')
  expect(record).toMatchObject({ line: 5, column: 5, endLine: 5, endColumn: 7 })
})
