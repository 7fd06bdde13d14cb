import type { Rule } from 'eslint'
import { describe, expect, it } from 'vitest'

import { presetRules } from '../../rules/presets.ts'

function rule(recommended: boolean, strict: boolean | object): Rule.RuleModule {
  return { meta: { docs: { recommended, strict } as Rule.RuleMetaData['docs'] }, create: () => ({}) }
}

const RULES = {
  both: rule(true, true),
  stricter: rule(true, { report: ['x'] }),
  'strict-only': rule(false, true),
  'strict-with-options': rule(false, { report: ['y'] }),
  neither: rule(false, false),
}

describe('presetRules', () => {
  it('has in `recommended` what says so, with its defaults', () => {
    expect(presetRules(RULES, 'recommended', 'p')).toEqual({ 'p/both': ['error'], 'p/stricter': ['error'] })
  })

  it('has in `strict` what says so, with its options for that', () => {
    expect(presetRules(RULES, 'strict', 'p')).toEqual({
      'p/both': ['error'],
      'p/stricter': ['error', { report: ['x'] }],
      'p/strict-only': ['error'],
      'p/strict-with-options': ['error', { report: ['y'] }],
    })
  })

  it('has in `all` every rule, as strict as it can be', () => {
    expect(presetRules(RULES, 'all', 'p')).toEqual({ ...presetRules(RULES, 'strict', 'p'), 'p/neither': ['error'] })
  })
})
