import fc from 'fast-check'
import { expect, test } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { parseSource } from '../../../source/parse.ts'
import { readFixtures } from '../../oracle/fixture.ts'
import { isReported } from './rows.ts'

const FORMS = readFixtures().filter(({ path, text }) => isReported(text, path))

const HEADS = ['', '#!/usr/bin/env node\n', "'use server'\n\n", '// @ts-nocheck\n', '/*!\n * Copyright 2026 Example\n */\n\n']

const layouts = fc.record({
  form: fc.constantFrom(...FORMS),
  head: fc.constantFrom(...HEADS),
  eol: fc.constantFrom('\n', '\r\n'),
  unit: fc.constantFrom('  ', '    ', '\t'),
  mark: fc.constantFrom('', '\uFEFF'),
  ending: fc.constantFrom('', '\n', '\n\n\n'),
})

function edited(text: string, path: string): string {
  return transform(text, path, { paymentModule: './payment-required' }).output
}

test('whatever the layout: the same edits in it, an output that parses, and nothing to do in a second run', () => {
  fc.assert(
    fc.property(layouts, ({ form: { path, text }, head, eol, unit, mark, ending }) => {
      const layOut = (code: string): string => code.replaceAll(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2)).replaceAll('\n', eol)
      const canonical = head + text.trimEnd() + ending
      const output = edited(mark + layOut(canonical), path)
      parseSource(output.slice(mark.length), path)
      expect(edited(output, path)).toBe(output)
      // Untouched text stays byte for byte, and what is put in is laid out like the lines around it.
      expect(output).toBe(mark + layOut(edited(canonical, path)))
    }),
    { numRuns: 60, seed: 402 },
  )
}, 120_000)
