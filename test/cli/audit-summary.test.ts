import { expect, test } from 'vitest'

import { toRecords } from '../../cli/audit-records.ts'
import { AuditTally, formatSummary } from '../../cli/audit-summary.ts'
import { check, LINES, retry } from './findings.ts'

function tally(): AuditTally {
  const all = new AuditTally()
  all.files = 120
  all.parsed = 20
  all.withoutRequest = 98
  all.failed = 1
  all.passedOver = 1
  const verdicts = ['unknown', 'handled', 'grouped', 'structured', 'text', 'blind', 'blind', 'unchecked', 'delegated'] as const
  const checks = verdicts.map((verdict, index) => check(index + 1, { verdict, ...(verdict === 'unknown' && { reason: 'stored' }) }))
  const retries = [
    retry(20, 22), retry(23, 24, { verdict: 'unknown', reason: 'budget' }), retry(25, 26, { verdict: 'unknown', reason: 'stored' }),
  ]
  all.add(toRecords({ checks, retries }, LINES, 'a.ts'))
  return all
}

test('wide', () => {
  expect(formatSummary(tally(), 402, 1234, { width: 120, colour: false })).toBe(`What happens on a 402
  requests      9   2 blind · 1 unchecked · 1 text · 1 grouped · 1 structured · 1 handled · 1 delegated · 1 unknown
  retries       3   1 blanket · 2 unknown
  unknown       3   2 stored · 1 budget
  files       120   20 parsed · 98 without a request · 1 failed · 1 passed over · 1.2 s
`)
})

test('narrow, in colour: as wide as without', () => {
  const text = formatSummary(tally(), 402, 0, { width: 60, colour: true })
  expect(text).toContain('2 \u001b[31mblind\u001b[39m')
  expect(text.split('\n').map((line) => line.replaceAll(/\u001b\[\d+m/g, ''))).toEqual([
    'What happens on a 402',
    '  requests      9   2 blind · 1 unchecked · 1 text',
    '                    1 grouped · 1 structured · 1 handled',
    '                    1 delegated · 1 unknown',
    '  retries       3   1 blanket · 2 unknown',
    '  unknown       3   2 stored · 1 budget',
    '  files       120   20 parsed · 98 without a request',
    '                    1 failed · 1 passed over · 0.0 s',
    '',
  ])
})

test('nothing found', () => {
  expect(formatSummary(new AuditTally(), 503, 60_049, { width: 80, colour: false })).toBe(`What happens on a 503
  requests      0
  retries       0
  files         0   60.0 s
`)
})
