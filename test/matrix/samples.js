/** The same code for every parser: line 1 is the parser's own, what is reported stands in the same lines and columns. */
const CODE = `export async function loadPlan(id) {
  const response = await fetch(\`https://api.example.com/plans/\${id}\`)
  if (!response.ok) throw new Error('Kein Tarif für diese Nummer 🙁')
  return response.json()
}

export async function summarize(text) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await fetch('https://api.example.com/summaries', { method: 'POST', body: text })
    if (response.ok) return response.text()
  }
  throw new Error('No summary')
}

export async function pay(invoice) {
  const response = await fetch(\`https://api.example.com/invoices/\${invoice}\`)
  if (response.status === 402) return { declined: await response.json() }
  if (!response.ok) throw new Error('Not paid')
  return response.json()
}
`

/** By path: the folder chooses the parser, see `config`. */
export const SAMPLES = {
  'espree/plan.js': `// espree\n${CODE}`,
  'espree/plan.jsx': `// espree\n${CODE}export const Plan = ({ id }) => <a onClick={() => loadPlan(id)}>Plan</a>\n`,
  'typescript/plan.ts': `type Id = string\n${CODE}`,
  'typescript/plan.tsx': `type Id = string\n${CODE}export const Plan = ({ id }: { id: Id }) => <a onClick={() => loadPlan(id)}>Plan</a>\n`,
  'typescript/plan.js': `// typescript-eslint\n${CODE}`,
  'babel/plan.js': `// babel\n${CODE}`,
  'babel/plan.jsx': `// babel\n${CODE}export const Plan = ({ id }) => <a onClick={() => loadPlan(id)}>Plan</a>\n`,
  'vue/Plan.vue': `<script>\n${CODE}</script>\n<template><p>Plan</p></template>\n`,
  'vue/PlanTs.vue': `<script lang="ts">\n${CODE}</script>\n<template><p>Plan</p></template>\n`,
  'svelte/Plan.svelte': `<script context="module">\n${CODE}</script>\n<p>Plan</p>\n`,
}

/** An ESLint configuration for all of them. */
export const CONFIG = `
import babel from '@babel/eslint-parser'
import typescript from '@typescript-eslint/parser'
import httpErrors from 'eslint-plugin-http-errors'
import svelte from 'svelte-eslint-parser'
import vue from 'vue-eslint-parser'

const jsx = { ecmaFeatures: { jsx: true } }
export default [
  { files: ['espree/**/*.{js,jsx}'], languageOptions: { parserOptions: jsx } },
  { files: ['typescript/**/*.{js,ts,tsx}'], languageOptions: { parser: typescript, parserOptions: jsx } },
  { files: ['babel/**/*.{js,jsx}'], languageOptions: { parser: babel, parserOptions: { requireConfigFile: false, babelOptions: { parserOpts: { plugins: ['jsx'] } } } } },
  { files: ['vue/**/*.vue'], languageOptions: { parser: vue, parserOptions: { parser: { js: 'espree', ts: '@typescript-eslint/parser' }, sourceType: 'module' } } },
  { files: ['svelte/**/*.svelte'], languageOptions: { parser: svelte } },
  { ...httpErrors.configs.strict, files: ['**/*.{js,jsx,ts,tsx,vue,svelte}'] },
]
`

/** As a CommonJS configuration: \`require\` gives the plugin itself. */
export const COMMONJS = `
const httpErrors = require('eslint-plugin-http-errors')
module.exports = [{ ...httpErrors.configs.strict, files: ['espree/**/*.js'] }]
`

/** For oxlint, which reads no configs of plugins. */
export const OXLINT = JSON.stringify({
  jsPlugins: ['eslint-plugin-http-errors'],
  categories: { correctness: 'off' },
  rules: {
    'http-errors/no-retry-on-402': 'error',
    'http-errors/require-402-handling': ['error', { report: ['blind', 'text', 'unchecked', 'grouped'] }],
  },
})
