import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'

import ts from 'typescript'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const JSCODESHIFT = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js')
const PACKAGE = 'node_modules/eslint-plugin-http-errors'
const TRANSFORM = `${PACKAGE}/codemods/add-402-handling.cjs`

const TYPESCRIPT = `import type { User } from './user'

export async function loadUser(id: string): Promise<User> {
  const res = await fetch(\`/users/\${id}\`)
  if (!res.ok) {
    throw new Error(<string>'No such user')
  }
  return res.json()
}
`
const SCRIPT = TYPESCRIPT.replace(/^import.*\n\n/, '').replace(': string', '').replace(': Promise<User>', '').replace('<string>', '')
const BRANCH = `  if (res.status === 402) {
    throw await PaymentRequiredError.from(res)
  }
  if (!res.ok) {
`
const IMPORT = "import { PaymentRequiredError } from './payment-required'\n"

let project: string

/** Builds the package as its users get it, but without type checks and their time. */
function installPackage(): void {
  const target = join(project, PACKAGE)
  for (const folder of ['analysis', 'source', 'codemods']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || !path.endsWith('.ts')) continue
      const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, rewriteRelativeImportExtensions: true },
      })
      const output = join(target, 'dist', relative(ROOT, path).replace(/\.ts$/, '.js'))
      mkdirSync(dirname(output), { recursive: true })
      writeFileSync(output, outputText)
    }
  }
  cpSync(join(ROOT, 'codemods/templates'), join(target, 'codemods/templates'), { recursive: true })
  for (const file of ['add-402-handling.cjs', 'load.cjs']) cpSync(join(ROOT, 'codemods', file), join(target, 'codemods', file))
  cpSync(join(ROOT, 'package.json'), join(target, 'package.json'))
  for (const name of ['@babel', 'get-tsconfig', 'resolve-pkg-maps']) symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name))
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'jscodeshift-'))
  installPackage()
}, 60_000)

afterAll(() => {
  rmSync(project, { recursive: true })
})

beforeEach(() => {
  rmSync(join(project, 'src'), { recursive: true, force: true })
  mkdirSync(join(project, 'src'))
  writeFileSync(join(project, 'package.json'), '{ "name": "app" }')
  writeFileSync(join(project, 'src/load.ts'), TYPESCRIPT)
  writeFileSync(join(project, 'src/other.ts'), 'export const n = 1\n')
})

function jscodeshift(transform: string, ...flags: string[]): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [JSCODESHIFT, '-t', transform, ...flags, 'src'], {
    cwd: project,
    encoding: 'utf8',
    // In CI it has colours even where nobody looks.
    env: { ...process.env, NO_COLOR: '1' },
  })
  expect(stderr).toBe('')
  return { status, stdout }
}

const read = (path: string): string => readFileSync(join(project, path), 'utf8')

describe('npx jscodeshift', () => {
  test.each([[[]], [['--no-babel']], [['--run-in-band']], [['--parser=tsx']]])('with %j', (flags) => {
    writeFileSync(join(project, 'src/script.js'), SCRIPT)
    const { status, stdout } = jscodeshift(TRANSFORM, ...flags)
    expect(status).toBe(0)
    expect(stdout).toContain('0 errors')
    expect(stdout).toContain('2 ok')
    const output = read('src/load.ts')
    expect(output).toBe(
      TYPESCRIPT.replace("'./user'\n", `'./user'\n${IMPORT}`).replace('  if (!res.ok) {\n', BRANCH),
    )
    expect(read('src/script.js')).toBe(`${IMPORT}\n${SCRIPT.replace('  if (!res.ok) {\n', BRANCH)}`)
    expect(existsSync(join(project, 'src/payment-required.ts'))).toBe(true)

    expect(jscodeshift(TRANSFORM, ...flags).stdout).toContain('0 ok')
    expect(read('src/load.ts')).toBe(output)
  })

  test('through a stub of one line, by its bare name', () => {
    writeFileSync(join(project, 'add-402-handling'), `module.exports = require('./${TRANSFORM}')\n`)
    expect(jscodeshift('add-402-handling').stdout).toContain('1 ok')
    expect(read('src/load.ts')).toContain(BRANCH)
  })

  test('--dry changes no file and writes none', () => {
    expect(jscodeshift(TRANSFORM, '--dry').stdout).toContain('1 ok')
    expect(read('src/load.ts')).toBe(TYPESCRIPT)
    expect(readdirSync(join(project, 'src')).sort()).toEqual(['load.ts', 'other.ts'])
  })

  test('flags reach the codemod', () => {
    jscodeshift(TRANSFORM, '--payment-module=@/errors')
    expect(read('src/load.ts')).toContain("import { PaymentRequiredError } from '@/errors'")
    expect(existsSync(join(project, 'src/payment-required.ts'))).toBe(false)
  })

  test('sites that are left alone are reported with their line', () => {
    writeFileSync(join(project, 'src/load.ts'), TYPESCRIPT.replace("throw new Error(<string>'No such user')", 'return null as never'))
    const { stdout } = jscodeshift(TRANSFORM, '--silent', '--non-throwing=report')
    expect(stdout).toMatch(/REP src\/load\.ts src\/load\.ts:4 guard-returns-a-value: The failure path returns a value/)
  })

  test('tests are left alone, and said to be, unless they are asked for', () => {
    writeFileSync(join(project, 'src/load.test.ts'), TYPESCRIPT)
    writeFileSync(join(project, 'src/other.test.ts'), 'export const n = 1\n')
    const { stdout } = jscodeshift(TRANSFORM, '--silent')
    expect(stdout).toContain('REP src/load.test.ts src/load.test.ts passed over: a test (--tests=edit edits it, too)')
    expect(stdout).not.toContain('other.test.ts')
    expect(read('src/load.test.ts')).toBe(TYPESCRIPT)
    jscodeshift(TRANSFORM, '--tests=edit')
    expect(read('src/load.test.ts')).toContain(BRANCH)
  })

  test('a file that can not be parsed is an error, and the others go on', () => {
    writeFileSync(join(project, 'src/broken.ts'), 'const res = await fetch(\n')
    const { status, stdout } = jscodeshift(TRANSFORM, '--fail-on-error')
    expect(status).toBe(1)
    expect(stdout).toContain('1 errors')
    expect(read('src/load.ts')).toContain(BRANCH)
  })
})
