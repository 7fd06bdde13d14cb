import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import ts from 'typescript'
import { afterAll, beforeAll, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** A project with the declarations of the plugin, ESLint, and nothing else that ESLint does not bring itself. */
let project: string

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'plugin-types-'))
  const installed = join(project, 'node_modules/eslint-plugin-http-errors')
  declare('index.ts', join(installed, 'dist'))
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'))
  for (const name of ['eslint', '@eslint', '@types/estree', '@types/json-schema']) {
    mkdirSync(join(project, 'node_modules', name, '..'), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name))
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
})

/** Writes the declarations of a source file and of those that they import, as the build does. */
function declare(path: string, folder: string): void {
  const fileName = join(ROOT, path)
  const compilerOptions = { declaration: true, isolatedDeclarations: true, rewriteRelativeImportExtensions: true }
  const { outputText } = ts.transpileDeclaration(readFileSync(fileName, 'utf8'), { fileName, compilerOptions })
  const output = join(folder, path.replace(/\.ts$/, '.d.ts'))
  mkdirSync(dirname(output), { recursive: true })
  writeFileSync(output, outputText.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
  for (const [, specifier] of outputText.matchAll(/from '(\.[^']*)'/g)) {
    const imported = join(dirname(path), specifier!.replace(/\.js$/, '.ts'))
    if (!existsSync(join(folder, imported.replace(/\.ts$/, '.d.ts')))) declare(imported, folder)
  }
}

afterAll(() => {
  rmSync(project, { recursive: true })
})

/** What tsc says of a config file, every declaration that it reads checked too. */
function check(config: string): string {
  writeFileSync(join(project, 'eslint.config.ts'), config)
  const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--preserveSymlinks']
  const target = ['--target', 'es2023', '--module', 'nodenext', 'eslint.config.ts']
  return spawnSync(process.execPath, [compiler, ...options, ...target], { cwd: project, encoding: 'utf8' }).stdout
}

it('gives presets that `defineConfig` takes', () => {
  const output = check(`
    import { defineConfig } from 'eslint/config'
    import httpErrors from 'eslint-plugin-http-errors'

    export default defineConfig([
      httpErrors.configs.recommended,
      httpErrors.configs.strict,
      httpErrors.configs.all,
      {
        files: ['src/**'],
        plugins: { 'http-errors': httpErrors },
        extends: ['http-errors/recommended'],
        settings: { 'http-errors': { paidEndpoints: ['api.example.com'] } },
        rules: { 'http-errors/require-402-handling': ['warn', { statuses: [402, 429] }] },
      },
    ])
  `)
  expect(output).toBe('')
})

it('declines presets that there are not', () => {
  const output = check(`
    import httpErrors from 'eslint-plugin-http-errors'
    export default [httpErrors.configs.lax]
  `)
  expect(output).toContain("Property 'lax' does not exist")
})
