import type { ESLint } from 'eslint'
import { expect, test } from 'vitest'

import { LocalProject } from './local-project.ts'

const BAD = `export async function load(id) {
  const response = await fetch('https://api.example.com/' + id)
  if (!response.ok) throw new Error('Not loaded')
  return response.json()
}
export async function again(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(url)
    if (response.ok) return response
  }
  throw new Error('Gave up')
}
`
const GOOD = BAD.slice(0, BAD.indexOf('export async function again')).replace('  if (', '  if (response.status === 402) return null\n  if (')

/** What ESLint found, by file, in a fixed order. Without the texts, which come only where there are findings. */
function findings(project: LocalProject, flags: string): object[] {
  const { code, output } = project.run(`npx eslint --format json ${flags} src 2>warnings.txt`)
  expect(code, output).toBe(1)
  const results = JSON.parse(output) as ESLint.LintResult[]
  return results.map(({ filePath, messages }) => ({ filePath, messages })).sort((a, b) => (a.filePath < b.filePath ? -1 : 1))
}

test('in parallel, cached, and from the cache the findings are the same', { timeout: 240_000 }, () => {
  const project = new LocalProject({
    'eslint.config.js': "import http from 'eslint-plugin-http-errors'\nexport default [http.configs.strict]\n",
    ...Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`src/${at}.js`, at % 3 === 0 ? GOOD : BAD])),
  })
  const alone = findings(project, '')
  expect(alone).toHaveLength(24)
  expect(alone.filter((file) => (file as ESLint.LintResult).messages.length > 0)).toHaveLength(16)
  expect(findings(project, '--concurrency 2')).toEqual(alone)
  const cached = '--concurrency 2 --cache --cache-strategy content'
  expect(findings(project, cached)).toEqual(alone)
  expect(findings(project, cached)).toEqual(alone)

  // What the cache holds is ours no longer when the file is another.
  project.write('src/1.js', GOOD)
  const changed = findings(project, cached)
  expect(changed).toEqual(findings(project, ''))
  expect(changed).not.toEqual(alone)
})
