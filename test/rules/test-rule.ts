import * as parser from '@typescript-eslint/parser'
import { RuleTester, type RunTests } from '@typescript-eslint/rule-tester'
import { Linter, type Rule } from 'eslint'
import { afterAll, describe, expect, it } from 'vitest'

import { printReports } from './print-reports.ts'

RuleTester.afterAll = afterAll
RuleTester.describe = describe
RuleTester.it = it

/** What suggestions import from is said here, so that no case depends on the folders of this project. */
const SETTINGS = { 'http-errors': { paymentModule: './payment-required' } }

export type Cases = RunTests<string, readonly unknown[]>

/** Runs the cases of a rule as TypeScript, and compares what users read with a snapshot. */
export function testRule(name: string, rule: Rule.RuleModule, cases: Cases): void {
  const tester = new RuleTester({ settings: SETTINGS })
  // The tester's types know the rules of @typescript-eslint/utils only; it runs any rule.
  tester.run(name, rule as never, cases)
  if (cases.invalid.length === 0) return
  describe(`${name}: messages`, () => {
    for (const { name: title, code, options = [], settings = SETTINGS } of cases.invalid) {
      it(title!, () => {
        const config: Linter.Config = {
          files: ['**/*.ts'],
          languageOptions: { parser },
          settings,
          plugins: { rule: { rules: { [name]: rule } } },
          rules: { [`rule/${name}`]: ['error', ...options] },
        }
        const messages = new Linter().verify(code, [config], 'file.ts')
        expect(printReports(code, messages)).toMatchSnapshot()
      })
    }
  })
}
