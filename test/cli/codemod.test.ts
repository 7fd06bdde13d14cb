import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { temporaryTree, type Tree, writeTree } from '../source/temporary-tree.ts'
import { buildCommand, MAIN, run, type Result } from './command.ts'
import { commitAll, git } from './repository.ts'

const BAD = `export async function loadUser(id) {
  const response = await fetch('https://api.example.com/users/' + id)
  if (!response.ok) throw new Error('Failed to load')
  return response.json()
}
`
const BRANCH = `  if (response.status === 402) {
    throw await PaymentRequiredError.from(response)
  }
`
const IMPORT = "import { PaymentRequiredError } from './payment-required'\n"
const EDITED = `${IMPORT}\n${BAD.replace('  if (!response.ok)', `${BRANCH}  if (!response.ok)`)}`
const GOOD = BAD.replace('  if (', '  if (response.status === 402) return null\n  if (')
/** No codemod can edit it in safety. */
const LEFT = `export const loadName = (id) =>
  fetch('https://api.example.com/names/' + id).then(({ ok, json }) => {
    if (!ok) throw new Error('Failed to load')
    return json()
  })
`
const PROJECT: Tree = {
  'package.json': '{ "name": "app", "devDependencies": { "typescript": "*", "prettier": "*", "eslint": "*" } }',
  'tsconfig.json': '{}',
  'src/user.ts': BAD,
  'src/good.ts': GOOD,
  'src/left.ts': LEFT,
  'src/none.ts': 'export const none = 1\n',
}

function codemod(root: string, ...args: string[]): Result {
  return run(root, ['add-402-handling', ...args])
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const records = ({ stdout }: Result) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

/** The report without its durations. */
const withoutTimes = (text: string): string => text.replaceAll(/\d+\.\d s$/gm, '0.1 s')

test('edits, says what it did and what is to be run next', () => {
  const root = temporaryTree(PROJECT)
  const { code, stdout, stderr } = codemod(root, 'src')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(withoutTimes(stdout)).toBe(`src/left.ts
         2  left alone  fetch('https://api.example.com/names/' + id)
            destructured-response: Only parts of the response were kept by destructuring; keep the response itself in
            a variable.

src/user.ts
         4  edited      fetch('https://api.example.com/users/' + id)

add-402-handling
  branch           1   in 1 file · src/payment-required.ts written
  left alone       1   1 destructured-response
  files            4   0.1 s

Next, on what was written:
  npx prettier --write src/user.ts src/payment-required.ts
  npx eslint src/user.ts src/payment-required.ts
  npx tsc --noEmit
`)
  expect(read(root, 'src/user.ts')).toBe(EDITED)
  expect(read(root, 'src/payment-required.ts')).toContain('export class PaymentRequiredError')
  expect(readdirSync(join(root, 'src')).sort()).toEqual(['good.ts', 'left.ts', 'none.ts', 'payment-required.ts', 'user.ts'])

  const again = codemod(root, 'src')
  expect(again).toMatchObject({ code: 0, stderr: '' })
  expect(again.stdout).toContain('  branches         0\n')
  expect(read(root, 'src/user.ts')).toBe(EDITED)
})

describe('what writes nothing', () => {
  const untouched = (root: string): void => {
    expect(read(root, 'src/user.ts')).toBe(BAD)
    expect(readdirSync(join(root, 'src')).sort()).toEqual(['good.ts', 'left.ts', 'none.ts', 'user.ts'])
  }

  test('--dry', () => {
    const root = temporaryTree(PROJECT)
    const { code, stdout } = codemod(root, '--dry', 'src')
    expect(code).toBe(0)
    expect(stdout).toContain("src/user.ts\n         4  to edit     fetch('https://api.example.com/users/' + id)\n")
    expect(stdout).toContain('add-402-handling: nothing was written\n  branch           1   in 1 file · src/payment-required.ts would be written\n')
    expect(stdout).not.toContain('Next')
    untouched(root)
  })

  test('--check ends with 1 where something would be edited, and with 0 where nothing would', () => {
    const root = temporaryTree(PROJECT)
    expect(codemod(root, '--check', 'src').code).toBe(1)
    untouched(root)
    expect(codemod(root, '--check', 'src/left.ts', 'src/good.ts').code).toBe(0)
    expect(codemod(root, 'src').code).toBe(0)
    expect(codemod(root, '--check', 'src').code).toBe(0)
  })

  test('--diff: standard output can be applied, the report is on standard error', () => {
    const root = temporaryTree(PROJECT)
    commitAll(root)
    const { code, stdout, stderr } = codemod(root, '--diff', 'src')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^--- \/dev\/null\n\+\+\+ b\/src\/payment-required\.ts\n/)
    expect(stdout).toContain(`--- a/src/user.ts\n+++ b/src/user.ts\n@@ -1,5 +1,10 @@\n+${IMPORT}+\n`)
    expect(stderr).toContain('4  to edit')
    untouched(root)
    writeFileSync(join(root, 'a.diff'), stdout)
    git(root, 'apply', 'a.diff')
    expect(read(root, 'src/user.ts')).toBe(EDITED)
    expect(codemod(root, '--diff', '--check', 'src').code).toBe(0)
  })

  test('--check --diff', () => {
    const root = temporaryTree(PROJECT)
    const { code, stdout } = codemod(root, '--check', '--diff', 'src/user.ts')
    expect(code).toBe(1)
    expect(stdout).toContain('+++ b/src/user.ts')
    untouched(root)
  })
})

