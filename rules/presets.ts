import type { Linter, Rule } from 'eslint'

import type { Presets } from './create-rule.ts'

export type Preset = 'recommended' | 'strict' | 'all'

/** The rules of a preset, as their own `meta.docs` says; `all` has every rule, as strict as it can be. */
export function presetRules(rules: Readonly<Record<string, Rule.RuleModule>>, preset: Preset, namespace: string): Linter.RulesRecord {
  const entries: [string, Linter.RuleEntry][] = []
  for (const [name, { meta }] of Object.entries(rules)) {
    const { recommended, strict } = meta?.docs as unknown as Presets<object>
    const isIn = preset === 'all' || (preset === 'strict' ? strict !== false : recommended)
    if (!isIn) continue
    const options = preset === 'recommended' || typeof strict === 'boolean' ? [] : [strict]
    entries.push([`${namespace}/${name}`, ['error', ...options]])
  }
  return Object.fromEntries(entries)
}
