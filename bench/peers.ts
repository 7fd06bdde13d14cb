import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { ESLint, Linter } from 'eslint'

import { FOLDER, ROOT } from './folder.ts'

/** Rules that are measured together. */
export interface Contender {
  /** As the tables name it, and as its rules are prefixed. */
  readonly name: string
  readonly plugin: ESLint.Plugin
  readonly rules: Linter.RulesRecord
}

/** Installs what `bench/package.json` names, unless that is done. @throws {Error} where npm fails */
export function installPeers(): void {
  const wanted = readFileSync(join(ROOT, 'bench/package.json'), 'utf8')
  const installed = join(FOLDER, 'installed.json')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return
  console.error('Installing the peers')
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), wanted)
  // Their own peers (ESLint, TypeScript) are the project's, in the folders above.
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...flags], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(installed, wanted)
}

/** What is measured: all our rules first, then the peers. */
export async function contenders(): Promise<Contender[]> {
  const ours = await load('eslint-plugin-http-errors')
  const promise = await load(installed('eslint-plugin-promise'))
  return [
    { name: 'http-errors', plugin: ours, rules: presetOf(ours, 'all') },
    { name: 'promise', plugin: promise, rules: presetOf(promise, 'flat/recommended') },
    { name: 'sonarjs', plugin: await load(installed('eslint-plugin-sonarjs')), rules: { 'sonarjs/cognitive-complexity': 'error' } },
    {
      name: 'react-doctor',
      plugin: await load(installed('oxlint-plugin-react-doctor')),
      rules: { 'react-doctor/no-fetch-response-used-without-status-check': 'error' },
    },
  ]
}

async function load(specifier: string): Promise<ESLint.Plugin> {
  const module = (await import(specifier)) as { default: ESLint.Plugin }
  return module.default
}

function installed(name: string): string {
  return pathToFileURL(createRequire(join(FOLDER, 'package.json')).resolve(name)).href
}

function presetOf(plugin: ESLint.Plugin, name: string): Linter.RulesRecord {
  const preset = plugin.configs?.[name] as Linter.Config | undefined
  if (!preset?.rules) throw new Error(`No rules in the preset ${name}.`)
  return preset.rules as Linter.RulesRecord
}