test('--print shows the new texts; as under jscodeshift it writes them, too, unless --dry', () => {
  const root = temporaryTree({ ...PROJECT, 'src/payment-required.ts': 'export class PaymentRequiredError extends Error {\n  static async from(response: Response): Promise<PaymentRequiredError> {\n    return new PaymentRequiredError(response.statusText)\n  }\n}\n' })
  expect(codemod(root, '--print', '--dry', 'src')).toMatchObject({ code: 0, stdout: EDITED })
  expect(read(root, 'src/user.ts')).toBe(BAD)
  expect(codemod(root, '--print', 'src')).toMatchObject({ code: 0, stdout: EDITED })
  expect(read(root, 'src/user.ts')).toBe(EDITED)
})

test('--json', () => {
  const tree = { ...PROJECT, 'src/types.d.ts': 'export {}', 'src/broken.ts': 'fetch(', 'src/gen.ts': '// @generated\n' }
  const root = temporaryTree(tree)
  const result = codemod(root, '--json', '--diff', 'src', 'src/types.d.ts')
  expect(result.code).toBe(2)
  const [broken, generated, left, declaration, site, file, created, summary, ...more] = records(result)
  expect(more).toEqual([])
  expect(broken).toEqual({ kind: 'failure', path: 'src/broken.ts', message: 'could not be parsed: Unexpected token', line: 1, column: 7 })
  expect(generated).toEqual({ kind: 'passed-over', path: 'src/gen.ts', reason: 'generated code' })
  expect(left).toMatchObject({ kind: 'left-alone', path: 'src/left.ts', line: 2, column: 3, reason: 'destructured-response' })
  expect(left!['message']).toMatch(/^Only parts of the response/)
  expect(declaration).toEqual({ kind: 'passed-over', path: 'src/types.d.ts', reason: 'a type declaration' })
  expect(site).toEqual({ kind: 'edit', path: 'src/user.ts', line: 4, column: 26, request: "fetch('https://api.example.com/users/' + id)" })
  expect(file).toMatchObject({ kind: 'file', path: 'src/user.ts', action: 'edit', written: false })
  expect(file!['diff']).toMatch(/^--- a\/src\/user\.ts\n/)
  expect(created).toMatchObject({ kind: 'file', path: 'src/payment-required.ts', action: 'create', written: false })
  expect(summary).toEqual({
    kind: 'summary', codemod: 'add-402-handling', files: 7, edited: 1, created: 1, edits: 1, leftAlone: 1, passedOver: 2, failed: 1, written: false,
  })

  const written = records(codemod(root, '--json', '--print', 'src/user.ts'))
  expect(written.find(({ kind }) => kind === 'file')).toEqual({
    kind: 'file', path: 'src/user.ts', action: 'edit', written: true, output: EDITED,
  })
})

