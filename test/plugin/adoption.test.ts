import { join, resolve } from 'node:path'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { follow } from '../package/readme.ts'
import { LocalProject } from './local-project.ts'

const PAGE = resolve(import.meta.dirname, '../../docs/adoption.md')

// `npx vitest run test/plugin/adoption.test.ts -u` writes what the commands print now into the page.
test('the page does what it says, step by step', { timeout: 240_000 }, async () => {
  const page = readFileSync(PAGE, 'utf8')
  const project = new LocalProject()
  const written = follow(page, project)
  await expect(written).toMatchFileSnapshot(PAGE)
  const counts = [...written.matchAll(/^```json\n([^]*?)```/gm)].map(([, text]) => JSON.parse(text!) as object)
  const [before, after] = counts.map((files) => Object.keys(files).sort())
  expect(before).toEqual(['src/complete.js', 'src/credits.js'])
  expect(after).not.toContain('src/credits.js')
  expect(readFileSync(join(project.folder, 'src/credits.js'), 'utf8')).toContain('PaymentRequiredError')
})
