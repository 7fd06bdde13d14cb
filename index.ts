import { createRequire } from 'node:module'

import type { ESLint, Linter } from 'eslint'

import { presetRules, type Preset } from './rules/presets.ts'
import { rules } from './rules/index.ts'

/** The plugin. Its types mention only those of `eslint`, so that `defineConfig` takes it whatever else is installed. */
export interface HttpErrorsPlugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: string }
  rules: NonNullable<ESLint.Plugin['rules']>
  configs: Record<Preset, Linter.Config>
}

const NAMESPACE = 'http-errors'
const manifest = createRequire(import.meta.url)('eslint-plugin-http-errors/package.json') as { name: string; version: string }

// The plugin without its configs: they hold it, and it holds them.
const bare = { meta: { name: manifest.name, version: manifest.version, namespace: NAMESPACE }, rules }

const plugin: HttpErrorsPlugin = Object.assign(bare, {
  configs: { recommended: config('recommended'), strict: config('strict'), all: config('all') },
})

function config(preset: Preset): Linter.Config {
  return { name: `${NAMESPACE}/${preset}`, plugins: { [NAMESPACE]: bare }, rules: presetRules(rules, preset, NAMESPACE) }
}

// `require()` of this module gives the plugin itself, as CommonJS configs and ESLint 8 expect.
export { plugin as default, plugin as 'module.exports' }
