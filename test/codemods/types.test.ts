import { describe, expect, test } from 'vitest'

import transform from '../../codemods/add-402-handling.ts'
import { renderPaymentModule } from '../../codemods/templates/render.ts'
import { CASES } from './add-402-handling/cases.ts'
import { check } from './compiler.ts'
import { CANONICAL, GUARD_FORMS, layOut } from './guard-forms.ts'

const FORMS = GUARD_FORMS.map(({ code }, index) => ({ name: `form-${index}`, text: layOut(code, CANONICAL) }))
const FIXTURES = CASES.filter(({ file }) => file === 'input.ts').map(({ name, input }) => ({ name, text: input }))
const SOURCES = [...FORMS, ...FIXTURES]

describe('the types of the output', () => {
  test('are as clean as before, under strict and more', () => {
    const files = new Map([
      ['/before/payment-required.ts', renderPaymentModule('ts')],
      ['/after/payment-required.ts', renderPaymentModule('ts')],
    ])
    for (const { name, text } of SOURCES) {
      const output = transform({ path: `${name}.ts`, source: text }, {}, { 'payment-module': './payment-required' })
      files.set(`/before/${name}.ts`, text)
      files.set(`/after/${name}.ts`, output ?? text)
    }
    const found = check(files)
    // A test of the test: the forms themselves have nothing to report, and a wrong program has.
    for (const { name } of FORMS) expect(found.get(`/before/${name}.ts`), name).toEqual([])
    expect(check(new Map([['/wrong.ts', 'export const n: number = "x"\n']])).get('/wrong.ts')).toHaveLength(1)
    for (const { name } of SOURCES) {
      const fresh = found.get(`/after/${name}.ts`)!.filter((one) => !found.get(`/before/${name}.ts`)!.includes(one))
      // An alias of the project's tsconfig is not known here.
      expect(fresh.filter((one) => !one.includes("'@/lib/")), name).toEqual([])
    }
    expect(found.get('/after/payment-required.ts')).toEqual([])
  })
})
