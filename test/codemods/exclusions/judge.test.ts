import { describe, expect, it } from 'vitest'

import { analyse, type AnalysisOptions } from '../../../analysis/index.ts'
import type { Edit } from '../../../codemods/edits/apply.ts'
import { Judge } from '../../../codemods/exclusions/judge.ts'
import { parseSource } from '../../../source/parse.ts'
import { TWO_LOOPS } from './two-loops.ts'

function accepts(edit: Edit, retries: Exclude<AnalysisOptions['retries'], undefined>): boolean {
  const before = analyse(parseSource(TWO_LOOPS, 'plan.js'), TWO_LOOPS, { retries })
  const reported = before.retries.find(({ verdict }) => verdict === 'blanket')
  if (!reported) throw new Error('nothing is reported')
  return new Judge(TWO_LOOPS, 'plan.js', before, reported).accepts({ edits: [edit] })
}

function insertionBefore(text: string, inserted: string): Edit {
  const start = TWO_LOOPS.indexOf(text)
  return { start, end: start, text: inserted }
}

describe('an edit for one retry', () => {
  const toShared = insertionBefore('status === 404', 'status === 402 || ')
  const toItsOwn = insertionBefore('if (res.ok) return res.json()', 'if (res.status === 402) return null\n    ')

  it('is none where another one, which left a 402 out, would send it again', () => {
    expect(accepts(toShared, 'all')).toBe(false)
    // Whoever does not ask for those that leave it out does not see what the edit does to them.
    expect(accepts(toShared, 'after status')).toBe(true)
  })

  it('is one where it changes that one alone', () => {
    expect(accepts(toItsOwn, 'all')).toBe(true)
  })
})
