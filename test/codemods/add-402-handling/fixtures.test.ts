import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { analyse } from '../../../analysis/index.ts'
import transform from '../../../codemods/add-402-handling.ts'
import { applyEdits } from '../../../codemods/edits/apply.ts'
import { readSource } from '../../../codemods/edits/source.ts'
import { relativeSpecifier, specifierEnding } from '../../../codemods/edits/specifiers.ts'
import { parseSource } from '../../../source/parse.ts'
import { planMarked } from '../stand-in.ts'
import { CASES } from './cases.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'codemod-fixtures-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the planner, told where the guards are', () => {
  test.each(CASES.filter(({ decisions }) => decisions.length > 0))('$name', ({ file, input, expected, decisions }) => {
    const ending = specifierEnding(readSource(parseSource(input, file), input)) ?? 'none'
    const module = relativeSpecifier('src/file.ts', 'src/payment-required.ts', ending)
    const moduleSystem = file.endsWith('.cjs') ? 'require' : 'import'
    const plan = planMarked(input, decisions, { module, moduleSystem }, file)
    expect(applyEdits(input, plan.edits)).toBe(expected)
    expect(plan.edits.every(({ start, end }) => start === end)).toBe(true)
  })
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
    if (name !== 'left-alone') expect(left).toEqual([])
    else expect(left.length).toBe(4)
  })

  test('says why it leaves a site alone, with its line', () => {
    const { input } = CASES.find(({ name }) => name === 'left-alone')!
    const reports: string[] = []
    transform({ path: 'src/left-alone.ts', source: input }, { report: (message) => reports.push(message) }, { dry: true })
    expect(reports.map((report) => report.split(': ')[0])).toEqual([
      'src/left-alone.ts:4 guard-returns-a-value',
      'src/left-alone.ts:10 guard-sets-state',
      'src/left-alone.ts:19 destructured-response',
      'src/left-alone.ts:26 caught-here',
    ])
    expect(readdirSync('.')).not.toContain('payment-required.ts')
  })
})
