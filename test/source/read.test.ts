import { join } from 'node:path'
import { expect, test } from 'vitest'

import { MAX_MEAN_LINE } from '../../source/minified.ts'
import { MAX_BYTES, readForEditing, readSource } from '../../source/read.ts'
import { temporaryTree } from './temporary-tree.ts'

function read(content: string | Uint8Array, named = false) {
  return readSource({ path: join(temporaryTree({ 'x.js': content }), 'x.js'), named })
}

const utf16 = Buffer.from('let é = 1', 'utf16le')

test.each([
  ['UTF-8', 'let é = 1\r\n', 'let é = 1\r\n'],
  ['a UTF-8 byte order mark', '\uFEFFlet é = 1', 'let é = 1'],
  ['UTF-16 little-endian', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'let é = 1'],
  ['UTF-16 big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), 'let é = 1'],
  ['Latin-1, of which only the ASCII part is certain', Buffer.from('let a = "é"', 'latin1'), 'let a = "\uFFFD"'],
  ['nothing', '', ''],
])('%s', (_name, content, text) => {
  expect(read(content)).toEqual({ text })
})

const fits = `${'x'.repeat(MAX_BYTES / 1024 - 1)}\n`.repeat(1024)
const longLine = `/*${'x'.repeat(MAX_MEAN_LINE - 4)}*/`

test.each([
  ['a file of 2 MB', fits, 'taken'],
  ['one byte more', `${fits}x`, 'larger than 2 MB (2.0 MB)'],
  ['a NUL', 'let a = "\0"', 'binary (it has a NUL character)'],
  ['lines of 5000 characters', longLine, 'taken'],
  ['longer lines', `${longLine}x`, 'minified (5001 characters a line)'],
  ['long lines, each with a line end', `${longLine}\n${longLine}\n`, 'minified (5001 characters a line)'],
  ['long lines among short ones', `${longLine}x\n\n`.repeat(3), 'taken'],
  ['long lines that end with CR alone', `${longLine}xx\r${longLine}xx`, 'minified (5003 characters a line)'],
])('%s', (_name, content, expected) => {
  const reading = read(content)
  expect('passedOver' in reading ? reading.passedOver : 'taken').toBe(expected)
  expect(read(content, true)).toEqual({ text: content })
})

test('what can not be read throws', () => {
  const root = temporaryTree({ 'x.ts/': '' })
  expect(() => readSource({ path: join(root, 'x.ts'), named: true })).toThrow(/EISDIR/)
  expect(() => readSource({ path: join(root, 'gone.ts'), named: false })).toThrow(/ENOENT/)
})

function edit(content: string | Uint8Array) {
  return readForEditing(join(temporaryTree({ 'x.js': content }), 'x.js'))
}

test('what is to be written back keeps its byte order mark and its line ends', () => {
  for (const text of ['let é = 1\r\nlet b\r', '\uFEFFlet é = 1\n', '']) expect(edit(text)).toEqual({ text })
})

test.each([
  ['Latin-1', Buffer.from('let a = "é"', 'latin1'), 'not UTF-8, so it could not be written back as it is'],
  ['a surrogate that stands alone', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not UTF-8, so it could not be written back as it is'],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'UTF-16, and only UTF-8 is edited'],
  ['a NUL', 'let a = "\0"', 'binary (it has a NUL character)'],
  ['a large file', `${fits}x`, 'larger than 2 MB (2.0 MB)'],
  ['long lines', `${longLine}x`, 'minified (5001 characters a line)'],
])('not to be edited: %s', (_name, content, passedOver) => {
  expect(edit(content)).toEqual({ passedOver })
})
