import { describe, expect, it } from 'vitest'

import { analyse, mayHoldRequests } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures } from '../oracle/fixture.ts'

const fixtures = readFixtures().map(({ path, text }) => ({ path, text, program: parseSource(text, path) }))

describe('what is asked', () => {
  it('is only the checks, where retries are not wanted: they are the same', () => {
    for (const { path, text, program } of fixtures) {
      const { checks, retries } = analyse(program, text, { operations: false, retries: 'none' })
      expect(retries).toEqual([])
      expect({ path, checks }).toEqual({ path, checks: analyse(program, text, { operations: false }).checks })
    }
  })

  it('is nothing of a text that can hold no request, and that is what the text scan says of none with one', () => {
    const held = fixtures.filter(({ text, program }) => analyse(program, text).checks.length > 0)
    expect(held.length).toBeGreaterThan(200)
    expect(held.filter(({ text }) => !mayHoldRequests(text, false)).map(({ path }) => path)).toEqual([])
  })
})
