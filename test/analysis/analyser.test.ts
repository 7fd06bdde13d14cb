import { describe, expect, it } from 'vitest'

import { analyse, mayHoldChecks, mayHoldRequests } from '../../analysis/index.ts'
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
    expect(held.filter(({ text }) => !mayHoldRequests(text, false) || !mayHoldChecks(text)).map(({ path }) => path)).toEqual([])
  })
})

describe('a request that comes after another one failed', () => {
  it.each([
    ['with a status that is written as a number', "if (known.status === 404) return fetch('/make')"],
    ['with a status that has a name', "if (known.status === StatusCodes.NOT_FOUND) return fetch('/make')"],
    ['with any failure of the client', "if (known.status >= 400 && known.status < 500) return fetch('/make')"],
    ['with a failure of the server', "if (known.status >= 500) return fetch('/make')"],
  ])('%s', (_, after) => {
    const text = `import { StatusCodes } from 'http-status-codes'\nexport async function load() { const known = await fetch('/known'); ${after}; return known }`
    const { checks } = analyse(parseSource(text, 'load.ts'), text)
    expect(checks.map(({ verdict }) => verdict)).toEqual(['delegated', 'delegated'])
  })
})
