import { Linter, type Rule, type SourceCode } from 'eslint'
import { describe, expect, it } from 'vitest'

import { rules } from '../../rules/index.ts'

describe.each(Object.entries(rules))('%s', (name, rule) => {
  const config: Linter.Config = { plugins: { h: { rules: { [name]: rule } } }, rules: { [`h/${name}`]: 'error' } }
  const lint = (code: string, language: Linter.LanguageOptions = {}) => new Linter().verify(code, [{ ...config, languageOptions: language }])

  it('says nothing of an empty file', () => {
    expect(lint('')).toEqual([])
    expect(lint('\uFEFF')).toEqual([])
    expect(lint('\n\n')).toEqual([])
  })

  it('says nothing of a file of comments', () => {
    expect(lint('#!/usr/bin/env node\n// fetch(url).then((res) => res.status)\n/* axios */')).toEqual([])
  })

  it('leaves trees of other languages alone, as ESLint has them for JSON and CSS', () => {
    const sourceCode = { text: '{ "url": "fetch", "status": 200 }', ast: { type: 'Document' } } as unknown as SourceCode
    const context = { sourceCode, settings: {}, options: [] } as unknown as Rule.RuleContext
    expect(rule.create(context)).toEqual({})
  })

  it('listens to nothing in a file without requests', () => {
    const sourceCode = { text: 'let a = 1', get ast(): never { throw new Error('The tree is dear under oxlint') } } as unknown as SourceCode
    const context = { sourceCode, settings: {}, options: [] } as unknown as Rule.RuleContext
    expect(rule.create(context)).toEqual({})
  })

  it('merges its defaults itself, as ESLint 8 does not', () => {
    const linter = new Linter()
    linter.verify('fetch()', [{}])
    const sourceCode = linter.getSourceCode()
    const context = { sourceCode, settings: {}, options: [], report: () => expect.fail('nothing to report') } as unknown as Rule.RuleContext
    const listener = rule.create(context)['Program:exit'] as () => void
    expect(() => listener()).not.toThrow()
  })
})
