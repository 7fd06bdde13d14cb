import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { colourDiff, unifiedDiff } from '../../cli/unified-diff.ts'
import { temporaryTree, writeTree } from '../source/temporary-tree.ts'

const BEFORE = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n'

test('as diff -u has it', () => {
  expect(unifiedDiff({ path: 'src/a.ts', before: BEFORE, after: BEFORE.replace('five', '5\n5.5') })).toBe(`--- a/src/a.ts
+++ b/src/a.ts
@@ -2,7 +2,8 @@
 two
 three
 four
-five
+5
+5.5
 six
 seven
 eight
`)
  expect(unifiedDiff({ path: 'a.ts', before: BEFORE, after: BEFORE })).toBe('')
})

test('a new file', () => {
  expect(unifiedDiff({ path: 'a.ts', before: undefined, after: 'one\ntwo\n' })).toBe('--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,2 @@\n+one\n+two\n')
})

test('git applies it, whatever the line ends', () => {
  const root = temporaryTree({})
  const line = fc.stringMatching(/^[a-c ]{0,3}$/)
  const text = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, isEnded]) => lines.join(end) + (isEnded ? end : ''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after)
      writeTree(root, { 'a.ts': before })
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: unifiedDiff({ path: 'a.ts', before, after }) })
      // What becomes empty git takes away only if the head says so.
      expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe(after)
      rmSync(join(root, 'a.ts'))
    }),
    { numRuns: 60, seed: 402 },
  )
})

test('in colour, and harmless to a terminal', () => {
  const diff = unifiedDiff({ path: 'a.ts', before: '-- no head\r\nkept\r\n', after: '\u001b[2J\tnew\r\nkept\r\n' })
  const coloured = colourDiff(diff)
  expect(coloured.split('\n')).toEqual([
    '\u001b[1m--- a/a.ts\u001b[22m',
    '\u001b[1m+++ b/a.ts\u001b[22m',
    '\u001b[36m@@ -1,2 +1,2 @@\u001b[39m',
    '\u001b[31m--- no head\u001b[39m',
    '\u001b[32m+\\u{1b}[2J\tnew\u001b[39m',
    ' kept',
    '',
  ])
  expect(stripVTControlCharacters(coloured)).not.toMatch(/[\u001b\r]/)
})
