import { join } from 'node:path'
import { expect, test } from 'vitest'

import { nextCommands } from '../../cli/next-commands.ts'
import { temporaryTree, type Tree } from '../source/temporary-tree.ts'

const manifest = (...devDependencies: string[]): string =>
  JSON.stringify({ devDependencies: Object.fromEntries(devDependencies.map((name) => [name, '*'])) })

test.each<[string, Tree, string[]]>([
  ['nothing known', { 'package.json': '{}' }, []],
  ['no package at all', {}, []],
  ['a broken package.json', { 'package.json': '{' }, []],
  [
    'Prettier, ESLint and TypeScript',
    { 'package.json': manifest('prettier', 'eslint', 'typescript'), 'tsconfig.json': '{}', 'package-lock.json': '' },
    ['npx prettier --write a.ts', 'npx eslint a.ts', 'npx tsc --noEmit'],
  ],
  ['Biome, by its file, with pnpm', { 'biome.json': '{}', 'pnpm-lock.yaml': '' }, ['pnpm exec biome check --write a.ts']],
  ['oxlint beside ESLint, with yarn', { 'package.json': manifest('oxlint', 'eslint'), 'yarn.lock': '' }, ['yarn eslint a.ts', 'yarn oxlint a.ts']],
  ['files of configuration', { '.prettierrc': '', 'eslint.config.mjs': '', '.oxlintrc.json': '', 'bun.lock': '' },
    ['bunx prettier --write a.ts', 'bunx eslint a.ts', 'bunx oxlint a.ts']],
  ['typescript without a project file', { 'package.json': manifest('typescript') }, []],
])('%s', (_name, tree, commands) => {
  const root = temporaryTree({ '.git/': '', ...tree })
  expect(nextCommands(['a.ts'], root)).toEqual(commands)
})

test('what stands further up counts, up to the root of the repository', () => {
  const root = temporaryTree({ 'package.json': manifest('biome'), 'repo/.git/': '', 'repo/package.json': manifest('prettier'), 'repo/packages/a/src/': '' })
  expect(nextCommands(['x.ts'], join(root, 'repo/packages/a'))).toEqual(['npx prettier --write x.ts'])
})

test('names are words of a shell', () => {
  const root = temporaryTree({ '.git/': '', 'package.json': manifest('eslint') })
  expect(nextCommands(['app/[id]/page.ts', "it's.ts", '@x/a-b_c.ts'], root)).toEqual(["npx eslint 'app/[id]/page.ts' 'it'\\''s.ts' @x/a-b_c.ts"])
})

test('git names them where they are many', () => {
  const many = Array.from({ length: 31 }, (_, at) => `${at}.ts`)
  const root = temporaryTree({ '.git/': '', 'package.json': manifest('eslint') })
  expect(nextCommands(many, root)).toEqual(['git ls-files -zmo --exclude-standard | xargs -0 npx eslint'])
})
