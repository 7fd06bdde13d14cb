import { describe, expect, it } from 'vitest'

import { boundedEntries, joinEntries } from '../../../analysis/interpreter/entries.ts'
import type { Entry } from '../../../analysis/interpreter/objects.ts'
import { primitive, unknown } from '../../../analysis/interpreter/values.ts'

const known: Entry = { key: primitive('a'), value: primitive(1) }

function unknownKeys(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ key: unknown(`key ${index}`), value: primitive(index) }))
}

describe('the entries of a map', () => {
  it('are told apart while few of their keys are not known', () => {
    const entries = [known, ...unknownKeys(8)]
    expect(boundedEntries(entries)).toEqual({ entries })
  })

  it('are one for all keys that are not known, where these are more', () => {
    const { entries = [], open } = boundedEntries([known, ...unknownKeys(9)])
    expect(open).toBe(true)
    expect(entries).toHaveLength(2)
    expect(entries[0]).toBe(known)
    expect(entries[1]).toMatchObject({ key: unknown('key 0'), maybe: true, value: { kind: 'union', options: Array.from({ length: 9 }, (_, index) => primitive(index)) } })
  })

  it('may be there or not, where only one path wrote them', () => {
    const [x, y] = unknownKeys(2) as [Entry, Entry]
    expect(joinEntries([known, x], [y, { ...known, value: primitive(2) }])).toEqual([
      { key: known.key, value: { kind: 'union', options: [primitive(1), primitive(2)] } },
      { ...x, maybe: true },
      { ...y, maybe: true },
    ])
  })
})
