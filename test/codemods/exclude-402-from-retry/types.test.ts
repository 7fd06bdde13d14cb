import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { renderPaymentModule } from '../../../codemods/templates/render.ts'
import { readFixtures } from '../../oracle/fixture.ts'
import { check, OPTIONS } from '../compiler.ts'
import { LIBRARIES, LOAD } from './libraries.ts'
import { isReported } from './rows.ts'

const PAGE = readFileSync(new URL('../../../docs/codemods/exclude-402-from-retry.md', import.meta.url), 'utf8')
const EXAMPLES = [...PAGE.matchAll(/Before:\n\n```\w+\n([^]*?)```/g)].map(([, code = ''], index) => ({ name: `example-${index}`, text: code }))
const FIXTURES = readFixtures()
  .filter(({ path, text }) => path.endsWith('.ts') && isReported(text, path))
  .map(({ name, text }) => ({ name: name.replaceAll('/', '-'), text }))

/** Where the packages are that the programs import: no such folder, only names in it. */
const FOLDER = new URL('.', import.meta.url).pathname

/** The newest version is installed under another name. */
const P_RETRY = new URL('../../../node_modules/p-retry-7', import.meta.url).pathname

test('the output is as clean as the input was, under strict', () => {
  const files = new Map([[`${FOLDER}payment-required.ts`, renderPaymentModule('ts')]])
  const libraries = Object.entries(LIBRARIES).map(([name, code]) => ({ name: name.replaceAll(/\W+/g, '-'), text: code + LOAD }))
  const programs = [...EXAMPLES, ...FIXTURES, ...libraries]
  const edited: string[] = []
  for (const { name, text } of programs) {
    const { output } = transform(text, `/nowhere/${name}.ts`, { paymentModule: './payment-required' })
    if (output !== text) edited.push(name)
    files.set(`${FOLDER}before-${name}.ts`, text).set(`${FOLDER}after-${name}.ts`, output)
  }
  const found = check(files, { ...OPTIONS, noUnusedLocals: false, skipLibCheck: true, paths: { 'p-retry': [P_RETRY] } })
  expect(edited.length).toBeGreaterThan(50)
  expect(libraries.map(({ name }) => name).filter((name) => !edited.includes(name))).toEqual([])
  const before = (name: string): readonly string[] => found.get(`${FOLDER}before-${name}.ts`)!
  expect(libraries.flatMap(({ name }) => before(name).map((one) => `${name}: ${one}`))).toEqual([])
  // A callback of a package without types has none for its parameters, whoever writes it.
  const isUntyped = (name: string, one: string): boolean => one.startsWith('7006') && before(name).some((other) => /^(?:7016|2307)/.test(other))
  const fresh = (name: string): readonly string[] => found.get(`${FOLDER}after-${name}.ts`)!.filter((one) => !before(name).includes(one) && !isUntyped(name, one))
  expect(programs.flatMap(({ name }) => fresh(name).map((one) => `${name}: ${one}\n${files.get(`${FOLDER}after-${name}.ts`)!}`))).toEqual([])
}, 240_000)
