import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import transform from '../../codemods/add-402-handling.ts'
import { renderPaymentModule } from '../../codemods/templates/render.ts'
import { SourceSyntaxError } from '../../source/parse.ts'

const MODULE_CODE = "export async function load(url) {\n  const res = await fetch(url)\n  if (!res.ok) throw new Error('failed')\n  return res.json()\n}\n"
const SCRIPT_CODE = MODULE_CODE.replace('export ', '')
const COMMONJS_CODE = `${SCRIPT_CODE}\nmodule.exports = { load }\n`

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'payment-module-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function run(path: string, source: string, options: Record<string, unknown> = {}): { output: string | undefined; reports: string[] } {
  write({ [path]: source })
  const reports: string[] = []
  const output = transform({ path: join(folder, path), source }, { report: (message) => reports.push(message) }, { tests: 'edit', ...options })
  return { output, reports }
}

const specifierIn = (output: string | undefined): string | undefined =>
  /PaymentRequiredError\w* \} (?:from|= require\()\s*'([^']+)'/.exec(output ?? '')?.[1]

const PACKAGE = '{ "name": "app" }'
const MODULE_PACKAGE = '{ "name": "app", "type": "module" }'

const TSCONFIG = JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '@/*': ['./src/*'], '~lib/*': ['src/lib/*', 'vendor/*'], '*': ['types/*'] } } })
const importing = (...specifiers: string[]): string => specifiers.map((specifier, index) => `import { a${index} } from '${specifier}'\n`).join('') + MODULE_CODE

describe('path aliases', () => {
  test.each([
    ['a file that uses one', TSCONFIG, importing('@/lib/http'), '@/payment-required'],
    ['a file that mostly uses one', TSCONFIG, importing('@/lib/http', '../base', '@/config', './near'), '@/payment-required'],
    ['a file that mostly goes upwards', TSCONFIG, importing('@/lib/http', '../base', '../config'), '../../payment-required'],
    ['a file that uses none', TSCONFIG, importing('react', '../base'), '../../payment-required'],
    ['a file that only takes types through it', TSCONFIG, "import type { Base } from '@/lib/http'\nimport { type Other } from '@/other'\n" + MODULE_CODE, '../../payment-required'],
    ['another alias, under which the module is not', TSCONFIG, importing('~lib/http'), '../../payment-required'],
    ['an alias for a package', TSCONFIG, importing('@scope/http'), '../../payment-required'],
    ['an alias with endings', TSCONFIG, importing('@/lib/http.js'), '@/payment-required.js'],
    ['no setting', '{}', importing('@/lib/http'), '../../payment-required'],
    ['a setting that can not be read', '{ "extends": "nowhere" }', importing('@/lib/http'), '../../payment-required'],
  ])('%s', (_, tsconfig, code, specifier) => {
    write({ 'package.json': PACKAGE, 'src/a.ts': '', 'tsconfig.json': tsconfig })
    expect(specifierIn(run('src/api/v1/load.ts', code).output)).toBe(specifier)
  })

  test('a base configuration, a comment, jsconfig.json', () => {
    write({ 'package.json': PACKAGE, 'src/a.js': '', 'config/base.json': '{ "compilerOptions": { /* all */ "paths": { "#app/*": ["../src/*"], }, } }', 'jsconfig.json': '{ "extends": "./config/base.json" }' })
    expect(specifierIn(run('src/api/load.js', importing('#app/lib/http')).output)).toBe('#app/payment-required')
  })

  test('the files beside it decide where a file imports nothing from outside of its folder', () => {
    write({ 'package.json': PACKAGE, 'src/a.ts': '', 'tsconfig.json': TSCONFIG, 'src/api/other.ts': "import { b } from '@/lib/http'\nimport type { c } from '../c'\n" })
    expect(specifierIn(run('src/api/load.ts', MODULE_CODE).output)).toBe('@/payment-required')
    expect(specifierIn(run('src/load.ts', importing('@/lib/http')).output)).toBe('./payment-required')
  })

  test('an alias of the files around it, where its own leads elsewhere', () => {
    write({ 'package.json': PACKAGE, 'src/a.ts': '', 'tsconfig.json': TSCONFIG, 'src/api/other.ts': "import { b } from '@/lib/http'\n" })
    expect(specifierIn(run('src/api/v1/load.ts', importing('~lib/http')).output)).toBe('@/payment-required')
  })

  test('an import that is there is found under both spellings', () => {
    write({ 'package.json': PACKAGE, 'src/a.ts': '', 'tsconfig.json': TSCONFIG })
    const { output } = run('src/api/load.ts', `import { isPaymentRequired } from '../payment-required'\n${importing('@/lib/http', '@/lib/base')}`)
    expect(output).toContain("import { isPaymentRequired, PaymentRequiredError } from '../payment-required'")
  })
})

