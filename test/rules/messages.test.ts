import { join } from 'node:path'

import * as parser from '@typescript-eslint/parser'
import { Linter, type Rule } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../index.ts'

/** Code as people write it, for each of the messages that a user may meet. */
const EXAMPLES = `
export async function blind(id) {
  const response = await fetch('https://api.example.com/plans/' + id)
  if (!response.ok) throw new Error('No such plan')
  return response.json()
}
export async function text() {
  const response = await fetch('https://api.example.com/usage')
  if (!response.ok) throw new Error(\`Usage: HTTP \${response.status}\`)
  return response.json()
}
export async function unchecked() {
  const response = await fetch('https://api.example.com/news')
  return response.json()
}
export async function grouped() {
  const response = await fetch('https://api.example.com/seats')
  if (response.status >= 500) throw new Error('Try again later')
  if (!response.ok) return undefined
  return response.json()
}
export async function inCatch(toast) {
  try {
    const response = await fetch('https://api.example.com/invoices')
    if (!response.ok) throw new Error('bad')
    return await response.json()
  } catch {
    toast.error('Something went wrong')
  }
}
export async function blanket() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch('https://api.example.com/summaries', { method: 'POST' })
    if (response.ok) return response
  }
}
export async function explicit() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch('https://api.example.com/images')
    if (response.status !== 402 && response.status !== 429) return response
  }
}
`

/** What editors and terminals show: place, rule, message, and the suggestions. */
function shown(): string {
  const config: Linter.Config = { files: ['**'], languageOptions: { parser }, ...plugin.configs.strict }
  const messages = new Linter().verify(EXAMPLES, config, 'example.ts')
  return messages.flatMap(({ line, ruleId, messageId, message, suggestions = [] }) => [
    `${line} ${ruleId} ${messageId}`, `  ${message}`, ...suggestions.map(({ desc }) => `  → ${desc}`), '',
  ]).join('\n')
}

it('says what it said', async () => {
  await expect(shown()).toMatchFileSnapshot(join(import.meta.dirname, 'messages.txt'))
})

/** Placeholders that are filled with one sentence. */
const SENTENCES = /\{\{(?:evidence|unchanged)\}\}/g

describe.each(Object.entries(plugin.rules as Record<string, Rule.RuleModule>))('the messages of %s', (_name, { meta }) => {
  it.each(Object.entries(meta?.messages ?? {}))('%s is at most three sentences, and says what to do', (_id, message) => {
    const sentences = message.replaceAll(SENTENCES, 'A sentence.').replaceAll(/\{\{\w+\}\}/g, 'it').split(/(?<=[.!?])\s/)
    expect(sentences.length).toBeLessThanOrEqual(3)
    expect(message).toMatch(/\.$/)
    expect(message).toMatch(/\b(?:Branch on|Look at|Leave|Take|Throw|Tell|Report|Let|Add)\b/)
  })
})
