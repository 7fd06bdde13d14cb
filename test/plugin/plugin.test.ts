import { readFileSync } from 'node:fs'

import { ESLint, Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import { describe, expect, it } from 'vitest'

import plugin from '../../index.ts'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Record<string, string>
const presets = Object.entries(plugin.configs)

const BLIND = "export const load = async () => {\n  const res = await fetch('/x')\n  if (!res.ok) throw new Error('x')\n  return res.json()\n}\n"

describe('the plugin', () => {
  it('says what it is', () => {
    expect(plugin.meta).toEqual({ name: manifest['name'], version: manifest['version'], namespace: 'http-errors' })
  })

  it('is what its module exports for `require`', async () => {
    const module = (await import('../../index.ts')) as Record<string, unknown>
    expect(Object.keys(module).sort()).toEqual(['default', 'module.exports'])
    expect(module['module.exports']).toBe(plugin)
  })

  it('loads nothing but its own files and those of Node when it is imported', () => {
    const own = ownImports(new URL('../../index.ts', import.meta.url))
    expect(own.size).toBeGreaterThan(50)
    expect([...foreignImports(own)].sort()).toEqual(['node:fs', 'node:module', 'node:path'])
  })
})

/** What a source file imports at run time: `verbatimModuleSyntax` leaves out `import type` and nothing else. */
function importsOf(file: URL): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export) (?!type )(?:[^'\n]*|\{[^}]*\}) ?from '([^']+)'/gm)].map((match) => match[1]!)
}

/** A file and all of this project's files that it leads to. */
function ownImports(file: URL, found = new Map<string, URL>()): Map<string, URL> {
  if (found.has(file.href)) return found
  found.set(file.href, file)
  for (const specifier of importsOf(file)) if (specifier.startsWith('.')) ownImports(new URL(specifier, file), found)
  return found
}

function foreignImports(files: ReadonlyMap<string, URL>): Set<string> {
  return new Set([...files.values()].flatMap(importsOf).filter((specifier) => !specifier.startsWith('.')))
}

describe.each(presets)('the preset %s', (name, config) => {
  it('names only rules that there are', () => {
    const named = Object.keys(config.rules ?? {})
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((rule) => !(rule.replace(/^http-errors\//, '') in plugin.rules))).toEqual([])
  })

  it('has its own name and the plugin', () => {
    expect(config.name).toBe(`http-errors/${name}`)
    expect(config.plugins?.['http-errors']).toBe(plugin)
  })

  it('is taken by ESLint, and reports', () => {
    const messages = new Linter().verify(BLIND, [config])
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['http-errors/require-402-handling'])
  })

  it('can be extended by name', async () => {
    const overrideConfig = defineConfig([{ files: ['**/*.js'], plugins: { 'http-errors': plugin }, extends: [`http-errors/${name}`] }])
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig })
    const [result] = await eslint.lintText(BLIND, { filePath: 'file.js' })
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['http-errors/require-402-handling'])
  })
})

it('has presets that grow from one to the next', () => {
  expect(presets.map(([name, { rules }]) => [name, rules])).toEqual([
    [
      'recommended',
      { 'http-errors/no-retry-on-402': ['error'], 'http-errors/require-402-handling': ['error'] },
    ],
    [
      'strict',
      {
        'http-errors/no-retry-on-402': ['error'],
        'http-errors/require-402-handling': ['error', { report: ['blind', 'text', 'unchecked', 'grouped'], certainty: 'likely' }],
      },
    ],
    [
      'all',
      {
        'http-errors/no-retry-on-402': ['error'],
        'http-errors/require-402-handling': ['error', { report: ['blind', 'text', 'unchecked', 'grouped'], certainty: 'likely' }],
      },
    ],
  ])
})

it('has every rule in `all`', () => {
  expect(Object.keys(plugin.configs.all.rules ?? {}).sort()).toEqual(Object.keys(plugin.rules).map((rule) => `http-errors/${rule}`).sort())
})