describe('a file that does not say how it imports', () => {
  test('the files around it decide on the ending', () => {
    write({ 'package.json': MODULE_PACKAGE, 'tsconfig.json': '{}', 'src/index.ts': "import { a } from './lib/a.js'\n" })
    expect(specifierIn(run('src/lib/agent/load.ts', MODULE_CODE).output)).toBe('../../payment-required.js')
    expect(specifierIn(run('src/lib/agent/other.ts', importing('./near')).output)).toBe('../../payment-required')
  })

  test('so do its own aliases', () => {
    write({ 'package.json': PACKAGE, 'src/a.ts': '', 'tsconfig.json': TSCONFIG })
    expect(specifierIn(run('src/api/load.ts', importing('@/lib/http.ts')).output)).toBe('@/payment-required.ts')
    expect(specifierIn(run('tools/load.ts', importing('@/../tools/base.ts')).output)).toBe('@/payment-required.ts')
  })

  test('and on the quote, where it has no string', () => {
    write({ 'package.json': PACKAGE, 'src/a.ts': 'import { b } from "./b"\n' })
    const { output } = run('src/load.ts', 'export const load = async (url: string) => {\n  const res = await fetch(url)\n  if (!res.ok) throw new Error()\n  return res\n}\n')
    expect(output).toContain('import { PaymentRequiredError } from "./payment-required"')
  })
})

