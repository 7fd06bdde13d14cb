import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import transform from '../../codemods/add-402-handling.ts'
import { parseSource } from '../../source/parse.ts'
import { GUARD_FORMS, layOut } from './guard-forms.ts'

const OPTIONS = { 'payment-module': './payment-required' }

/** What may stand at the top of a file, and whether an import has to come behind it. */
const HEADS = [
  '',
  '#!/usr/bin/env node\n',
  "'use client'¤\n",
  "'use server'¤\n\n",
  '// @ts-nocheck\n',
  '/* eslint-disable no-console */\n\n',
  '/*!\n * Copyright 2026 Example\n * SPDX-License-Identifier: MIT\n */\n\n',
  '/**\n * @file Loads things.\n */\n',
  '// A word about the first import.\n',
  "#!/usr/bin/env node\n// @ts-check\n'use strict'¤\n",
]
const IMPORTS = [
  '',
  "import { readFile } from 'node:fs/promises'¤\n\n",
  "import fs from 'node:fs'¤ // files\nimport type { A } from './a'¤\nimport './side-effect'¤\n\n",
  "import {\n  one,\n  two,\n} from './many'¤\n",
  "export * from './all'¤\n\n",
]

const layouts = fc.record({
  form: fc.constantFrom(...GUARD_FORMS),
  head: fc.constantFrom(...HEADS),
  imports: fc.constantFrom(...IMPORTS),
  layout: fc.record({
    eol: fc.constantFrom('\n', '\r\n'),
    unit: fc.constantFrom('  ', '    ', '\t'),
    semicolon: fc.constantFrom(';', ''),
    quote: fc.constantFrom("'", '"'),
  }),
  mark: fc.constantFrom('', '\uFEFF'),
  ending: fc.constantFrom('', '\n', '\n\n\n'),
})

/** Do the lines of `before` stand in `after`, in order, each byte for byte? */
function linesSurvive(before: string, after: string): boolean {
  const lines = after.split('\n')
  let at = 0
  return before.split('\n').every((line) => {
    while (at < lines.length && lines[at] !== line) at++
    return at++ < lines.length
  })
}

describe('whatever the layout', () => {
  test('untouched text stays byte for byte, the output parses, and a second run changes nothing', () => {
    fc.assert(
      fc.property(layouts, ({ form, head, imports, layout, mark, ending }) => {
        const text = mark + layOut(head + imports + form.code.trimEnd() + ending, layout)
        const output = transform({ path: 'file.ts', source: text }, {}, OPTIONS)
        expect(output).toBeDefined()
        expect(output!.startsWith('\uFEFF')).toBe(mark !== '')
        parseSource(output!.slice(mark.length), 'file.ts')
        expect(transform({ path: 'file.ts', source: output! }, {}, OPTIONS)).toBeUndefined()

        // Where code stands on one line, or goes on behind an `else`, its line has to take the branch in.
        // A callback becomes `async` on its own.
        const isInline = /callback|else if|one line/.test(form.name) && form.name !== 'an async callback'
        if (!isInline && ending !== '') expect(linesSurvive(text.slice(mark.length), output!.slice(mark.length))).toBe(true)

        const { eol, unit, quote } = layout
        const bare = output!.replaceAll(eol, '')
        expect(bare).not.toMatch(/[\r\n]/)
        expect(output).toContain(`import { PaymentRequiredError } from ${quote}./payment-required${quote}`)
        const inserted = output!.split(eol).filter((line) => /throw await PaymentRequiredError|return PaymentRequiredError/.test(line))
        for (const line of inserted) expect(/^(\s*)/.exec(line)![1]!.replaceAll(unit, '')).toBe('')
      }),
      { numRuns: 300, seed: 402 },
    )
  })

  test('semicolons are written where the file writes them', () => {
    for (const form of GUARD_FORMS.filter(({ name }) => name !== 'on one line')) {
      for (const semicolon of [';', '']) {
        const text = layOut(form.code, { eol: '\n', unit: '  ', semicolon, quote: "'" })
        const output = transform({ path: 'file.ts', source: text }, {}, OPTIONS)!
        const inserted = output.split('\n').filter((line) => /^\s*(?:import|throw await|return PaymentRequiredError)/.test(line))
        expect(inserted.length, form.name).toBeGreaterThan(0)
        for (const line of inserted) expect(line.endsWith(';'), `${form.name}: ${line}`).toBe(semicolon === ';')
      }
    }
  })

  test('the import goes behind what has to stay at the top', () => {
    for (const head of HEADS.filter((one) => one !== '' && !one.startsWith('// A word'))) {
      const text = layOut(head + GUARD_FORMS[0]!.code, { eol: '\n', unit: '  ', semicolon: '', quote: "'" })
      const output = transform({ path: 'file.ts', source: text }, {}, OPTIONS)!
      expect(output.startsWith(head.replaceAll('¤', '').trimEnd()), head).toBe(true)
    }
  })
})
