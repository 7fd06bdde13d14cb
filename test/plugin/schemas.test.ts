import { Linter, type Rule } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../index.ts'

const rules = Object.entries(plugin.rules) as [string, Rule.RuleModule][]

/** Why ESLint declines a configuration, or undefined where it takes it. */
function declined(rule: string, ...options: unknown[]): string | undefined {
  const config = [{ plugins: { 'http-errors': plugin }, rules: { [`http-errors/${rule}`]: ['error', ...options] } }] as Linter.Config[]
  try {
    new Linter().verify('', config)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, { readonly description?: string }>>
  readonly additionalProperties?: boolean
}

describe.each(rules)('%s', (name, { meta }) => {
  const [schema] = meta?.schema as [ObjectSchema]
  const [defaults] = meta?.defaultOptions as [Record<string, unknown>]

  it('describes every option, and has a default for it', () => {
    expect(Object.entries(schema.properties).filter(([, { description = '' }]) => !/^[A-Z].*\.$/.test(description))).toEqual([])
    expect(Object.keys(defaults).sort()).toEqual(Object.keys(schema.properties).sort())
  })

  it('takes its own defaults, and no options', () => {
    expect(declined(name, defaults)).toBeUndefined()
    expect(declined(name, {})).toBeUndefined()
    expect(declined(name)).toBeUndefined()
  })

  it('declines what it does not know', () => {
    expect(declined(name, { status: [402] })).toContain('Unexpected property "status"')
    expect(declined(name, {}, {})).toMatch(/should NOT have more than 1 items/)
    expect(declined(name, 402)).toMatch(/should be object/)
  })

  it.each([[[]], [['402']], [[402, 402]], [[200]], [[600]], [[402.5]], [402]])('declines the statuses %j', (statuses) => {
    expect(declined(name, { statuses })).toMatch(/statuses|should/)
  })

  it('has a page, and a sentence that says what it is for', () => {
    expect(meta?.docs?.url).toBe(`https://unpkg.com/eslint-plugin-http-errors/docs/rules/${name}.md`)
    expect(meta?.docs?.description).toMatch(/^(?:require|disallow) .*[^.]$/)
  })
})

it.each([[[]], [['handled']], [['blind', 'blind']], ['blind']])('require-402-handling declines to report %j', (report) => {
  expect(declined('require-402-handling', { report })).toMatch(/should/)
})
