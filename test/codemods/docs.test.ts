import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import transform from '../../codemods/add-402-handling.ts'
import { REFUSALS } from '../../codemods/edits/refusals.ts'

const PAGE = readFileSync(new URL('../../docs/codemods/add-402-handling.md', import.meta.url), 'utf8')

const PAIRS = [...PAGE.matchAll(/Before:\n\n```(\w+)\n([^]*?)```\n\nAfter:\n\n```\w+\n([^]*?)```/g)]
const LEFT_ALONE = [...PAGE.matchAll(/```(\w+)\n\/\/ Left alone: ([\w-]+)(?:, with (\S+))?\n([^]*?)```/g)]

function run(extension: string, source: string, ...flags: readonly string[]): { output: string | undefined; reasons: string[] } {
  const reasons: string[] = []
  const given = Object.fromEntries(flags.map((flag) => flag.slice(2).split('=') as [string, string]))
  const report = (message: string): unknown => reasons.push(/:\d+ ([\w-]+):/.exec(message)![1]!)
  return { output: transform({ path: `example.${extension}`, source }, { report }, { 'payment-module': './payment-required', ...given }), reasons }
}

describe('docs/codemods/add-402-handling.md', () => {
  test.each(PAIRS.map(([, extension, before, after]) => [before!.split('\n').find((line) => line.startsWith('export'))!, extension!, before!, after!]))(
    'what stands under Before becomes what stands under After: %s',
    (_, extension, before, after) => {
      const [, flags = ''] = /^\/\/ Flags: (.*)$/m.exec(before) ?? []
      expect(run(extension, before, ...flags.split(' ').filter(Boolean))).toEqual({ output: after, reasons: [] })
    },
  )

  test.each(LEFT_ALONE.map(([, extension, reason, flag, code]) => [reason!, extension!, flag ?? '', code!]))('left alone: %s', (reason, extension, flag, code) => {
    const { output, reasons } = run(extension, code, ...[flag].filter(Boolean))
    expect(output).toBeUndefined()
    expect(reasons).toEqual([reason])
  })

  test('has examples of both kinds', () => {
    expect(PAIRS.length).toBeGreaterThan(6)
    expect(LEFT_ALONE.length).toBeGreaterThan(7)
  })

  test('lists every reason with its sentence, and no other', () => {
    const rows = [...PAGE.matchAll(/^\| `([a-z][a-z-]+)` \| (.*) \|$/gm)].map(([, reason, sentence]) => [reason, sentence])
    expect(Object.fromEntries(rows)).toEqual(REFUSALS)
  })
})
