import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { createFile, replaceFile } from '../../source/write.ts'
import { temporaryTree } from './temporary-tree.ts'

test('a file is replaced as it is, byte for byte, and nothing else is left', () => {
  const root = temporaryTree({ 'a.ts': 'old' })
  const text = '\uFEFFone\r\ntwo\n\tthree \u{1f600}'
  replaceFile(join(root, 'a.ts'), text)
  expect(readFileSync(join(root, 'a.ts'))).toEqual(Buffer.from(text))
  expect(readdirSync(root)).toEqual(['a.ts'])
})

test.each([0o600, 0o644, 0o755, 0o4755])('the mode %o stays', (mode) => {
  const root = temporaryTree({ 'a.js': 'old' })
  chmodSync(join(root, 'a.js'), mode)
  replaceFile(join(root, 'a.js'), 'new')
  expect(statSync(join(root, 'a.js')).mode & 0o7777).toBe(mode)
})

test('the file that a symbolic link leads to is written, and the link stays one', () => {
  const root = temporaryTree({ 'real/a.ts': 'old', 'links/a.ts': { link: '../real/a.ts' } })
  replaceFile(join(root, 'links/a.ts'), 'new')
  expect(readFileSync(join(root, 'real/a.ts'), 'utf8')).toBe('new')
  expect(lstatSync(join(root, 'links/a.ts')).isSymbolicLink()).toBe(true)
  expect(readdirSync(join(root, 'links'))).toEqual(['a.ts'])
})

// Nothing is forbidden to root.
test.skipIf(process.getuid?.() === 0)('a read-only file, and one in a read-only folder, stay as they are', () => {
  const root = temporaryTree({ 'a.ts': 'old', 'in/b.ts': 'old' })
  chmodSync(join(root, 'a.ts'), 0o444)
  chmodSync(join(root, 'in'), 0o555)
  expect(() => replaceFile(join(root, 'a.ts'), 'new')).toThrow(/EACCES/)
  expect(() => replaceFile(join(root, 'in/b.ts'), 'new')).toThrow(/EACCES/)
  chmodSync(join(root, 'in'), 0o755)
  expect(readFileSync(join(root, 'a.ts'), 'utf8') + readFileSync(join(root, 'in/b.ts'), 'utf8')).toBe('oldold')
  expect(readdirSync(join(root, 'in'))).toEqual(['b.ts'])
})

test('where it fails, nothing is left behind', () => {
  const root = temporaryTree({ 'a.ts/': '' })
  expect(() => replaceFile(join(root, 'a.ts'), 'new')).toThrow()
  expect(() => replaceFile(join(root, 'none.ts'), 'new')).toThrow(/ENOENT/)
  expect(readdirSync(root)).toEqual(['a.ts'])
})

test('a new file is written with its folders, and never over another', () => {
  const root = temporaryTree({})
  const path = join(root, 'src/lib/a.ts')
  expect(createFile(path, 'new')).toBe(true)
  expect(createFile(path, 'newer')).toBe(false)
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(readdirSync(join(root, 'src/lib'))).toEqual(['a.ts'])
})

test('a new file has the mode that the system gives to new files', () => {
  const root = temporaryTree({})
  createFile(join(root, 'ours.ts'), '')
  writeFileSync(join(root, 'theirs.ts'), '')
  expect(statSync(join(root, 'ours.ts')).mode).toBe(statSync(join(root, 'theirs.ts')).mode)
})

test('where a folder can not be made, nothing is written', () => {
  const root = temporaryTree({ 'src': 'a file' })
  expect(() => createFile(join(root, 'src/a.ts'), 'new')).toThrow(/ENOTDIR|EEXIST/)
  mkdirSync(join(root, 'a.ts'))
  expect(createFile(join(root, 'a.ts'), 'new')).toBe(false)
  expect(existsSync(join(root, 'src/a.ts'))).toBe(false)
})
