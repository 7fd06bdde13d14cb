import { relative } from 'node:path'
import { expect, test } from 'vitest'

import { findFiles } from '../../source/files.ts'
import { temporaryTree } from './temporary-tree.ts'

/** What is found, as paths relative to `cwd`; a named file has a `!` behind it. */
async function find(cwd: string, paths: string[], exclude: string[] = []) {
  const search = await findFiles(paths, { cwd, exclude })
  return {
    files: search.files.map(({ path, named }) => relative(cwd, path) + (named ? '!' : '')),
    problems: search.problems.map(({ path, message }) => `${path && relative(cwd, path)}: ${message}`),
    unmatched: search.unmatched,
  }
}

async function filesIn(cwd: string, ...paths: string[]): Promise<string[]> {
  return (await find(cwd, paths)).files
}

test('a folder gives every kind of source file and nothing else', async () => {
  const root = temporaryTree({
    'a.ts': '', 'b.tsx': '', 'c.mts': '', 'd.cts': '', 'e.js': '', 'f.jsx': '', 'g.mjs': '', 'h.cjs': '',
    'i.d.ts': '', 'j.d.mts': '', 'k.d.cts': '', 'l.d.css.ts': '', 'm.json': '', 'n.vue': '', 'o.mjsx': '', 'ts': '', 'p.ts.bak': '',
    'q.d.js': '',
  })
  expect(await filesIn(root, '.')).toEqual([
    'a.ts', 'b.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs', 'q.d.js',
  ])
})

test('files of one folder stand together, whatever their neighbours are called', async () => {
  const root = temporaryTree({ 'a/c.ts': '', 'a-b.ts': '', 'a/b/z.ts': '', 'a.ts': '', 'B.ts': '' })
  expect(await filesIn(root, '.')).toEqual(['B.ts', 'a/b/z.ts', 'a/c.ts', 'a-b.ts', 'a.ts'])
})

test('a folder called x.ts is a folder', async () => {
  const root = temporaryTree({ 'x.ts/inner.js': '', 'empty.ts/': '' })
  expect(await find(root, ['.'])).toEqual({ files: ['x.ts/inner.js'], problems: [], unmatched: [] })
  expect(await find(root, ['x.ts', 'empty.ts'])).toEqual({ files: ['x.ts/inner.js'], problems: [], unmatched: ['empty.ts'] })
})

test('a file that is reached by several paths is there once, and named if one of them names it', async () => {
  const root = temporaryTree({ 'src/a.ts': '', 'src/b.ts': '' })
  expect(await filesIn(root, 'src', './src/../src/a.ts', 'src/*.ts', 'src/a.ts')).toEqual(['src/a.ts!', 'src/b.ts'])
})

test('node_modules and .git are entered only by name', async () => {
  const root = temporaryTree({
    'a.ts': '',
    '.git/hooks/x.js': '',
    '.storybook/main.ts': '',
    '.gitignore': 'node_modules\n',
    'node_modules/sdk/src/index.ts': '',
    'node_modules/sdk/node_modules/inner/index.ts': '',
    'packages/p/node_modules/sdk/index.js': '',
  })
  expect(await filesIn(root, '.')).toEqual(['.storybook/main.ts', 'a.ts'])
  expect(await filesIn(root, 'node_modules/sdk')).toEqual(['node_modules/sdk/src/index.ts'])
  expect(await filesIn(root, 'node_modules')).toEqual(['node_modules/sdk/src/index.ts'])
  expect(await filesIn(root, 'node_modules/sdk/src/index.ts')).toEqual(['node_modules/sdk/src/index.ts!'])
  expect(await filesIn(root, 'node_modules/sdk/**/*.ts')).toEqual(['node_modules/sdk/src/index.ts'])
  expect(await filesIn(root, 'node_modules/sdk/node_modules/inner')).toEqual(['node_modules/sdk/node_modules/inner/index.ts'])
  expect(await filesIn(root, '**/*.js', '**/*.ts')).toEqual(['.storybook/main.ts', 'a.ts'])
})

