import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { expect, it } from 'vitest'

it('has fixtures that type-check, as `npx tsc -p test/oracle/fixtures` says', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const project = join(import.meta.dirname, 'fixtures')
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})
