import { describe, expect, test } from 'vitest'

import { readSource } from '../../../codemods/edits/source.ts'
import { endingOf, relativeSpecifier, specifiersOf } from '../../../codemods/edits/specifiers.ts'
import { parseSource } from '../../../source/parse.ts'

describe('relativeSpecifier', () => {
  test.each([
    ['/a/src/x.ts', '/a/src/payment-required.ts', 'none', './payment-required'],
    ['/a/src/api/users/x.ts', '/a/src/payment-required.ts', 'js', '../../payment-required.js'],
    ['/a/src/x.ts', '/a/src/lib/payment-required.ts', 'ts', './lib/payment-required.ts'],
    ['/a/x.js', '/a/payment-required.js', 'ts', './payment-required.js'],
    ['/a/x.mjs', '/a/payment-required.mjs', 'none', './payment-required.mjs'],
    ['/a/x.cjs', '/a/payment-required.cjs', 'js', './payment-required.cjs'],
  ] as const)('%s to %s, %s', (from, to, ending, specifier) => {
    expect(relativeSpecifier(from, to, ending)).toBe(specifier)
  })
})

describe('endingOf', () => {
  test.each([
    ["import './a.js'\nexport * from '../b.js'\nimport './c'\n", 'js'],
    ["import './a.ts'\n", 'ts'],
    ["import './a'\nimport './b.css'\n", 'none'],
    ["const a = require('./a')\n", 'none'],
    ["import './a.css'\n", undefined],
  ] as const)('%s', (text, ending) => {
    expect(endingOf([...specifiersOf(readSource(parseSource(text, 'a.ts'), text), true)])).toBe(ending)
  })
})
