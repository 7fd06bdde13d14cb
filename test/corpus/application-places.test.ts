import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { applicationPlacesReport, parseApplicationPlaces } from '../../corpus/application-places.ts'

const HEAD = 'repository\tcommit\tpath\tline\tsearched\twhat\tverdict\tnote'
const LINE = `owner/name\t${'a'.repeat(40)}\tsrc/a.ts\t3\tretry\tretry\tblanket\t-`

describe('what was searched for in applications', () => {
  it('is read, and lines that are none are refused', () => {
    expect(parseApplicationPlaces(`${HEAD}\n${LINE}\n`)).toMatchObject([{ repository: 'owner/name', line: 3, what: 'retry', verdict: 'blanket', note: '' }])
    expect(() => parseApplicationPlaces(LINE)).toThrow('columns')
    for (const broken of [LINE.replace('owner/', ''), LINE.replace('aaaa', 'zz'), LINE.replace('\t3\t', '\t0\t'), LINE.replace('\tretry\tblanket', '\tloop\tblanket')]) {
      expect(() => parseApplicationPlaces(`${HEAD}\n${broken}`), broken).toThrow('line 2')
    }
  })

  it('is counted, without what one file does not show', () => {
    const missed = LINE.replace('blanket', 'missed')
    const places = parseApplicationPlaces([HEAD, LINE, missed, missed.replace('\t-', '\telsewhere: a client of another file'), LINE.replace('retry\tblanket', 'neither\t-')].join('\n'))
    expect(applicationPlacesReport(places)).toContain('| retry | 1 | 1 | 1 | 50.0 % |')
  })

  it('is of 50 places that are requests or constructs, or more, each once', () => {
    const places = parseApplicationPlaces(readFileSync('corpus/application-places.tsv', 'utf8'))
    expect(places.filter(({ what }) => what !== 'neither').length).toBeGreaterThanOrEqual(50)
    expect(new Set(places.map(({ repository, path, line, searched }) => [repository, path, line, searched].join(' '))).size).toBe(places.length)
  })
})
