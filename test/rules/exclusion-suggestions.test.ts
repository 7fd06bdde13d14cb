import { Linter } from 'eslint'
import { expect, it, vi } from 'vitest'

import { analyse, type AnalysisOptions, type FileFindings } from '../../analysis/index.ts'
import { Judge } from '../../codemods/exclusions/judge.ts'
import plugin from '../../index.ts'
import { parseSource } from '../../source/parse.ts'

/** Two loops that ask one predicate: the first is reported, the second leaves a 402 out. */
const CODE = `const isFinal = (status) => status === 404

export async function loadPlan() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('/api/plan')
    if (res.ok) return res.json()
    if (isFinal(res.status)) return null
  }
  return null
}

export async function waitForExport() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('/api/export')
    if (res.ok) return true
    if (!isFinal(res.status)) return false
  }
  return false
}
`

function retriesOf(code: string, retries: AnalysisOptions['retries'] = 'all'): string[] {
  return analyse(parseSource(code, 'plan.js'), code, { retries }).retries.map(({ verdict }) => verdict)
}

it('are judged by all retries of the file, those too that the rule says nothing of', () => {
  const judged = new Set<string>()
  const spy = vi.spyOn(Judge.prototype, 'accepts')
  const [message, ...more] = new Linter().verify(CODE, [{ plugins: { 'http-errors': plugin }, rules: { 'http-errors/no-retry-on-402': 'error' } }], 'plan.js')
  for (const judge of spy.mock.contexts as unknown as { before: FileFindings }[]) judged.add(judge.before.retries.map(({ verdict }) => verdict).join())
  spy.mockRestore()
  expect(more).toEqual([])
  expect(retriesOf(CODE, 'after status')).toEqual(['blanket'])
  expect([...judged]).toEqual(['blanket,filtered'])
  const suggestions = message?.suggestions ?? []
  expect(suggestions.length).toBeGreaterThan(0)
  for (const { fix: { range, text } } of suggestions) expect(retriesOf(CODE.slice(0, range[0]) + text + CODE.slice(range[1]))).toEqual(['filtered', 'filtered'])
})
