import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { problemsOf, updated, type Found } from '../../corpus/compare.ts'
import { draw } from '../../corpus/draw.ts'
import { fallen, precision, scoreOf } from '../../corpus/figures.ts'
import { formatLedger, parseLedger, type Entry } from '../../corpus/ledger.ts'
import { readingOf } from '../../corpus/reading.ts'
import { covers, parsePlaces, recallOf, shareFound, type Place } from '../../corpus/recall.ts'

const ENTRY: Entry = { package: 'a@1.0.0', path: 'src/a.ts', place: '3:7', kind: 'check', verdict: 'blind', reader: 'blind', sample: 'reported', note: '' }
const FOUND: Found = { package: 'a@1.0.0', path: 'src/a.ts', place: '3:7', kind: 'check', verdict: 'blind', reported: true }

describe('a reading', () => {
  it.each([
    ['blind', 'blind', 'right'],
    ['blind', 'text', 'wrong'],
    ['text', 'text|structured', 'arguable'],
    ['unknown/budget', 'blind', 'wrong'],
    ['unknown/operation-not-seen', 'unknown', 'right'],
    ['structured', 'none', 'wrong'],
  ])('of %s that a person calls %s is %s', (verdict, reader, reading) => {
    expect(readingOf(verdict, reader)).toBe(reading)
  })
})

describe('the ledger', () => {
  it('is read as it was written', () => {
    const entries = [ENTRY, { ...ENTRY, place: '12:1', verdict: 'unknown/budget', reader: '', sample: '' }, { ...ENTRY, place: '20:1', reader: 'text', note: 'why' }]
    expect(parseLedger(formatLedger(entries))).toEqual(entries)
  })

  it('refuses a reading that its verdicts do not give, and a wrong one without a note', () => {
    expect(() => parseLedger(formatLedger([ENTRY]).replace('right', 'wrong'))).toThrow('calls wrong what is right')
    expect(() => parseLedger(formatLedger([{ ...ENTRY, reader: 'text' }]))).toThrow('does not say what is wrong')
    expect(() => parseLedger('no head')).toThrow(SyntaxError)
  })

  it('that is kept can be read', () => {
    const entries = parseLedger(readFileSync('corpus/ledger.tsv', 'utf8'))
    expect(entries.length).toBeGreaterThan(500)
    expect(entries.filter(({ sample, reader }) => sample === 'reported' && reader === '')).toEqual([])
  })
})

describe('a run', () => {
  it('agrees with a ledger that has its findings', () => {
    expect(problemsOf([FOUND], [ENTRY])).toEqual([])
  })

  it('differs by what is new, what has vanished, what has another verdict and what nobody has read', () => {
    expect(problemsOf([FOUND], [])).toEqual(['new: a@1.0.0 src/a.ts:3:7 check blind'])
    expect(problemsOf([], [ENTRY])).toEqual(['vanished: a@1.0.0 src/a.ts:3:7 check blind'])
    expect(problemsOf([{ ...FOUND, verdict: 'text', reported: false }], [ENTRY])).toEqual(['was blind: a@1.0.0 src/a.ts:3:7 check text'])
    expect(problemsOf([FOUND], [{ ...ENTRY, reader: '' }])).toEqual(['reported, and nobody has read it: a@1.0.0 src/a.ts:3:7 check blind'])
  })

  it('updates verdicts and keeps readings', () => {
    const [entry] = updated([{ ...FOUND, verdict: 'text', reported: false }], [ENTRY])
    expect(entry).toEqual({ ...ENTRY, verdict: 'text', note: 'was blind' })
  })
})

describe('figures', () => {
  it('count arguable readings as not wrong', () => {
    const score = scoreOf([ENTRY, { ...ENTRY, reader: 'blind|text' }, { ...ENTRY, reader: 'text' }, { ...ENTRY, reader: '' }])
    expect(score).toEqual({ right: 1, arguable: 1, wrong: 1 })
    expect(precision(score)).toBeCloseTo(2 / 3)
  })

  it('that fell are named', () => {
    expect(fallen({ a: 0.9, b: 1 }, { a: 0.95, b: 1, c: 0.5 })).toEqual(['a: 90.0 %, 95.0 % is recorded', 'c: no figure, 50.0 % is recorded'])
  })
})

describe('a draw', () => {
  it('is the same with the same seed and takes nothing twice', () => {
    const items = Array.from({ length: 100 }, (_, index) => index)
    const drawn = draw(items, 30, 7)
    expect(draw(items, 30, 7)).toEqual(drawn)
    expect(draw(items, 30, 8)).not.toEqual(drawn)
    expect(new Set(drawn).size).toBe(30)
    expect(draw(items, 200, 1)).toHaveLength(100)
  })
})

describe('recall', () => {
  const place: Place = { package: 'a@1.0.0', path: 'src/a.ts', line: 3, what: 'request', note: '' }
  const finding = { ...FOUND, line: 3, endLine: 5 }

  it('counts what a finding covers', () => {
    expect(covers(finding, place)).toBe(true)
    expect(covers(finding, { ...place, line: 6 })).toBe(false)
    expect(covers({ ...finding, kind: 'retry' }, place)).toBe(false)
    expect(covers({ ...finding, line: 1, endLine: 40 }, place)).toBe(false)
  })

  it('leaves out what can not be seen in one file', () => {
    const recall = recallOf([place, { ...place, line: 9 }, { ...place, line: 20, note: 'elsewhere: a client' }], 'request', [finding])
    expect([recall.found.length, recall.missed.length, recall.elsewhere.length]).toEqual([1, 1, 1])
    expect(shareFound(recall)).toBe(0.5)
  })

  it('has its places in a file that can be read', () => {
    const places = parsePlaces(readFileSync('corpus/recall.tsv', 'utf8'))
    expect(places.filter(({ what }) => what === 'request').length).toBeGreaterThanOrEqual(100)
    expect(() => parsePlaces('nothing')).toThrow(SyntaxError)
  })
})
