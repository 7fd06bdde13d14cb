import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { analyse, type CheckVerdict, type RetryVerdict, type UnknownReason } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/audit.md'), 'utf8')

const CHECKS = ['blind', 'unchecked', 'text', 'grouped', 'structured', 'handled', 'delegated', 'unknown'] satisfies CheckVerdict[]
const RETRIES = ['explicit', 'blanket', 'filtered', 'network', 'pays', 'polling', 'unknown'] satisfies RetryVerdict[]
// `satisfies` refuses a name that is none, and this one that is missing here.
const REASONS: Record<UnknownReason, true> = {
  'budget': true, 'decided-by-body': true, 'condition-not-seen': true, 'stored': true, 'operation-not-seen': true,
  'not-reached': true, 'options-not-seen': true, 'version-not-seen': true, 'internal-error': true,
}

/** The code under each heading of a part of the page, by the verdict that the heading names. */
function examplesIn(part: string): Map<string, string> {
  const text = PAGE.split(/^## /m).find((each) => each.startsWith(`${part}\n`))!
  const examples = [...text.matchAll(/^### `(\w+)`.*\n[^#]*?```ts\n([^]*?)```/gm)]
  return new Map(examples.map(([, verdict, code]) => [verdict!, code!]))
}

test('each verdict has one example', () => {
  expect([...examplesIn('Requests').keys()]).toEqual(CHECKS)
  expect([...examplesIn('Retries').keys()]).toEqual(RETRIES)
})

test.each([...examplesIn('Requests')])('the example of the request verdict %s gets it', (verdict, code) => {
  const { checks } = analyse(parseSource(code, 'x.ts'), code)
  expect(checks.map((check) => check.verdict)).toEqual([verdict])
})

test.each([...examplesIn('Retries')])('the example of the retry verdict %s gets it', (verdict, code) => {
  const { retries } = analyse(parseSource(code, 'x.ts'), code)
  expect(retries.map((retry) => retry.verdict)).toEqual([verdict])
})

test('each reason has a line', () => {
  const part = PAGE.split(/^## /m).find((each) => each.startsWith('Why something is unknown'))!
  const named = [...part.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name).filter((name) => name !== 'reason')
  expect(new Set(named)).toEqual(new Set(Object.keys(REASONS)))
})

test('the commands of the page are no nonsense to a shell', () => {
  const commands = [...PAGE.matchAll(/^```sh\n([^]*?)```/gm)].map(([, command]) => command!)
  expect(commands.length).toBeGreaterThan(4)
  for (const command of commands) expect(spawnSync('bash', ['-n'], { input: command }).status).toBe(0)
})
