import { Linter, type Rule, type SourceCode } from 'eslint'
import { describe, expect, it } from 'vitest'

import type { FileFindings } from '../../analysis/index.ts'
import { findingsFor, want, type Wanted } from '../../rules/findings.ts'

const CODE = "export async function load() {\n  const res = await fetch('/x')\n  if (!res.ok) throw new Error('x')\n  return res.json()\n}\n"

/** What two rules of one run get for a text. */
function askTwice(code: string, statuses: readonly [number, number], wanted: readonly [Wanted, Wanted] = [{ checks: ['blind'] }, {}]): FileFindings[] {
  const answers: FileFindings[] = []
  const asking = (status: number, rules: Wanted): Rule.RuleModule => ({
    create(context) {
      want(context.sourceCode, rules)
      return { 'Program:exit': () => void answers.push(findingsFor(context, status)) }
    },
  })
  const rules = { first: asking(statuses[0], wanted[0]), second: asking(statuses[1], wanted[1]) }
  new Linter().verify(code, [{ plugins: { p: { rules } }, rules: { 'p/first': 'error', 'p/second': 'error' } }])
  return answers
}

describe('findingsFor', () => {
  it('analyses a file once for all rules', () => {
    const [first, second] = askTwice(CODE, [402, 402])
    expect(first?.checks.map(({ verdict }) => verdict)).toEqual(['blind'])
    expect(second).toBe(first)
  })

  it('answers what any of the rules wants, whichever asks first', () => {
    const code = `${CODE}export async function poll() {\n  for (let tries = 0; tries < 3; tries++) {\n    const res = await fetch('/y')\n    if (res.ok) return res.json()\n  }\n}\n`
    const supposed = `${CODE}export async function use(client, id) {\n  const res = await client.take(id)\n  if (!res.ok) throw new Error('z')\n}\n`
    const told = (text: string, wanted: readonly [Wanted, Wanted]): number[] => {
      const [first, second] = askTwice(text, [402, 402], wanted)
      expect(second).toBe(first)
      return [first?.checks.length ?? 0, first?.retries.length ?? 0]
    }
    expect(told(code, [{}, {}])).toEqual([0, 0])
    expect(told(code, [{}, { retries: 'proven' }])).toEqual([0, 1])
    expect(told(code, [{ checks: ['text'] }, {}])).toEqual([0, 0])
    expect(told(code, [{ retries: 'likely' }, { checks: ['blind', 'text'] }])).toEqual([2, 1])
    expect(told(supposed, [{ checks: ['blind'] }, {}])).toEqual([1, 0])
    expect(told(supposed, [{ checks: ['blind'] }, { supposed: true }])).toEqual([2, 0])
  })

  it('says nothing of what a machine wrote', () => {
    const [first] = askTwice(`${CODE}/*${'x'.repeat(60_000)}*/`, [402, 402])
    expect(first).toEqual({ checks: [], retries: [] })
  })

  it('answers for each status by itself', () => {
    const [first, second] = askTwice(CODE, [402, 429])
    expect(first?.checks.map(({ status }) => status)).toEqual([402])
    expect(second?.checks.map(({ status }) => status)).toEqual([429])
  })

  it('keeps nothing for the next file, also where the host has one SourceCode for all of them', () => {
    const trees = [CODE, "fetch('/y')\n"].map(treeOf)
    const shared = {} as SourceCode
    const requests = trees.map(({ text, ast }) => {
      Object.assign(shared, { text, ast })
      want(shared, { checks: ['unchecked', 'blind'] })
      return findingsFor({ sourceCode: shared, settings: {} } as Rule.RuleContext, 402).checks[0]?.request
    })
    expect(requests).toEqual(["fetch('/x')", "fetch('/y')"])
  })
})

function treeOf(code: string): SourceCode {
  const linter = new Linter()
  linter.verify(code, [{}])
  return linter.getSourceCode()
}
