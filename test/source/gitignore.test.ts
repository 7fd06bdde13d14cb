import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { findFiles } from '../../source/files.ts'
import { IgnoreLookup } from '../../source/gitignore.ts'
import { temporaryTree, writeTree } from './temporary-tree.ts'

/** What git itself would add: the oracle. No configuration of this machine may take part. */
function gitFiles(root: string): string[] {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: root, HOME: root }
  execFileSync('git', ['init', '-q'], { cwd: root, env })
  const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard', '-z'], { cwd: root, env, encoding: 'utf8' })
  return listed.split('\0').filter((path) => path.endsWith('.ts')).sort()
}

async function ourFiles(root: string, path: string): Promise<string[]> {
  const { files } = await findFiles([path], { cwd: root })
  return files.map((file) => relative(root, file.path)).sort()
}

/** The same, asked of each file by its name. */
async function notIgnored(root: string, files: readonly string[]): Promise<string[]> {
  const lookup = new IgnoreLookup(root)
  const kept: string[] = []
  for (const file of files) if (file.endsWith('.ts') && !(await lookup.ignores(join(root, file), false))) kept.push(file)
  return kept.sort()
}

const folder = fc.constantFrom('a', 'b', 'ab', '[id]', '(shop)', 'a b', '#x', '!y', '$z', '{w}', 'A', 'a+b', '.dot')
const file = fc.constantFrom('a.ts', 'b.ts', 'ab.ts', 'A.ts', 'b', '!n.ts')
const path = fc.tuple(fc.array(folder, { maxLength: 3 }), file).map(([folders, name]) => [...folders, name].join('/'))
const word = fc.constantFrom('a', 'b', 'ab', '*', '**', '?', 'a*', '*.ts', 'a.ts', '[ab]', '\\[id\\]', '(shop)', 'a b', '#x', '{w}', '.dot')
const line = fc
  .tuple(
    fc.constantFrom('', '', '!', '\\!', '\\#', '# '),
    fc.constantFrom('', '', '/'),
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', '/', ' ', '/ ', '\\ ', '\r'),
  )
  .map(([negation, start, words, end]) => negation + start + words.join('/') + end)
const rules = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))

test('leaves out what git leaves out, on generated trees', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(path, { minLength: 4, maxLength: 14 }),
      fc.array(fc.tuple(fc.array(folder, { maxLength: 2 }), rules), { minLength: 1, maxLength: 3 }),
      async (paths, ignoreFiles) => {
        const folders = new Set(paths.flatMap((each) => each.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/'))))
        // `b` may be a file or a folder, not both in one place.
        const files = paths.filter((each) => !folders.has(each))
        const root = temporaryTree(Object.fromEntries(files.map((each) => [each, ''])))
        writeTree(root, Object.fromEntries(
          ignoreFiles
            .map(([parents, text]) => [parents.join('/'), text] as const)
            .filter(([parent]) => parent === '' || folders.has(parent))
            .map(([parent, text]) => [join(parent, '.gitignore'), text]),
        ))
        const expected = gitFiles(root)
        expect(await ourFiles(root, '.')).toEqual(expected)
        expect(await ourFiles(root, '**/*.ts')).toEqual(expected)
        expect(await notIgnored(root, files)).toEqual(expected)
        rmSync(root, { recursive: true })
      },
    ),
    { seed: 402, numRuns: 150 },
  )
})

test('who works in an ignored folder means it; what is ignored in there stays so', async () => {
  const root = temporaryTree({ '.git/': '', '.gitignore': 'tmp\n', 'tmp/app/.gitignore': 'out\n' })
  const inside = new IgnoreLookup(join(root, 'tmp/app'))
  expect(await inside.ignores(join(root, 'tmp/app/src/a.ts'), false)).toBe(false)
  expect(await inside.ignores(join(root, 'tmp/app/out'), true)).toBe(true)
  expect(await new IgnoreLookup(root).ignores(join(root, 'tmp/app/src/a.ts'), false)).toBe(true)
})

test('without a repository the rules begin at the working directory', async () => {
  const root = temporaryTree({ '.gitignore': 'a.ts\n', 'in/.gitignore': 'b.ts\n' })
  const lookup = new IgnoreLookup(join(root, 'in'))
  expect(await lookup.ignores(join(root, 'in/a.ts'), false)).toBe(false)
  expect(await lookup.ignores(join(root, 'in/b.ts'), false)).toBe(true)
})
