import { expect, test } from 'vitest'

import type { AuditRecord } from '../../../cli/audit-records.ts'
import { toRecords } from '../../../cli/audit-records.ts'
import { excerptOf } from '../../../cli/report/excerpt.ts'
import { splitLines } from '../../../source/positions.ts'
import { check, LINES, retry } from '../findings.ts'

function excerpt(record: AuditRecord, text: string): string[] {
  return excerptOf(record, splitLines(text)).map(({ number, text: line, mark }) => `${number}${mark ? ` ${mark}` : ''}: ${line}`)
}

function recordOf(finding: ReturnType<typeof check> | ReturnType<typeof retry>, text = LINES): AuditRecord {
  const findings = finding.kind === 'check' ? { checks: [finding], retries: [] } : { checks: [], retries: [finding] }
  return toRecords(findings, text, 'a.ts')[0]!
}

test('the request with its neighbours, and the test that decides', () => {
  const at = (line: number): readonly [number, number] => [(line - 1) * 11, line * 11 - 1]
  expect(excerpt(recordOf(check(5, { decision: at(6) })), LINES)).toEqual([
    '4: let it = 0', '5 request: let it = 0', '6 decision: let it = 0', '7: let it = 0',
  ])
  expect(excerpt(recordOf(check(1)), LINES)).toEqual(['1 request: let it = 0', '2: let it = 0'])
  // Small gaps are filled, so that no two lines are hidden behind a mark that is as tall.
  expect(excerpt(recordOf(check(5, { decision: at(9) })), LINES).map((line) => line.split(':')[0])).toEqual([
    '4', '5 request', '6', '7', '8', '9 decision', '10',
  ])
  expect(excerpt(recordOf(check(5, { decision: at(20) })), LINES).map((line) => line.split(':')[0])).toEqual([
    '4', '5 request', '6', '20 decision', '21',
  ])
})

test('a loop with its head, its request and its end', () => {
  expect(excerpt(recordOf(retry(10, 30, { site: [14 * 11, 15 * 11] })), LINES).map((line) => line.split(':')[0])).toEqual([
    '10 decision', '11', '12', '13', '14', '15 request', '16', '17', '30',
  ])
})

test('indentation that all lines have is left out, and long lines are cut', () => {
  const record = { ...recordOf(check(1)), line: 1, endLine: 3 } as AuditRecord
  const long = 'x'.repeat(300)
  expect(excerptOf(record, ['    a', '', `      ${long}`]).map(({ text }) => text)).toEqual(['a', '', `  ${long.slice(0, 137)}…`])
})