describe('where the typed module goes and how it is imported', () => {
  test.each([
    ['TypeScript, src', { 'package.json': PACKAGE, 'src/a.ts': '' }, 'src/api/load.ts', MODULE_CODE, 'src/payment-required.ts', '../payment-required', 'ts'],
    ['TypeScript, no src', { 'package.json': PACKAGE }, 'lib/load.ts', MODULE_CODE, 'payment-required.ts', '../payment-required', 'ts'],
    ['TypeScript, NodeNext', { 'package.json': MODULE_PACKAGE, 'tsconfig.json': '{ // c\n "compilerOptions": { "module": "NodeNext" } }', 'src/a.ts': '' }, 'src/load.ts', MODULE_CODE, 'src/payment-required.ts', './payment-required.js', 'ts'],
    ['TypeScript, NodeNext by a base', { 'package.json': PACKAGE, 'base.json': '{ "compilerOptions": { "moduleResolution": "node16" } }', 'tsconfig.json': '{ "extends": "./base.json" }', 'src/a.ts': '' }, 'src/load.ts', MODULE_CODE, 'src/payment-required.ts', './payment-required.js', 'ts'],
    ['TypeScript, bundler', { 'package.json': MODULE_PACKAGE, 'tsconfig.json': '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" } }', 'src/a.ts': '' }, 'src/load.tsx', MODULE_CODE, 'src/payment-required.ts', './payment-required', 'ts'],
    ['a nested package', { 'package.json': PACKAGE, 'packages/web/package.json': '{ "name": "web" }', 'packages/web/src/a.ts': '' }, 'packages/web/src/x/load.ts', MODULE_CODE, 'packages/web/src/payment-required.ts', '../payment-required', 'ts'],
    ['a package.json that only names the type', { 'package.json': PACKAGE, 'src/package.json': '{ "type": "module" }' }, 'src/load.js', MODULE_CODE, 'src/payment-required.js', './payment-required.js', 'js'],
    ['TypeScript, an alias in place of src', { 'package.json': PACKAGE, 'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "~/*": ["./app/*"] } } }' }, 'app/api/load.ts', importing('~/base'), 'app/payment-required.ts', '~/payment-required', 'ts'],
    ['a file beside what the alias stands for', { 'package.json': PACKAGE, 'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./app/*"] } } }', 'app/a.ts': '' }, 'worker/load.ts', MODULE_CODE, 'app/payment-required.ts', '../app/payment-required', 'ts'],
    ['an alias for the package itself', { 'package.json': PACKAGE, 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }' }, 'lib/load.ts', importing('@/base'), 'payment-required.ts', '@/payment-required', 'ts'],
    ['an alias for another package', { 'package.json': PACKAGE, 'shared/a.ts': '', 'web/package.json': PACKAGE, 'web/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["../shared/*"] } } }' }, 'web/lib/load.ts', MODULE_CODE, 'web/payment-required.ts', '../payment-required', 'ts'],
    ['a project of its own in a package', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '', 'server/tsconfig.json': '{ "extends": "../tsconfig.json", "compilerOptions": { "outDir": "../dist" } }' }, 'server/api/load.ts', MODULE_CODE, 'server/payment-required.ts', '../payment-required', 'ts'],
    ['an application of a workspace with one package.json', { 'package.json': PACKAGE, 'apps/web/tsconfig.json': '{ "files": [] }', 'apps/web/src/a.ts': '' }, 'apps/web/src/lib/load.ts', MODULE_CODE, 'apps/web/src/payment-required.ts', '../payment-required', 'ts'],
    ['a project that takes from outside', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '', 'tools/tsconfig.json': '{ "include": [".", "../src"] }' }, 'tools/load.ts', MODULE_CODE, 'src/payment-required.ts', '../src/payment-required', 'ts'],
    ['tests with settings of their own', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '', 'test/tsconfig.json': '{}' }, 'test/load.ts', MODULE_CODE, 'src/payment-required.ts', '../src/payment-required', 'ts'],
    ['no package at all', {}, 'load.ts', MODULE_CODE, 'payment-required.ts', './payment-required', 'ts'],
    ['JavaScript, bundled', { 'package.json': PACKAGE, 'src/a.js': '' }, 'src/load.jsx', MODULE_CODE, 'src/payment-required.js', './payment-required', 'js'],
    ['JavaScript, modules', { 'package.json': MODULE_PACKAGE }, 'load.js', MODULE_CODE, 'payment-required.js', './payment-required.js', 'js'],
    ['JavaScript, .mjs', { 'package.json': PACKAGE }, 'load.mjs', MODULE_CODE, 'payment-required.mjs', './payment-required.mjs', 'js'],
    ['CommonJS', { 'package.json': PACKAGE, 'src/a.js': '' }, 'src/load.js', COMMONJS_CODE, 'src/payment-required.js', './payment-required', 'cjs'],
    ['CommonJS, in a package of modules', { 'package.json': MODULE_PACKAGE }, 'load.cjs', COMMONJS_CODE, 'payment-required.cjs', './payment-required.cjs', 'cjs'],
    ['JavaScript in a TypeScript package', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '' }, 'src/load.js', MODULE_CODE, 'src/payment-required.ts', './payment-required', 'ts'],
    ['a script beside a TypeScript package', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '' }, 'scripts/load.mjs', MODULE_CODE, 'scripts/payment-required.mjs', './payment-required.mjs', 'js'],
    ['scripts in folders of a folder, beside a TypeScript package', { 'package.json': PACKAGE, 'tsconfig.json': '{}', 'src/a.ts': '' }, 'server/model/load.js', COMMONJS_CODE, 'server/payment-required.js', '../payment-required', 'cjs'],
    ['a JavaScript package that has TypeScript for its linter', { 'package.json': '{ "name": "app", "devDependencies": { "typescript": "6" } }', 'jsconfig.json': '{}', 'src/a.js': '' }, 'src/load.jsx', MODULE_CODE, 'src/payment-required.js', './payment-required', 'js'],
    ['TypeScript by its dependencies', { 'package.json': '{ "name": "app", "devDependencies": { "typescript": "6" } }', 'src/a.ts': '' }, 'src/load.jsx', MODULE_CODE, 'src/payment-required.ts', './payment-required', 'ts'],
    ['a script without a word about modules', { 'package.json': PACKAGE }, 'load.js', SCRIPT_CODE, 'payment-required.js', './payment-required', 'cjs'],
    ['the same in a package of modules', { 'package.json': MODULE_PACKAGE }, 'load.js', SCRIPT_CODE, 'payment-required.js', './payment-required.js', 'js'],
    ['the same in TypeScript', { 'package.json': PACKAGE }, 'load.ts', SCRIPT_CODE, 'payment-required.ts', './payment-required', 'ts'],
  ] as const)('%s', (_, files, path, source, module, specifier, kind) => {
    write(files)
    const { output, reports } = run(path, source)
    expect(specifierIn(output)).toBe(specifier)
    expect(readFileSync(join(folder, module), 'utf8')).toBe(renderPaymentModule(kind))
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('payment-required')
  })

  test('a module that is there is not touched', () => {
    const mine = 'export class PaymentRequiredError extends Error {}\n'
    write({ 'package.json': PACKAGE, 'src/payment-required.ts': mine })
    expect(specifierIn(run('src/load.ts', MODULE_CODE).output)).toBe('./payment-required')
    expect(readFileSync(join(folder, 'src/payment-required.ts'), 'utf8')).toBe(mine)
  })

  test('a module that is there and lacks what a branch needs is not imported from', () => {
    write({ 'package.json': PACKAGE, 'src/payment-required.ts': 'export class PaymentRequiredError extends Error {}\n' })
    const { output, reports } = run('src/load.ts', MODULE_CODE.replace("throw new Error('failed')", 'return null'))
    expect(output).toBeUndefined()
    expect(reports[0]).toContain('load.ts:2 module-lacks-export')
  })

  test('the script of a page is left alone', () => {
    write({ 'package.json': PACKAGE })
    const { output, reports } = run('public/load.js', SCRIPT_CODE.replace('return', 'document.title = url\n  return'))
    expect(output).toBeUndefined()
    expect(reports[0]).toContain('load.js:2 not-a-module')
  })
})