describe('git', () => {
  test('files with changes that are not committed stop it, by name, until --force', () => {
    const root = temporaryTree(PROJECT)
    commitAll(root)
    writeTree(root, { 'src/good.ts': `${GOOD}\n`, 'src/new.ts': BAD, 'package.json': '{}' })
    const { code, stdout, stderr } = codemod(root, 'src')
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(
      'src/good.ts: has changes that are not committed\nsrc/new.ts: is not known to git\n' +
        'Nothing was written. Commit or stash first, so that the edits can be told from yours, or pass --force.\n',
    )
    expect(read(root, 'src/user.ts') + read(root, 'src/new.ts')).toBe(BAD + BAD)
    expect(codemod(root, '--force', 'src')).toMatchObject({ code: 0, stderr: '' })
    expect(read(root, 'src/user.ts')).toBe(EDITED)
    expect(read(root, 'src/new.ts')).toBe(EDITED)
  })

  test('what is not committed elsewhere does not matter, nor where nothing is to be edited or written', () => {
    const root = temporaryTree(PROJECT)
    commitAll(root)
    writeTree(root, { 'package.json': '{ "name": "other" }', 'src/good.ts': `${GOOD}\n` })
    expect(codemod(root, 'src/good.ts', 'src/left.ts').code).toBe(0)
    expect(codemod(root, '--dry', 'src').code).toBe(0)
    expect(codemod(root, '--check', 'src').code).toBe(1)
    expect(codemod(root, 'src/user.ts')).toMatchObject({ code: 0, stderr: '' })
    expect(git(root, 'status', '--short')).toContain(' M src/user.ts')
  })

  test('many are only counted', () => {
    const root = temporaryTree({ ...PROJECT, ...Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`src/${at}.ts`, BAD])) })
    git(root, 'init', '-q')
    const { code, stderr } = codemod(root, 'src')
    expect(code).toBe(3)
    expect(stderr.split('\n')).toHaveLength(22)
    expect(stderr).toContain('\nAnd 14 more. Nothing was written.')
  })

  test('a git that does not answer stops it, too', () => {
    const root = temporaryTree(PROJECT)
    commitAll(root)
    const { code, stderr } = run(root, ['add-402-handling', 'src'], { PATH: '/nowhere' })
    expect(code).toBe(3)
    expect(stderr).toBe('git did not say whether all is committed: git is not installed. Nothing was written. --force does without git.\n')
    expect(read(root, 'src/user.ts')).toBe(BAD)
  })
})

