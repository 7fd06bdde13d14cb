import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { EXCLUSIONS } from '../../../codemods/exclusions/libraries.ts'
import { EXCLUSION_REFUSALS } from '../../../codemods/exclusions/refusals.ts'
import { isReported } from './rows.ts'

const PAGE = readFileSync(new URL('../../../docs/codemods/exclude-402-from-retry.md', import.meta.url), 'utf8')

const PAIRS = [...PAGE.matchAll(/Before:\n\n```(\w+)\n([^]*?)```\n\nAfter:\n\n```\w+\n([^]*?)```/g)]
const LEFT_ALONE = [...PAGE.matchAll(/```(\w+)\n\/\/ Left alone: ([\w-]+)\n([^]*?)```/g)]

/** A folder without packages: the present versions are meant. */
const NOWHERE = '/nowhere'

describe('docs/codemods/exclude-402-from-retry.md', () => {
  test.each(PAIRS.map(([, extension, before, after]) => [before!.split('\n').find((line) => /export|await/.test(line))!, extension!, before!, after!]))(
    'what stands under Before becomes what stands under After: %s',
    (_, extension, before, after) => {
      const { output, leftAlone } = transform(before, `${NOWHERE}/example.${extension}`, { paymentModule: './payment-required' })
      expect({ output, leftAlone }).toEqual({ output: after, leftAlone: [] })
      expect(isReported(after, `example.${extension}`)).toBe(false)
    },
  )

  test.each(LEFT_ALONE.map(([, extension, reason, code]) => [reason!, extension!, code!]))('left alone: %s', (reason, extension, code) => {
    const { output, leftAlone } = transform(code, `${NOWHERE}/example.${extension}`)
    expect(output).toBe(code)
    expect(leftAlone.map((site) => site.reason)).toEqual([reason])
  })

  test('has examples of both kinds', () => {
    expect(PAIRS.length).toBeGreaterThan(9)
    expect(LEFT_ALONE.length).toBeGreaterThan(3)
  })

  test('lists every reason with its sentence, and no other', () => {
    const rows = [...PAGE.matchAll(/^\| `([a-z][a-z-]+)` \| (.*) \|$/gm)].map(([, reason, sentence]) => [reason, sentence])
    expect(Object.fromEntries(rows)).toEqual(EXCLUSION_REFUSALS)
  })

  test('lists every library with its words', () => {
    for (const { library, words } of EXCLUSIONS) {
      const row = words.length === 0 ? 'nothing: it has no such option' : words.map((word) => `\`${word}\``).join(', ')
      expect(PAGE).toContain(`| ${library === 'axios' ? 'retry-axios' : library} | ${row} |`)
    }
  })
})
