import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { analyse } from '../../../analysis/index.ts'
import transform from '../../../codemods/add-402-handling.ts'
import { parseSource } from '../../../source/parse.ts'
import { CASES } from './cases.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'codemod-fixtures-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the whole codemod', () => {
  test.each(CASES)('$name', ({ name, file, input, expected }) => {
    const project = join(folder, name)
    mkdirSync(join(project, 'src'), { recursive: true })
    writeFileSync(join(project, 'package.json'), '{ "name": "app" }')
    const path = join(project, 'src', file)
    const reports: string[] = []
    const api = { report: (message: string) => reports.push(message) }

    const output = transform({ path, source: input }, api)
    expect(output ?? input).toBe(expected)
    expect(transform({ path, source: expected }, api)).toBeUndefined()

    const after = analyse(parseSource(expected, file), expected).checks
    const left = after.filter(({ verdict }) => ['blind', 'text', 'grouped'].includes(verdict))
    expect(left).toEqual([])
  })

  test('says why it leaves a site alone, with its line', () => {
    const { input } = CASES.find(({ name }) => name === 'not-throwing')!
    const reports: string[] = []
    transform({ path: 'src/not-throwing.ts', source: input }, { report: (message) => reports.push(message) }, { dry: true, 'non-throwing': 'report' })
    expect(reports.map((report) => report.split(': ')[0])).toEqual([
      'src/not-throwing.ts:5 guard-returns-a-value',
      'src/not-throwing.ts:11 guard-sets-state',
      'src/not-throwing.ts:31 caught-here',
    ])
    expect(readdirSync('.')).not.toContain('payment-required.ts')
  })

  test('says so of an answer that goes on to other files, too', () => {
    const reports: string[] = []
    const source = 'export const load = (url) => fetch(url)\n'
    expect(transform({ path: 'src/load.js', source }, { report: (message) => reports.push(message) })).toBeUndefined()
    expect(reports.map((report) => report.split(': ')[0])).toEqual(['src/load.js:1 response-handed-on'])
  })
})