describe('flags', () => {
  beforeEach(() => write({ 'package.json': PACKAGE, 'src/a.ts': '' }))

  test('--payment-module is imported as it is, and nothing is written', () => {
    const { output, reports } = run('src/load.ts', MODULE_CODE, { 'payment-module': '@acme/errors' })
    expect(output).toContain("import { PaymentRequiredError } from '@acme/errors'")
    expect(existsSync(join(folder, 'src/payment-required.ts'))).toBe(false)
    expect(reports).toEqual([])
  })

  test('--payment-file says where the module goes', () => {
    const { output } = run('src/load.ts', MODULE_CODE, { 'payment-file': join(folder, 'src/lib/due.ts') })
    expect(specifierIn(output)).toBe('./lib/due')
    expect(readFileSync(join(folder, 'src/lib/due.ts'), 'utf8')).toBe(renderPaymentModule('ts'))
  })

  test.each([['*/lib/api=axios'], [['./b=ky', './lib/api=axios']]])('--client says what a module exports: %j', (client) => {
    const code = "import { api } from './lib/api'\nexport const load = () => api.get('/x').catch(() => null)\n"
    expect(run('src/load.ts', code).output).toBeUndefined()
    expect(run('src/load.ts', code, { client }).output).toContain('isPaymentRequired(error)')
  })

  test('--dry writes nothing', () => {
    expect(run('src/load.ts', MODULE_CODE, { dry: true }).output).toContain('=== 402')
    expect(existsSync(join(folder, 'src/payment-required.ts'))).toBe(false)
  })

  test('a flag without a value is an error', () => {
    expect(() => run('src/load.ts', MODULE_CODE, { 'payment-module': true })).toThrow(/--payment-module needs a value/)
    expect(() => run('src/load.ts', MODULE_CODE, { 'payment-file': '' })).toThrow(/--payment-file needs a value/)
    expect(() => run('src/load.ts', MODULE_CODE, { client: true })).toThrow(/--client needs a value/)
    expect(() => run('src/load.ts', MODULE_CODE, { client: './a=b' })).toThrow(/'b' is no client/)
  })
})

describe('files that are not edited', () => {
  test.each([
    ['node_modules/a/index.js'], ['dist/load.js'], ['packages/a/build/load.js'], ['.next/server/load.js'],
    ['coverage/load.js'], ['load.min.js'], ['load.d.ts'], ['load.json'],
  ])('%s', (path) => {
    expect(run(path, MODULE_CODE).output).toBeUndefined()
    // The same text under a name of the user's own is edited.
    expect(run('load.js', MODULE_CODE).output).toBeDefined()
  })

  test('generated and minified ones', () => {
    expect(run('a.ts', `/* @generated by a tool */\n${MODULE_CODE}`).output).toBeUndefined()
    const long = `const table = '${'x'.repeat(9000)}'\n${MODULE_CODE}`
    expect(run('b.ts', long).output).toBeUndefined()
  })

  test('one that can not be parsed is an error', () => {
    expect(() => run('a.ts', 'const res = await fetch(')).toThrow(SourceSyntaxError)
  })
})
