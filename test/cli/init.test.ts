import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

import { init } from '../../cli/init.ts'
import { temporaryTree, type Tree } from '../source/temporary-tree.ts'
import { run } from './command.ts'
import { FakeOutput } from './fake-output.ts'

const JSCODESHIFT = resolve(import.meta.dirname, '../../node_modules/jscodeshift/bin/jscodeshift.js')

/** The package as far as `init` knows it: the stub loads this file, whatever it does. */
const INSTALLED: Tree = {
  'node_modules/eslint-plugin-http-errors/package.json': '{ "type": "module", "exports": { "./codemods/*.cjs": "./codemods/*.cjs" } }',
  'node_modules/eslint-plugin-http-errors/codemods/add-402-handling.cjs': 'module.exports = (file) => file.source + "// seen\\n"',
  'node_modules/eslint-plugin-http-errors/codemods/exclude-402-from-retry.cjs': 'module.exports = (file) => file.source + "// seen\\n"',
}

const NAMES = ['add-402-handling', 'exclude-402-from-retry']

const WROTE = NAMES.map((name) => `Wrote ./${name}. Now run: npx jscodeshift -t ${name} src\n`).join('')

test.each([
  ['commonjs', []],
  ['commonjs', ['--no-babel']],
  ['module', []],
  ['module', ['--no-babel']],
])('after init jscodeshift finds the transform by its name: a %s project, %j', (type, flags) => {
  const root = temporaryTree({ ...INSTALLED, 'package.json': JSON.stringify({ type }), 'src/a.ts': 'f()\n' })
  expect(run(root, ['init'])).toEqual({ code: 0, stdout: WROTE, stderr: '' })
  for (const [index, name] of NAMES.entries()) {
    const shift = spawnSync(process.execPath, [JSCODESHIFT, ...flags, '-t', name, 'src'], { cwd: root, encoding: 'utf8' })
    expect(shift.stdout).toContain('1 ok')
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(`f()\n${'// seen\n'.repeat(index + 1)}`)
  }
})

test('the stub is one line of code and says what it is', () => {
  const root = temporaryTree(INSTALLED)
  run(root, ['init'])
  const lines = readFileSync(join(root, 'add-402-handling'), 'utf8').split('\n')
  expect(lines.filter((line) => line !== '' && !line.startsWith('//'))).toEqual([
    "module.exports = require('eslint-plugin-http-errors/codemods/add-402-handling.cjs')",
  ])
  expect(lines[1]).toContain('init --remove')
})

test('init twice is init once, and --remove takes the stub away', () => {
  const root = temporaryTree(INSTALLED)
  const stub = join(root, 'add-402-handling')
  run(root, ['init'])
  const first = readFileSync(stub, 'utf8')
  expect(run(root, ['init'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Renewed /) as string })
  expect(readFileSync(stub, 'utf8')).toBe(first)
  expect(run(root, ['init', '--remove'])).toEqual({ code: 0, stdout: NAMES.map((name) => `Removed ./${name}\n`).join(''), stderr: '' })
  expect(existsSync(stub)).toBe(false)
  expect(run(root, ['init', '--remove'])).toEqual({ code: 0, stdout: NAMES.map((name) => `There is no ./${name}\n`).join(''), stderr: '' })
})

test('a formatter may have gone over the stub', () => {
  const root = temporaryTree(INSTALLED)
  const stub = join(root, 'add-402-handling')
  run(root, ['init'])
  writeFileSync(stub, `${readFileSync(stub, 'utf8').replaceAll("'", '"').trimEnd()};\r\n`)
  expect(run(root, ['init', '--remove']).code).toBe(0)
  expect(existsSync(stub)).toBe(false)
})

test.each<[string, Tree[string]]>([
  ['another transform', 'module.exports = require("./mine.js")\n'],
  ['ours with more in it', "module.exports = require('eslint-plugin-http-errors/codemods/add-402-handling.cjs')\nfoo()\n"],
  ['an empty file', ''],
  ['a link', { link: 'elsewhere' }],
])('%s is neither overwritten nor removed', (_name, content) => {
  const root = temporaryTree({ ...INSTALLED, 'add-402-handling': content })
  const init = run(root, ['init'])
  expect(init).toMatchObject({ code: 2, stdout: expect.not.stringContaining('add-402-handling') as string, stderr: expect.stringContaining('is not ours') as string })
  const remove = run(root, ['init', '--remove'])
  expect(remove).toMatchObject({ code: 2, stdout: 'Removed ./exclude-402-from-retry\n', stderr: expect.stringContaining('so it stays') as string })
  if (typeof content === 'string') expect(readFileSync(join(root, 'add-402-handling'), 'utf8')).toBe(content)
  else expect(existsSync(join(root, 'elsewhere'))).toBe(false)
})

test('a folder of that name stays', () => {
  const root = temporaryTree({ ...INSTALLED, 'add-402-handling/index.js': 'mine' })
  expect(run(root, ['init']).code).toBe(2)
  expect(run(root, ['init', '--remove']).code).toBe(2)
  expect(existsSync(join(root, 'add-402-handling/index.js'))).toBe(true)
})

test('where the package is not installed, init says so: jscodeshift would only say "All done"', () => {
  const root = temporaryTree({})
  const { code, stdout, stderr } = run(root, ['init'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: WROTE })
  expect(stderr).toContain('npm install --save-dev eslint-plugin-http-errors')
})

test('a folder that can not be written to', async () => {
  const [stdout, stderr] = [new FakeOutput(), new FakeOutput()]
  expect(await init({ cwd: join(temporaryTree({}), 'gone'), env: {}, stdout, stderr })).toBe(2)
  expect(stdout.text).toBe('')
  expect(stderr.text).toBe(NAMES.map((name) => `./${name}: could not be written: no such file or folder\n`).join(''))
})
