import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import manifest from '../../../package.json' with { type: 'json' }
import { analyse } from '../../../analysis/index.ts'
import { toRecords } from '../../../cli/audit-records.ts'
import { AuditTally } from '../../../cli/audit-summary.ts'
import { answersShown, type ReportFile, toReportFile } from '../../../cli/report/entries.ts'
import { renderReport } from '../../../cli/report/page.ts'
import { parseSource } from '../../../source/parse.ts'
import { temporaryTree } from '../../source/temporary-tree.ts'
import { run } from '../command.ts'

const PLAN = `export async function loadPlan(id) {
  const response = await fetch('https://api.example.com/plans/' + id)
  if (!response.ok) throw new Error('No such plan')
  return response.json()
}
export async function pay(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(url)
    if (response.ok) return response.json()
  }
}
`

function reportOf(sources: Readonly<Record<string, string>>, status = 402): string {
  const tally = new AuditTally()
  const files: ReportFile[] = []
  for (const [path, text] of Object.entries(sources)) {
    const findings = analyse(parseSource(text, path), text, { status, answers: answersShown(status) })
    tally.files++
    tally.parsed++
    tally.add(toRecords(findings, text, path))
    const file = toReportFile(findings, text, path)
    if (file) files.push(file)
  }
  return [...renderReport({ files, tally, status, date: new Date('2026-11-25T12:00:00Z') })].join('')
}

/** Without what is between angle brackets. */
function words(page: string): string {
  const [, body = ''] = page.split('<body>')
  return body.replaceAll(/<script>[^]*<\/script>/g, '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

test('says how many requests there are, what they do, and why', () => {
  const text = words(reportOf({ 'src/plan.js': PLAN }))
  expect(text).toContain('2 of 2 requests can’t tell that a payment is due.')
  expect(text).toContain('The only retry sends the same request again after it, with nothing paid.')
  expect(text).toContain('200: returns 401–500: throws Error(&#39;No such plan&#39;) no answer: throws')
  expect(text).toContain('200: once 401–500: 3× sent no answer: once')
  expect(text).toContain('A 402 ends here like a 500: it throws Error(&#39;No such plan&#39;) .')
  expect(text).toContain('3 if (!response.ok) throw new Error(&#39;No such plan&#39;)')
})

test('asks about another status, in a column of its own', () => {
  const text = words(reportOf({ 'src/plan.js': PLAN }, 503))
  expect(text).toContain('What happens on a 503')
  expect(text).toContain('2 of 2 requests can’t tell a 503 from another answer.')
  expect(text).toContain('200 401 402 404 429 500 503 no answer')
})

test('is there too where nothing was found', () => {
  const page = reportOf({})
  expect(words(page)).toContain('No request was found.')
  expect(page).toContain('</html>')
})

test('foreign code stays text, and nothing but our own script may run', () => {
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
  const page = reportOf({ [`src/"${evil}.js`]: `fetch('${evil.replaceAll('/', '\\/')}').then((r) => { if (!r.ok) throw new Error('${evil}') })\n` })
  expect(page).not.toContain('<img')
  expect(page.match(/<script/g)).toHaveLength(1)
  expect(page).toMatch(/"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'"/)
  expect(page).not.toContain('style="')
})

test('needs nothing from elsewhere, and stays small', () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/${index}.js`, PLAN]))
  const page = reportOf(many)
  expect(page).not.toMatch(/<link|@import|url\(|src="|https?:\/\/(?!api\.example\.com)/)
  // 1,200 lines: 800 requests and 400 retries.
  expect(page.length / 1200).toBeLessThan(2200)
})

test('the command writes it, in place of the table', () => {
  const root = temporaryTree({ 'src/plan.js': PLAN })
  const { code, stdout, stderr } = run(root, ['audit', '--html', 'report.html', 'src'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^What happens on a 402\n[^]*\n\nOpen report\.html in a browser \(\d+ kB\)\.\n$/)
  expect(readFileSync(join(root, 'report.html'), 'utf8')).toContain('src/</span>plan.js')
})

test('beside --json, standard output is JSON and nothing else', () => {
  const root = temporaryTree({ 'src/plan.js': PLAN })
  const { stdout } = run(root, ['audit', '--json', '--html', 'report.html', 'src'])
  expect(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { verdict: string }).verdict)).toEqual(['blind', 'blanket', 'blind'])
  expect(stdout).not.toContain('answers')
})

test('a report that can not be written is a failure that is named, and the rest is done', () => {
  const root = temporaryTree({ 'src/plan.js': PLAN, 'there/': '' })
  const { code, stdout, stderr } = run(root, ['audit', '--html', 'there', 'src'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^there: could not be written: \S/)
  expect(stdout).toContain('What happens on a 402')
})

test('the package holds the style sheet and the script', () => {
  expect(manifest.files).toEqual(expect.arrayContaining(['cli/report/page.{css,js}']))
})
