import { rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

import { GitError, uncommittedAmong } from '../../cli/git.ts'
import { temporaryTree, type Tree, writeTree } from '../source/temporary-tree.ts'
import { commitAll, git } from './repository.ts'

async function uncommittedIn(root: string, ...paths: string[]): Promise<string[]> {
  const found = await uncommittedAmong(paths.map((path) => join(root, path)))
  return found.map(({ path, untracked }) => `${untracked ? '?' : 'M'} ${relative(root, path)}`)
}

const FILES: Tree = { 'a.ts': 'a', 'b c.ts': 'b', 'src/ü.ts': 'ü', 'src/d.ts': 'd', '.gitignore': 'out\n' }

test('changed, staged and new files, whatever they are called', async () => {
  const root = temporaryTree(FILES)
  commitAll(root)
  expect(await uncommittedIn(root, 'a.ts', 'b c.ts', 'src/ü.ts', 'src/d.ts')).toEqual([])
  writeTree(root, { 'a.ts': 'a2', 'b c.ts': 'b2', 'src/ü.ts': 'ü2', 'src/new.ts': '', 'lib/deep/e.ts': '', 'out/f.ts': '' })
  git(root, 'add', 'b c.ts')
  git(root, 'mv', 'src/d.ts', 'src/moved.ts')
  const all = ['a.ts', 'b c.ts', 'src/ü.ts', 'src/new.ts', 'lib/deep/e.ts', 'src/moved.ts', 'out/f.ts']
  expect(await uncommittedIn(root, ...all)).toEqual(['M a.ts', 'M b c.ts', 'M src/ü.ts', '? src/new.ts', '? lib/deep/e.ts', 'M src/moved.ts'])
})

test('only the files that are asked for count', async () => {
  const root = temporaryTree(FILES)
  commitAll(root)
  writeFileSync(join(root, 'a.ts'), 'changed')
  expect(await uncommittedIn(root, 'src/d.ts')).toEqual([])
})

test('a repository without a commit knows nothing', async () => {
  const root = temporaryTree(FILES)
  git(root, 'init', '-q')
  expect(await uncommittedIn(root, 'a.ts', 'src/d.ts')).toEqual(['? a.ts', '? src/d.ts'])
})

test('a repository in a folder of another', async () => {
  const root = temporaryTree({ ...FILES, 'inner/g.ts': 'g', 'inner/h.ts': 'h' })
  commitAll(join(root, 'inner'))
  writeFileSync(join(root, 'inner/g.ts'), 'changed')
  commitAll(root)
  writeFileSync(join(root, 'a.ts'), 'changed')
  expect(await uncommittedIn(root, 'a.ts', 'inner/g.ts', 'inner/h.ts')).toEqual(['M a.ts', 'M inner/g.ts'])
})

test('outside of any repository nothing is asked', async () => {
  const root = temporaryTree(FILES)
  expect(await uncommittedIn(root, 'a.ts')).toEqual([])
})

test('git that can not answer is no consent', async () => {
  const root = temporaryTree(FILES)
  commitAll(root)
  rmSync(join(root, '.git/HEAD'))
  await expect(uncommittedIn(root, 'a.ts')).rejects.toThrow(GitError)
})

