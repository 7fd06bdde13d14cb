import { Linter } from 'eslint'
import { expect, it, vi } from 'vitest'

import { analyse, type AnalysisOptions, type FileFindings, type RetryFinding } from '../../analysis/index.ts'
import { Judge } from '../../codemods/exclusions/judge.ts'
import plugin from '../../index.ts'
import { parseSource } from '../../source/parse.ts'
import { TWO_LOOPS } from '../codemods/exclusions/two-loops.ts'

function retriesOf(code: string, retries: AnalysisOptions['retries'] = 'all'): string[] {
  return analyse(parseSource(code, 'plan.js'), code, { retries }).retries.map(({ verdict }) => verdict)
}

/** The findings that suggestions of the rule are judged for. */
function suggestedFor(code: string): RetryFinding[] {
  const spy = vi.spyOn(Judge.prototype, 'accepts')
  new Linter().verify(code, [{ plugins: { 'http-errors': plugin }, rules: { 'http-errors/no-retry-on-402': 'error' } }], 'plan.js')
  const findings = new Set((spy.mock.contexts as unknown as { finding: RetryFinding }[]).map(({ finding }) => finding))
  spy.mockRestore()
  return [...findings]
}

it('are judged by all retries of the file, those too that the rule says nothing of', () => {
  const judged = new Set<string>()
  const spy = vi.spyOn(Judge.prototype, 'accepts')
  const [message, ...more] = new Linter().verify(TWO_LOOPS, [{ plugins: { 'http-errors': plugin }, rules: { 'http-errors/no-retry-on-402': 'error' } }], 'plan.js')
  for (const judge of spy.mock.contexts as unknown as { before: FileFindings }[]) judged.add(judge.before.retries.map(({ verdict }) => verdict).join())
  spy.mockRestore()
  expect(more).toEqual([])
  expect(retriesOf(TWO_LOOPS, 'after status')).toEqual(['blanket'])
  expect([...judged]).toEqual(['blanket,filtered'])
  const suggestions = message?.suggestions ?? []
  expect(suggestions.length).toBeGreaterThan(0)
  for (const { fix: { range, text } } of suggestions) expect(retriesOf(TWO_LOOPS.slice(0, range[0]) + text + TWO_LOOPS.slice(range[1]))).toEqual(['filtered', 'filtered'])
})

it('have to keep what is sent again after any other answer, though the report says nothing of most', () => {
  const code = `export async function loadPlan() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('/api/plan')
    if (res.ok) return res.json()
    if (res.status === 429) await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}`
  expect(suggestedFor(code).map(({ after }) => after)).toEqual([[402, 418, 500, 429]])
})

it('are left out where they fail to be made: the report stands', () => {
  const spy = vi.spyOn(Judge.prototype, 'accepts').mockImplementation(() => {
    throw new TypeError('a mistake of ours')
  })
  const messages = new Linter().verify(TWO_LOOPS, [{ plugins: { 'http-errors': plugin }, rules: { 'http-errors/no-retry-on-402': 'error' } }], 'plan.js')
  spy.mockRestore()
  expect(messages.map(({ ruleId, suggestions = [] }) => [ruleId, suggestions.length])).toEqual([['http-errors/no-retry-on-402', 0]])
})