test('a named file is taken whatever rules say of it', async () => {
  const root = temporaryTree({ '.gitignore': '*', 'a.ts': '', 'types.d.ts': '', 'bin/run': '' })
  expect(await filesIn(root, 'a.ts', 'types.d.ts', 'bin/run')).toEqual(['a.ts!', 'bin/run!', 'types.d.ts!'])
})

test('nested .gitignore files, negation, anchors and CR LF', async () => {
  const root = temporaryTree({
    '.gitignore': '\uFEFF# comment\r\n*.gen.ts\r\n/dist/\r\nbuild/\r\n!keep.gen.ts\r\n',
    'a.ts': '', 'a.gen.ts': '', 'keep.gen.ts': '',
    'dist/a.ts': '', 'lib/dist/a.ts': '', 'lib/build/a.ts': '',
    'lib/.gitignore': '!*.gen.ts\n/only.ts\nsub/x.ts\n', 'lib/b.gen.ts': '', 'lib/only.ts': '',
    'lib/deep/only.ts': '', 'lib/sub/x.ts': '', 'lib/deep/sub/x.ts': '', 'lib/build.ts': '',
  })
  const expected = [
    'a.ts', 'keep.gen.ts', 'lib/b.gen.ts', 'lib/build.ts', 'lib/deep/only.ts', 'lib/deep/sub/x.ts', 'lib/dist/a.ts',
  ]
  expect(new Set(await filesIn(root, '.'))).toEqual(new Set(expected))
  expect(new Set(await filesIn(root, '**/*.ts'))).toEqual(new Set(expected))
})

test('rules above the named folder hold in it, up to the root of the repository', async () => {
  const root = temporaryTree({
    '.gitignore': 'x.ts\n',
    'repo/.git/HEAD': '',
    'repo/.gitignore': '*.gen.ts\n',
    'repo/packages/a/x.ts': '',
    'repo/packages/a/y.gen.ts': '',
    'plain/x.ts': '',
  })
  expect(await filesIn(`${root}/repo/packages`, 'a')).toEqual(['a/x.ts'])
  expect(await filesIn(`${root}/repo/packages/a`, '.', '*.ts')).toEqual(['x.ts'])
  expect(await filesIn(root, 'plain', 'repo')).toEqual(['repo/packages/a/x.ts'])
  expect(await filesIn(`${root}/repo`, '../plain')).toEqual(['../plain/x.ts'])
})

test('a folder that is ignored is walked when it is named, under its own rules', async () => {
  const root = temporaryTree({
    '.gitignore': 'dist\n*.gen.ts\n',
    'dist/.gitignore': 'private.ts\n',
    'dist/a.ts': '', 'dist/a.gen.ts': '', 'dist/private.ts': '', 'dist/inner/b.ts': '',
  })
  const inside = ['dist/a.gen.ts', 'dist/a.ts', 'dist/inner/b.ts']
  expect(await filesIn(root, 'dist')).toEqual(inside)
  expect(await filesIn(root, 'dist/**/*.ts')).toEqual(inside)
  expect(await filesIn(root, 'dist/inner')).toEqual(['dist/inner/b.ts'])
  expect(await find(root, ['.', '**/*.ts'])).toEqual({ files: [], problems: [], unmatched: ['.', '**/*.ts'] })
})

