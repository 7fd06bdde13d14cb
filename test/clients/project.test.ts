import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../cli/command.ts'

const PROJECT = join(import.meta.dirname, 'fixtures/billing')

/** What the comments of a file say: `// check axios blind // retry axios filtered`, each for its own line. */
function expected(file: string): string[] {
  return readFileSync(join(PROJECT, 'src', file), 'utf8')
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(/\/\/ ((?:check|retry) [@\w/-]+ \w+)/g)].map(([, told = '']) => `src/${file}:${index + 1} ${told}`))
}

interface AuditRecord { readonly kind: string; readonly path: string; readonly line: number; readonly client: string; readonly verdict: string }

describe('a project that uses seventeen clients and libraries', () => {
  const { stdout, stderr } = run(PROJECT, ['audit', '--json', 'src'])
  const found = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditRecord)
    .filter(({ kind }) => kind === 'check' || kind === 'retry')
    .map(({ kind, path, line, client, verdict }) => `${path}:${line} ${kind} ${client} ${verdict}`)

  for (const file of readdirSync(join(PROJECT, 'src'))) {
    it(`${file}: the audit names each site, its client and its verdict`, () => {
      expect(stderr).toBe('')
      expect(found.filter((line) => line.startsWith(`src/${file}:`)).sort()).toEqual(expected(file).sort())
    })
  }
})
