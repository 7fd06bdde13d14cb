import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { applicationsReport, parseApplications, scoreOfApplications } from '../../corpus/applications.ts'

const HEAD = 'repository\tcommit\tpath\tline\tkind\tverdict\treader\tnote'
const LINE = `owner/name\t${'a'.repeat(40)}\tsrc/a.ts\t3\tcheck\tblind\tblind\t-`

describe('what is said of applications', () => {
  it('is read, and lines that are none are refused', () => {
    expect(parseApplications(`${HEAD}\n${LINE}\n`)).toMatchObject([{ repository: 'owner/name', line: 3, verdict: 'blind', note: '' }])
    expect(() => parseApplications(LINE)).toThrow('columns')
    for (const broken of [LINE.replace('owner/', ''), LINE.replace('aaaa', 'zz'), LINE.replace('\t3\t', '\t0\t'), LINE.replace('check', 'poll')]) {
      expect(() => parseApplications(`${HEAD}\n${broken}`), broken).toThrow('line 2')
    }
  })

  it('is counted', () => {
    const entries = parseApplications([HEAD, LINE, LINE.replace('\tblind\t-', '\tblind|text\t-'), LINE.replace('\tblind\t-', '\ttext\t-')].join('\n'))
    expect(scoreOfApplications(entries)).toEqual({ right: 1, arguable: 1, wrong: 1 })
    expect(applicationsReport(entries)).toContain('| check | 1 | 1 | 1 | 66.7 % |')
  })

  it('is of 100 requests and 60 constructs or more, each once', () => {
    const entries = parseApplications(readFileSync('corpus/applications.tsv', 'utf8'))
    const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length
    expect(count('check')).toBeGreaterThanOrEqual(100)
    expect(count('retry')).toBeGreaterThanOrEqual(60)
    const places = entries.map(({ repository, path, line, kind, verdict }) => [repository, path, line, kind, verdict].join(' '))
    expect(new Set(places).size).toBe(places.length)
  })
})
