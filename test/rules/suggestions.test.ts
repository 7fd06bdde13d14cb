import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as parser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import plugin from '../../index.ts'
import { CASES } from '../codemods/add-402-handling/cases.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suggestions-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A project of one file, with what the codemod would look at on the disk. */
function makeProject(name: string): string {
  const project = join(folder, name)
  mkdirSync(join(project, 'src'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "name": "app" }')
  return project
}

function lint(project: string, file: string, code: string, settings = {}): Linter.LintMessage[] {
  const config: Linter.Config[] = [{ files: ['**/*.{ts,js,cjs}'], languageOptions: { parser }, settings }, plugin.configs.strict]
  return new Linter({ cwd: project }).verify(code, config, join(project, 'src', file))
}

/** Takes one suggestion after another, until there are none. */
function takeAll(project: string, file: string, code: string): string {
  let text = code
  for (let round = 0; round < 20; round++) {
    const suggestion = lint(project, file, text).find(({ suggestions }) => suggestions)?.suggestions?.[0]
    if (suggestion === undefined) return text
    const [start, end] = suggestion.fix.range
    text = text.slice(0, start) + suggestion.fix.text + text.slice(end)
  }
  throw new Error('The suggestions never end')
}

describe('all suggestions of a file make what the codemod makes', () => {
  it.each(CASES)('$name', ({ name, file, input, expected }) => {
    expect(takeAll(makeProject(name), file, input)).toBe(expected)
  })
})

describe('the description', () => {
  const CODE = `export async function load() {
  const res = await fetch('/api/x')
  if (!res.ok) throw new Error('failed')
  return res.json()
}
`
  const describeFirst = (project: string, settings?: object) => lint(project, 'file.ts', CODE, settings)[0]?.suggestions?.[0]?.desc

  it('says who writes the module, until it is there', () => {
    const project = makeProject('no-module')
    const desc = "Throw a typed `PaymentRequiredError` on 402, imported from './payment-required'"
    expect(describeFirst(project)).toBe(`${desc}, which the codemod add-402-handling writes.`)
    writeFileSync(join(project, 'src/payment-required.js'), '')
    expect(describeFirst(project)).toBe(`${desc}, which the codemod add-402-handling writes.`)
    writeFileSync(join(project, 'src/payment-required.ts'), '')
    expect(describeFirst(project)).toBe(`${desc}.`)
  })

  it('names the module of the settings', () => {
    const settings = { 'http-errors': { paymentModule: '@app/errors' } }
    expect(describeFirst(makeProject('settings'), settings)).toBe("Throw a typed `PaymentRequiredError` on 402, imported from '@app/errors'.")
  })
})

it('is not made for other statuses, for which there is no typed error', () => {
  const code = "export const load = async () => {\n  const res = await fetch('/x')\n  if (!res.ok) throw new Error('x')\n  return res.json()\n}\n"
  const config: Linter.Config[] = [
    { ...plugin.configs.recommended, files: ['**/*.ts'], rules: { 'http-errors/require-402-handling': ['error', { statuses: [402, 429] }] } },
  ]
  const messages = new Linter().verify(code, config, 'file.ts')
  expect(messages.map(({ message, suggestions }) => [message.slice(0, 5), suggestions?.length])).toEqual([
    ['A 402', 1],
    ['A 429', undefined],
  ])
})