test('globs', async () => {
  const root = temporaryTree({
    'a.ts': '', 'a.js': '', 'a.css': '', 'a.d.ts': '',
    'packages/x/src/a.ts': '', 'packages/x/test/a.ts': '', 'packages/y/src/b.tsx': '', 'packages/y/src/.hidden.ts': '',
    'app/[id]/page.ts': '', 'app/(shop)/cart.ts': '', 'app/i/page.ts': '',
  })
  expect(await filesIn(root, '*')).toEqual([
    'a.js', 'a.ts', 'app/(shop)/cart.ts', 'app/[id]/page.ts', 'app/i/page.ts', 'packages/x/src/a.ts', 'packages/x/test/a.ts',
    'packages/y/src/.hidden.ts', 'packages/y/src/b.tsx',
  ])
  expect(await filesIn(root, 'packages/*/src')).toEqual(['packages/x/src/a.ts', 'packages/y/src/.hidden.ts', 'packages/y/src/b.tsx'])
  expect(await filesIn(root, 'packages/{x/test,y/src}/*.ts?(x)')).toEqual([
    'packages/x/test/a.ts', 'packages/y/src/.hidden.ts', 'packages/y/src/b.tsx',
  ])
  expect(await filesIn(root, './packages/../*.{ts,js,css}')).toEqual(['a.js', 'a.ts'])
  expect(await filesIn(`${root}/app`, '../packages/**/*.tsx', `${root}/*.ts`)).toEqual(['../a.ts', '../packages/y/src/b.tsx'])
  // What has just that name is no wildcard.
  expect(await filesIn(root, 'app/[id]/page.ts')).toEqual(['app/[id]/page.ts!'])
  expect(await filesIn(root, 'app/[id]/*.ts', 'app/(shop)/**')).toEqual(['app/(shop)/cart.ts', 'app/[id]/page.ts'])
  expect(await filesIn(root, 'app/[i]/*.ts')).toEqual(['app/i/page.ts'])
  expect(await filesIn(root, 'app/\\[id\\]/*.ts')).toEqual(['app/[id]/page.ts'])
  expect(await find(root, ['none/*.ts', '*.tsx', 'a.*'])).toEqual({
    files: ['a.js', 'a.ts'], problems: [], unmatched: ['none/*.ts', '*.tsx'],
  })
})

test('what can not be looked at is named, and the others go on', async () => {
  const root = temporaryTree({ 'a.ts': '', 'src/dangling.ts': { link: 'gone.ts' }, 'src/b.ts': '', 'loop.ts': { link: 'loop.ts' } })
  expect(await find(root, ['nosuch', 'a.ts', 'a.ts/inner', '', 'src', 'src/dangling.ts', 'loop.ts'])).toEqual({
    files: ['a.ts!', 'src/b.ts'],
    problems: [
      'nosuch: no such file or folder',
      'a.ts/inner: no such file or folder',
      ': an empty path names nothing',
      'src/dangling.ts: a symbolic link that leads nowhere',
      'loop.ts: symbolic links that lead round in a circle',
    ],
    unmatched: [],
  })
  expect((await find(root, ['**/d*.ts'])).problems).toEqual(['src/dangling.ts: a symbolic link that leads nowhere'])
  expect((await find('/', ['/dev/null'])).problems).toEqual(['dev/null: neither a file nor a folder'])
})

test('links to folders are not followed, links to files count once', async () => {
  const root = temporaryTree({
    'real/a.ts': '',
    'away/shared.ts': '',
    'src/back': { link: '..' },
    'src/folder.ts': { link: '../real' },
    'src/one.ts': { link: '../away/shared.ts' },
    'src/two.ts': { link: '../away/shared.ts' },
    'linked': { link: 'real' },
  })
  expect(await filesIn(root, 'src')).toEqual(['src/one.ts'])
  expect(await filesIn(root, 'src/**/*.ts')).toEqual(['src/one.ts'])
  expect(await filesIn(root, 'src/**')).toEqual(['src/one.ts'])
  expect(await filesIn(root, '.')).toEqual(['away/shared.ts', 'real/a.ts'])
  expect(await filesIn(root, 'linked')).toEqual(['linked/a.ts'])
})

test('what the caller excludes is left out, even if named', async () => {
  const root = temporaryTree({ 'src/a.ts': '', 'src/a.test.ts': '', 'src/gen/b.ts': '', 'gen/c.ts': '' })
  expect(await find(root, ['.'], ['*.test.ts', '/src/gen'])).toEqual({ files: ['gen/c.ts', 'src/a.ts'], problems: [], unmatched: [] })
  expect(await find(root, ['src/a.test.ts', 'src/a.ts'], ['*.test.ts'])).toEqual({
    files: ['src/a.ts!'], problems: [], unmatched: ['src/a.test.ts'],
  })
  expect((await find(root, ['**/*.ts'], ['gen'])).files).toEqual(['src/a.test.ts', 'src/a.ts'])
})