describe('files that are no person\'s work', () => {
  const tree: Tree = {
    '.gitignore': 'ignored.ts\nout/\n',
    'node_modules/x/a.js': BAD,
    'dist/a.js': BAD,
    'out/a.js': BAD,
    'src/a.d.ts': BAD,
    'src/a.min.js': BAD,
    'src/ignored.ts': BAD,
    'src/generated.ts': `// @generated\n${BAD}`,
    'src/latin.js': Buffer.from(`// é\n${BAD}`, 'latin1'),
    'src/binary.js': `${BAD}//\0`,
    'src/utf16.js': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(BAD, 'utf16le')]),
    'src/huge.js': BAD + '// comment\n'.repeat(200_000),
    'src/user.ts': BAD,
  }

  test('are passed over, and counted', () => {
    const root = temporaryTree(tree)
    const { code, stdout, stderr } = codemod(root, '.')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(withoutTimes(stdout)).toContain(`
  branch           1   in 1 file · src/payment-required.ts written
  left alone       0
  passed over      7   1 UTF-16, and only UTF-8 is edited · 1 binary (it has a NUL character) · 1 build output (in dist)
                       1 generated code · 1 larger than 2 MB (2.1 MB) · 1 minified
                       1 not UTF-8, so it could not be written back as it is
  files            8   0.1 s
`)
    for (const [path, content] of Object.entries(tree)) {
      if (path !== 'src/user.ts') expect(readFileSync(join(root, path))).toEqual(Buffer.from(content as string))
    }
  })

  test('components that may hold requests, which only the rules read', () => {
    const component = `<script setup>\n${BAD}</script>\n<template><p /></template>\n`
    const root = temporaryTree({ 'src/user.ts': BAD, 'src/User.vue': component, 'src/Name.vue': '<template><p /></template>\n', 'test/Team.vue': component })
    const { code, stdout } = codemod(root, '.')
    expect(code).toBe(0)
    expect(withoutTimes(stdout)).toContain(`
  passed over      1   1 a component (.vue) with requests, which the rules report
  files            2   0.1 s
`)
    expect(readFileSync(join(root, 'src/User.vue'), 'utf8')).toBe(component)
  })

  test('tests too, unless they are asked for', () => {
    const tests = ['src/user.test.ts', 'test/user.ts', 'src/__mocks__/user.ts']
    const root = temporaryTree({ 'src/user.ts': BAD, ...Object.fromEntries(tests.map((path) => [path, BAD])) })
    expect(withoutTimes(codemod(root, '--dry', '.').stdout)).toContain(`
  branch           1   in 1 file · src/payment-required.ts would be written
  left alone       0
  passed over      3   3 a test (--tests=edit edits it, too)
`)
    expect(codemod(root, '--dry', 'src/user.test.ts').stderr).toContain('src/user.test.ts: passed over: a test (--tests=edit edits it, too)\n')
    expect(codemod(root, '--tests=edit', '.').code).toBe(0)
    for (const path of tests) expect(readFileSync(join(root, path), 'utf8')).toContain('PaymentRequiredError.from')
  })

  test('named, each says why, and nothing matched', () => {
    const root = temporaryTree(tree)
    const named = Object.keys(tree).filter((path) => path !== '.gitignore' && path !== 'src/user.ts')
    const { code, stdout, stderr } = codemod(root, ...named)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toBe(`dist/a.js: passed over: build output (in dist)
node_modules/x/a.js: passed over: a dependency (in node_modules)
out/a.js: passed over: ignored by a .gitignore
src/a.d.ts: passed over: a type declaration
src/a.min.js: passed over: minified
src/binary.js: passed over: binary (it has a NUL character)
src/generated.ts: passed over: generated code
src/huge.js: passed over: larger than 2 MB (2.1 MB)
src/ignored.ts: passed over: ignored by a .gitignore
src/latin.js: passed over: not UTF-8, so it could not be written back as it is
src/utf16.js: passed over: UTF-16, and only UTF-8 is edited
Nothing to do: each file was passed over.
`)
  })

  test('a folder that is named says why, too', () => {
    const root = temporaryTree(tree)
    const { code, stderr } = codemod(root, 'dist', 'node_modules/x', 'out', 'src')
    expect(code).toBe(0)
    expect(stderr).toBe(`dist: passed over: build output (in dist)
node_modules/x: passed over: a dependency (in node_modules)
out: passed over: ignored by a .gitignore
`)
  })

  test('a link into a dependency does not make it ours', () => {
    const root = temporaryTree({ ...tree, 'lib/x.js': { link: '../node_modules/x/a.js' } })
    expect(codemod(root, 'lib/x.js')).toMatchObject({ code: 3, stderr: expect.stringContaining('lib/x.js: passed over: a dependency') as string })
    expect(read(root, 'node_modules/x/a.js')).toBe(BAD)
  })

  test('--ignore', () => {
    const root = temporaryTree({ ...PROJECT, 'src/user.test.ts': BAD })
    expect(codemod(root, '--ignore', '*.test.ts', 'src').code).toBe(0)
    expect(read(root, 'src/user.test.ts')).toBe(BAD)
    expect(read(root, 'src/user.ts')).toBe(EDITED)
  })
})

test('mode, line ends, byte order mark and links stay', () => {
  const root = temporaryTree({
    'package.json': '{ "type": "module" }',
    'real/user.js': `\uFEFF${BAD.replaceAll('\n', '\r\n')}`,
    'src/user.js': { link: '../real/user.js' },
  })
  chmodSync(join(root, 'real/user.js'), 0o755)
  expect(codemod(root, 'src').code).toBe(0)
  const text = read(root, 'real/user.js')
  expect(text).toMatch(/^\uFEFFimport/)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text).toContain(BRANCH.replaceAll('\n', '\r\n'))
  expect(statSync(join(root, 'real/user.js')).mode & 0o777).toBe(0o755)
  expect(lstatSync(join(root, 'src/user.js')).isSymbolicLink()).toBe(true)
  expect(readdirSync(join(root, 'real'))).toEqual(['user.js'])
})

test('a file and a link to it are one', () => {
  const root = temporaryTree({ 'a.js': BAD, 'b.js': { link: 'a.js' } })
  expect(records(codemod(root, '--json', 'a.js', 'b.js')).at(-1)).toMatchObject({ edited: 1, edits: 1, failed: 0 })
  expect(read(root, 'a.js').match(/402/g)).toHaveLength(1)
})

