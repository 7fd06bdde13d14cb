import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'

import type { FileFindings } from '../../analysis/index.ts'
import { toRecords } from '../../cli/audit-records.ts'
import { formatFile } from '../../cli/audit-table.ts'
import { check, LINES, retry } from './findings.ts'

function formatAudit(findings: Partial<FileFindings>, width: number, colour = false, path = 'src/a.ts'): string {
  return formatFile(toRecords({ checks: [], retries: [], ...findings }, LINES, path), { width, colour })
}

const longUrl = `fetch('https://api.example.com/v1/organisations/some-organisation/${'x'.repeat(90)}?page=1')`

const findings: FileFindings = {
  checks: [
    check(12),
    check(31, { request: longUrl, client: 'axios', verdict: 'structured', evidence: 'The AxiosError leaves.' }),
    check(44, { verdict: 'unknown', reason: 'stored', evidence: 'It is kept in `this.last`.' }),
    check(60, { verdict: 'unchecked', evidence: 'The body is read.', unpaid: true }),
  ],
  retries: [retry(18, 26), retry(70, 70, { client: 'p-retry', verdict: 'filtered', evidence: 'Only 429 and 503.' })],
}

test('wide', () => {
  expect(`\n${formatAudit(findings, 120)}`).toBe(`
src/a.ts
        12  fetch('/api/user')               fetch       blind       A 402 ends here like a 500: both throw
                                                                     Error('Failed to load').
     18-26  retry of fetch('/api/user')      fetch       blanket     The loop sends it again on any status that is not
                                                                     ok.
        31  fetch('https://api.example.com/  axios       structured  The AxiosError leaves.
            v1/organisations/
            some-organisation/
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            xxxxxxxxxxxxxxxxxxxxxxxxxxxx?
            page=1')
        44  fetch('/api/user')               fetch       unknown     stored: It is kept in \`this.last\`.
        60  fetch('/api/user')               fetch       unchecked   The body is read. (The address is static or
                                                                     local: nothing to pay there.)
        70  retry of fetch('/api/user')      p-retry     filtered    Only 429 and 503.
`)
})

test('narrow', () => {
  expect(`\n${formatAudit(findings, 80)}`).toBe(`
src/a.ts
        12  blind       fetch       fetch('/api/user')
            A 402 ends here like a 500: both throw Error('Failed to load').
     18-26  blanket     fetch       retry of fetch('/api/user')
            The loop sends it again on any status that is not ok.
        31  structured  axios       fetch('https://api.example.com/v1/
                                    organisations/some-organisation/
                                    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                                    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                                    xxxxxx?page=1')
            The AxiosError leaves.
        44  unknown     fetch       fetch('/api/user')
            stored: It is kept in \`this.last\`.
        60  unchecked   fetch       fetch('/api/user')
            The body is read. (The address is static or local: nothing to pay
            there.)
        70  filtered    p-retry     retry of fetch('/api/user')
            Only 429 and 503.
`)
})

test('where several findings start in one line, the column tells them apart', () => {
  const checks = [check(7), check(2, { range: [11, 14] }), check(2, { range: [15, 17] })]
  const text = formatAudit({ checks, retries: [retry(7, 9)] }, 120)
  expect(text.match(/^ +\d\S*/gm)!.map((place) => place.trim())).toEqual(['2:1', '2:5', '7:1', '7:1'])
})

test.each([60, 80, 99, 100, 120, 200])('never wider than %i columns, and nothing is cut off', (width) => {
  const evidence = `同じ結果になる ${'支払い'.repeat(40)} ${'a.b/'.repeat(60)} end`
  const text = formatAudit({ checks: [check(3, { evidence, request: longUrl, client: 'x'.repeat(40) })] }, width)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
  const letters = (it: string) => Array.from(it.replaceAll(/\s/g, '')).sort().join('')
  const expected = letters(`src/a.ts3blind${'x'.repeat(40)}${longUrl}${evidence}`)
  expect(letters(text)).toBe(expected)
})

test('colour changes nothing but the colour', () => {
  for (const width of [80, 120]) {
    const coloured = formatAudit(findings, width, true)
    expect(coloured).toContain('\u001b[31mblind\u001b[39m')
    expect(coloured).toContain('\u001b[32mfiltered\u001b[39m')
    const bare = stripVTControlCharacters(coloured).replaceAll(/ +$/gm, '')
    expect(bare).toBe(formatAudit(findings, width))
  }
})

test('text of foreign files can not steer the terminal or break the lines', () => {
  const evidence = 'throws\n\t"\u001b]0;pwned\u0007\u202e" \u009b2J'
  const text = formatAudit({ checks: [check(3, { evidence, request: 'fetch(\r\n)' })] }, 120, false, 'a\u001b[2J\n.ts')
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(text).toContain('throws "\\u{1b}]0;pwned\\u{7}\\u{202e}" \\u{9b}2J')
  expect(text.split('\n')[0]).toBe('a\\u{1b}[2J .ts')
})
