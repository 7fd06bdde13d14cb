import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import manifest from '../../package.json' with { type: 'json' }
import { temporaryTree, type Tree } from '../source/temporary-tree.ts'
import { buildCommand, MAIN, run } from './command.ts'

const GOOD = 'export const load = async () => (await fetch("/api")).json()\n'

function auditOf(tree: Tree, ...args: string[]) {
  return run(temporaryTree(tree), ['audit', ...args])
}

/** The row of the summary that counts files, without the time. */
function filesRow(stdout: string): string | undefined {
  return /^ {2}files +(.*) \u00b7 \d+\.\d s$/m.exec(stdout)?.[1]
}

const USER = `export async function loadUser(id: string) {
  const response = await fetch('https://api.example.com/users/' + id)
  if (!response.ok) throw new Error('Failed to load')
  return response.json()
}

export async function loadWithRetry(url: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(url)
    if (response.ok) return response
  }
  throw new Error('Gave up')
}
`
const ORDER = `export async function order(url) {
  const response = await fetch(url)
  if (response.status === 402) throw new PaymentDue()
  if (!response.ok) throw new Error('Failed')
}
`.replaceAll('\n', '\r\n')

test('the table goes to standard output, file by file, and findings do not change the exit code', () => {
  const { code, stdout, stderr } = auditOf({ 'src/user.ts': USER, 'src/order.js': ORDER, 'src/none.js': 'f()' }, 'src')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [order, user, summary] = stdout.split('\n\n')
  expect(order).toMatch(/^src\/order\.js\n +2 {2}fetch\(url\) +fetch +handled +\S/)
  expect(user).toMatch(/^src\/user\.ts\n +2 {2}fetch\(.* +fetch +blind +\S/)
  expect(user).toMatch(/\n +8-11 {2}retry of fetch\(url\) +fetch +blanket +\S/)
  expect(user).toMatch(/\n +9 {2}fetch\(url\) +fetch +blind +\S/)
  expect(summary).toMatch(/^What happens on a 402\n {2}requests +3 {3}2 blind \u00b7 1 handled\n {2}retries +1 {3}1 blanket\n/)
  expect(filesRow(stdout)).toBe('3   2 parsed \u00b7 1 without a request')
})

test('the table is as wide as COLUMNS says', () => {
  const root = temporaryTree({ 'src/user.ts': USER })
  for (const width of [60, 80, 100, 160]) {
    const { stdout } = run(root, ['audit', 'src'], { COLUMNS: String(width) })
    const widest = Math.max(...stdout.split('\n').map((line) => line.length))
    expect(widest).toBeLessThanOrEqual(width)
    expect(widest).toBeGreaterThan(width - 25)
  }
})

test('--json writes nothing but one object a line', () => {
  const { code, stdout, stderr } = auditOf({ 'src/user.ts': USER, 'src/order.js': ORDER }, '--json', 'src')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.endsWith('}\n')).toBe(true)
  const records = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(records).toMatchObject([
    { kind: 'check', path: 'src/order.js', line: 2, column: 26, endLine: 2, client: 'fetch', verdict: 'handled', status: 402 },
    { kind: 'check', path: 'src/user.ts', line: 2, column: 26, client: 'fetch', verdict: 'blind', decisionLine: 3 },
    { kind: 'retry', path: 'src/user.ts', line: 8, column: 3, endLine: 11, client: 'fetch', verdict: 'blanket', requestLine: 9 },
    { kind: 'check', path: 'src/user.ts', line: 9, column: 28, client: 'fetch', verdict: 'blind' },
  ])
  for (const record of records) expect(record['evidence']).toMatch(/\w/)
})

test('--status asks about another one', () => {
  const tree = { 'order.js': ORDER }
  expect(auditOf(tree, '--status', '503', '.').stdout).toContain('What happens on a 503\n')
  expect(JSON.parse(auditOf(tree, '--json', '--status', '503', '.').stdout)).toMatchObject({ status: 503, verdict: 'blind' })
})

test('a file that can not be parsed is named with its place, and the others go on', () => {
  const tree = { 'a.ts': GOOD, 'b.ts': 'fetch("/api")\r\nconst b = }\r\n', 'c.js': 'try { fetch() catch {}', 'd.ts': GOOD }
  const { code, stdout, stderr } = auditOf(tree, '.')
  expect(code).toBe(2)
  expect(stderr).toBe(
    'b.ts:2:11: could not be parsed: Unexpected token\nc.js:1:15: could not be parsed: Unexpected token\n',
  )
  expect(filesRow(stdout)).toBe('4   2 parsed \u00b7 2 failed')
})

test('a file without any trace of a request is not parsed', () => {
  const { code, stdout, stderr } = auditOf({ 'a.ts': GOOD, 'b.ts': 'const b = }' }, '.')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(filesRow(stdout)).toBe('2   1 parsed \u00b7 1 without a request')
})

test('a file that can not be read is named, and the others go on', () => {
  const { code, stdout, stderr } = auditOf({ 'src/a.ts': GOOD, 'src/gone.ts': { link: 'nowhere' } }, 'src', 'lib')
  expect(code).toBe(2)
  expect(stderr).toBe('lib: no such file or folder\nsrc/gone.ts: a symbolic link that leads nowhere\n')
  expect(filesRow(stdout)).toBe('1   1 parsed')
})

