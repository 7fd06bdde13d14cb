import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { LocalProject } from '../plugin/local-project.ts'
import { commitAll, git } from './repository.ts'

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/ci.md'), 'utf8')
const blocks = (language: string): string[] => [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\`\`\``, 'gm'))].map(([, text]) => text!)

const BAD = `export async function load(id) {
  const response = await fetch('https://api.example.com/' + id)
  if (!response.ok) throw new Error('Not loaded')
  return response.json()
}
`
const CONFIGURATION = "import http from 'eslint-plugin-http-errors'\nexport default [http.configs.recommended]\n"

test('the recipes are YAML, JSON and shell', () => {
  const [github, gitlab] = blocks('yaml').map((text) => parse(text) as unknown) as [{ jobs: object }, Record<string, { script: string[] }>]
  expect(Object.keys(github.jobs)).toEqual(['lint'])
  expect(gitlab['http-errors']!.script).toContain('npx eslint --format gitlab .')
  for (const text of blocks('json')) expect(JSON.parse(text)).toBeTypeOf('object')
  for (const input of blocks('sh')) expect(spawnSync('bash', ['-n'], { input }).status, input).toBe(0)
})

test('what the workflow runs ends as the page says', { timeout: 180_000 }, () => {
  const project = new LocalProject({ 'eslint.config.js': CONFIGURATION, 'src/bad.js': BAD })
  const steps = [...blocks('yaml')[0]!.matchAll(/run: (npx .*)/g)].map(([, command]) => command!)
  expect(steps).toHaveLength(2)
  expect(steps.map((command) => project.run(command).code)).toEqual([1, 0])
  expect(JSON.parse(project.read('audit.sarif'))).toMatchObject({ version: '2.1.0' })
  expect(project.run('npx eslint-plugin-http-errors add-402-handling --check src').code).toBe(1)
})

test('the hook lets good files in, and bad ones not', { timeout: 180_000 }, () => {
  const project = new LocalProject({ 'eslint.config.js': CONFIGURATION, 'src/old.js': BAD })
  commitAll(project.folder)
  const hook = blocks('sh').find((text) => text.startsWith('#!/bin/sh'))!.replace(/^#.*\n/gm, '')
  project.write('src/new.js', 'export const one = 1\n')
  git(project.folder, 'add', 'src/new.js')
  expect(project.run(hook)).toEqual({ code: 0, output: '' })
  project.write('src/worse.js', BAD)
  git(project.folder, 'add', 'src/worse.js')
  const { code, output } = project.run(hook)
  expect(code).not.toBe(0)
  expect(output).toContain('src/worse.js')
  expect(output).not.toContain('src/old.js')
})
