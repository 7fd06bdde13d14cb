import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { CODEMODS } from '../../cli/codemods.ts'
import { ExitCode } from '../../cli/exit-codes.ts'
import { temporaryTree } from '../source/temporary-tree.ts'
import { run } from './command.ts'

const docs = (path: string): string => readFileSync(resolve(import.meta.dirname, '../../docs', path), 'utf8')
const PAGE = docs('command.md')

const flagsIn = (text: string): string[] => [...text.matchAll(/^(?:\| `| {2})(--[\w-]+)/gm)].map(([, flag]) => flag!).sort()

test.each(CODEMODS)('$name: its help and the pages name the same flags', ({ name, flags }) => {
  const { stdout } = run(temporaryTree({}), [name, '--help'])
  const own = new Set(flags().map(({ long }) => long!))
  const shared = flagsIn(stdout).filter((flag) => !own.has(flag))
  expect(flagsIn(PAGE)).toEqual(shared)
  for (const flag of flagsIn(docs(`codemods/${name}.md`))) expect([...own, ...shared]).toContain(flag)
})

test('each exit code has its line', () => {
  const part = PAGE.split('## Exit codes')[1]!.split('\n## ')[0]!
  expect([...part.matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(ExitCode))
})

test('the commands of the page are no nonsense to a shell', () => {
  const commands = [...PAGE.matchAll(/^```sh\n([^]*?)```/gm)].map(([, command]) => command!)
  expect(commands.length).toBeGreaterThan(2)
  for (const command of commands) expect(spawnSync('bash', ['-n'], { input: command }).status).toBe(0)
})