test('a file that is there and can not be read is no wrong usage, one that is not there is', () => {
  expect(auditOf({ 'gone.ts': { link: 'nowhere' } }, 'gone.ts')).toEqual({
    code: 2, stdout: '', stderr: 'gone.ts: a symbolic link that leads nowhere\n',
  })
  expect(auditOf({}, 'gone.ts')).toEqual({ code: 3, stdout: '', stderr: 'gone.ts: no such file or folder\n' })
  expect(auditOf({}, '')).toEqual({ code: 3, stdout: '', stderr: 'an empty path names nothing\n' })
})

test('no file matched', () => {
  const { code, stdout, stderr } = auditOf({ 'docs/a.md': '', '.gitignore': '*.ts', 'a.ts': GOOD }, 'docs', '**/*.ts')
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toBe(
    'docs: no JavaScript or TypeScript file here, or all are ignored\n' +
      '**/*.ts: no JavaScript or TypeScript file here, or all are ignored\n',
  )
})

test('a glob without a file beside one with some is only noted', () => {
  const { code, stderr } = auditOf({ 'a.ts': GOOD }, '*.ts', '*.tsx')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '*.tsx: no JavaScript or TypeScript file here, or all are ignored\n' })
})

test('what no person wrote is passed over and counted, unless it is named', () => {
  const tree: Tree = {
    'a.ts': GOOD,
    'bundle.js': `x=1;${'f();'.repeat(2000)}`,
    'data.js': 'let a = "\0"\n',
    'huge.js': '// comment\n'.repeat(200_000),
  }
  const found = auditOf(tree, '.')
  expect(found.code).toBe(0)
  expect(found.stderr).toBe(
    'bundle.js: passed over: minified (8004 characters a line)\n' +
      'data.js: passed over: binary (it has a NUL character)\n' +
      'huge.js: passed over: larger than 2 MB (2.1 MB)\n' +
      'A file that was passed over is audited if it is named itself.\n',
  )
  expect(filesRow(found.stdout)).toBe('4   1 parsed \u00b7 3 passed over')
  const named = auditOf(tree, 'bundle.js', 'data.js', 'huge.js')
  expect({ code: named.code, stderr: named.stderr }).toEqual({ code: 0, stderr: '' })
})

test('a folder in node_modules is walked when it is named', () => {
  const tree = { '.gitignore': 'node_modules', 'node_modules/groq-sdk/src/core.ts': GOOD, 'a.ts': GOOD }
  expect(filesRow(auditOf(tree, 'node_modules/groq-sdk/src').stdout)).toBe('1   1 parsed')
  expect(filesRow(auditOf(tree, '.').stdout)).toBe('1   1 parsed')
})

test('--ignore, once and again', () => {
  const tree = { 'src/a.ts': GOOD, 'src/a.test.ts': GOOD, 'src/gen/b.ts': GOOD }
  const { stdout } = auditOf(tree, '--ignore', '*.test.ts', '--ignore', 'gen', 'src')
  expect(filesRow(stdout)).toBe('1   1 parsed')
})

test('paths are relative to the working directory, also upwards', () => {
  const root = temporaryTree({ 'src/bad.ts': 'fetch(', 'lib/': '' })
  expect(run(join(root, 'lib'), ['audit', '../src']).stderr).toContain('../src/bad.ts:1:7: could not be parsed')
  expect(run(join(root, 'lib'), ['audit', join(root, 'src/bad.ts')]).stderr).toContain('../src/bad.ts:1:7: ')
})

test.each([
  [[], /^Usage: /],
  [['audti', 'src'], /unknown command 'audti'[^]*Did you mean audit\?/],
  [['audit'], /missing required argument 'paths'/],
  [['audit', '--jsn', 'src'], /unknown option '--jsn'[^]*Did you mean --json\?/],
  [['audit', '--status', 'x', 'src'], /A status is a number from 100 to 599/],
  [['audit', '--status', '600', 'src'], /A status is a number from 100 to 599/],
  [['audit', '--status', '4e2', 'src'], /A status is a number from 100 to 599/],
  [['init', 'here'], /too many arguments/],
])('wrong usage: %j', (args, message) => {
  const { code, stdout, stderr } = run(temporaryTree({}), args)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(message)
})

test('--help and --version go to standard output', () => {
  for (const args of [['--help'], ['audit', '--help'], ['help', 'audit']]) {
    const { code, stdout, stderr } = run(temporaryTree({}), args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: [^]*Exit codes:/)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  }
  expect(run(temporaryTree({}), ['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
})

test.each(['audit .', 'audit --json .', '--help'])('%s ends quietly when its reader is gone', (command) => {
  buildCommand()
  const files = Array.from({ length: 300 }, (_, index) => [`src/${index}.ts`, GOOD.repeat(20)])
  const root = temporaryTree(Object.fromEntries(files) as Tree)
  const script = `"$0" "$1" ${command} | true; echo "\${PIPESTATUS[0]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, MAIN], { cwd: root, encoding: 'utf8' })
  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' })
})

test('--client says what a module of the program exports', () => {
  const tree = { 'src/load.ts': "import { api } from '../lib/api'\nexport const load = () => api.get('/x').catch(() => null)\n" }
  expect(filesRow(auditOf(tree, 'src').stdout)).toBe('1   1 without a request')
  expect(auditOf(tree, '--client', './b=ky', '--client', '*/lib/api=axios', 'src').stdout).toMatch(/^src\/load\.ts\n +2 {2}api\.get\('\/x'\) +axios +blind +\S/)
  const { code, stderr } = auditOf(tree, '--client', '*/lib/api=axis', 'src')
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("'axis' is no client that is known") as string })
})
