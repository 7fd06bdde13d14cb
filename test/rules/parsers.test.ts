import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

import { analyse, type FileFindings } from '../../analysis/index.ts'
import { programOf } from '../../rules/findings.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures } from '../oracle/fixture.ts'

const fixtures = readFixtures()

/** What the analysis says of the tree that ESLint gives to rules, with espree unless another parser is named. */
function underEslint(text: string, path: string, parser?: Linter.Parser): FileFindings {
  const linter = new Linter()
  const isCommonJs = /\brequire\(|\bmodule\.exports\b/.test(text)
  const languageOptions: Linter.LanguageOptions = {
    sourceType: isCommonJs ? 'commonjs' : 'module',
    // What typescript-eslint does outside of tests by itself.
    ...(parser && { parser, parserOptions: { suppressDeprecatedPropertyWarnings: true } }),
  }
  const [failure] = linter.verify(text, [{ files: ['**'], languageOptions }], path)
  if (failure?.fatal) throw new Error(`${path}: ${failure.message}`)
  return analyse(programOf(linter.getSourceCode()), text)
}

/** The same code without its types, so that espree can read it. */
function withoutTypes(text: string): string {
  const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: false }
  return ts.transpileModule(text, { compilerOptions: options }).outputText
}

describe('the same answers from @babel/parser and @typescript-eslint/parser', () => {
  it.each(fixtures.map(({ name, path, text }) => [name, path, text] as const))('%s', (_name, path, text) => {
    const expected = analyse(parseSource(text, path), text)
    expect(underEslint(text, path, typescriptParser)).toEqual(expected)
  })
})

describe('the same answers from @babel/parser, @typescript-eslint/parser and espree', () => {
  it.each(fixtures.map(({ name, text }) => [name, text] as const))('%s, without its types', (_name, text) => {
    const code = withoutTypes(text)
    const expected = analyse(parseSource(code, 'file.js'), code)
    expect(underEslint(code, 'file.js')).toEqual(expected)
    expect(underEslint(code, 'file.js', typescriptParser)).toEqual(expected)
  })
})