describe('what fails is that file\'s', () => {
  test('a file that can not be parsed', () => {
    const root = temporaryTree({ ...PROJECT, 'src/broken.ts': 'fetch("/api"\n' })
    const { code, stdout, stderr } = codemod(root, 'src')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^src\/broken\.ts:2:1: could not be parsed: .+\n$/)
    expect(withoutTimes(stdout)).toContain('  files            5   1 failed · 0.1 s\n')
    expect(read(root, 'src/user.ts')).toBe(EDITED)
    expect(codemod(root, '--check', 'src').code).toBe(2)
  })

  test('a path that is not there', () => {
    const root = temporaryTree(PROJECT)
    expect(codemod(root, 'src', 'lib')).toMatchObject({ code: 2, stderr: 'lib: no such file or folder\n' })
    expect(read(root, 'src/user.ts')).toBe(EDITED)
    expect(codemod(root, 'lib')).toEqual({ code: 3, stdout: '', stderr: 'lib: no such file or folder\n' })
  })

  test('a module that can not be written keeps the files that need it as they are', () => {
    const root = temporaryTree({ ...PROJECT, 'lib': 'a file' })
    const { code, stderr } = codemod(root, '--payment-file', 'lib/payment.ts', 'src')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^src\/user\.ts: was left as it was: it needs lib\/payment\.ts, which could not be written: /)
    expect(read(root, 'src/user.ts')).toBe(BAD)
  })
})

describe('flags of add-402-handling', () => {
  test('--payment-module', () => {
    const root = temporaryTree(PROJECT)
    expect(codemod(root, '--payment-module', '@/errors', 'src').code).toBe(0)
    expect(read(root, 'src/user.ts')).toBe(EDITED.replace('./payment-required', '@/errors'))
    expect(readdirSync(join(root, 'src'))).not.toContain('payment-required.ts')
  })

  test('--payment-file', () => {
    const root = temporaryTree(PROJECT)
    expect(codemod(root, '--payment-file=lib/errors/payment.ts', 'src').code).toBe(0)
    expect(read(root, 'src/user.ts')).toBe(EDITED.replace('./payment-required', '../lib/errors/payment'))
    expect(read(root, 'lib/errors/payment.ts')).toContain('export class PaymentRequiredError')
  })
})

test.each([
  [['add-402-handling'], /missing required argument 'paths'/],
  [['add-402-handlin', 'src'], /unknown command[^]*Did you mean add-402-handling\?/],
  [['add-402-handling', '--frce', 'src'], /unknown option '--frce'[^]*Did you mean --force\?/],
  [['add-402-handling', '--payment-module', '', 'src'], /'--payment-module <specifier>' argument '' is invalid\. It is empty\./],
  [['add-402-handling', '--payment-file', 'src', 'src'], /It has to be the path of a \.ts or \.js file\./],
  [['add-402-handling', '--payment-file', 'a.d.ts', 'src'], /It has to be the path of a \.ts or \.js file\./],
  [['add-402-handling', '--payment-file', 'a.ts', '--payment-module', 'x', 'src'], /cannot be used with/],
  [['add-402-handling', '--non-throwing', 'shout', 'src'], /Allowed choices are notify, throw, report\./],
  [['add-402-handling', '--unchecked=notify', 'src'], /Allowed choices are throw, report\./],
])('wrong usage: %j', (args, message) => {
  const root = temporaryTree(PROJECT)
  const { code, stdout, stderr } = run(root, args)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(message)
  expect(read(root, 'src/user.ts')).toBe(BAD)
})

test('--help', () => {
  const { code, stdout, stderr } = codemod(temporaryTree({}), '--help')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  for (const flag of ['--tests', '--payment-module', '--payment-file', '--non-throwing', '--unchecked', '--check', '--diff', '--dry', '--print', '--json',
    '--force', '--ignore']) expect(stdout).toContain(`  ${flag}`)
  expect(stdout).toContain('1  with --check: something would be edited')
})

test('it ends quietly when its reader is gone, and all is done all the same', () => {
  buildCommand()
  const files = Array.from({ length: 200 }, (_, at) => [`src/${at}.js`, BAD])
  const root = temporaryTree(Object.fromEntries(files) as Tree)
  const script = '"$0" "$1" add-402-handling src | true; echo "${PIPESTATUS[0]}"'
  const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, MAIN], { cwd: root, encoding: 'utf8' })
  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' })
  for (const [path] of files) expect(read(root, path!)).toContain('402')
})

test('a folder may be called like a file', () => {
  const root = temporaryTree({ 'src/user.ts': BAD })
  mkdirSync(join(root, 'src/folder.ts'))
  expect(codemod(root, 'src').code).toBe(0)
})
