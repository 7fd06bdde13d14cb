import { describe, expect, it } from 'vitest'

import { wordsFor } from '../../rules/statuses.ts'

const STATUSES = Array.from({ length: 200 }, (_, index) => 400 + index)

describe('wordsFor', () => {
  it('speaks of payments for 402 and for no other status', () => {
    const speaking = STATUSES.filter((status) => /\bpay/i.test(JSON.stringify(wordsFor(status))))
    expect(speaking).toEqual([402])
  })

  it('has words for every status', () => {
    for (const status of STATUSES) {
      const { meaning, unchanged, missing = 'no x' } = wordsFor(status)
      expect(meaning).toMatch(/^[a-z].*[^.]$/)
      expect(unchanged).toMatch(/^[A-Z].*\.$/)
      expect(missing).toMatch(/^no /)
    }
  })

  it('calls a status without words of its own by its number', () => {
    expect(wordsFor(418)).toEqual({ meaning: 'the server answered 418', unchanged: 'Nothing about the request has changed.' })
  })
})
