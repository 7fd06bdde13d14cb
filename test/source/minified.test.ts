import { describe, expect, it } from 'vitest'

import { MAX_MEAN_LINE, minifiedLine } from '../../source/minified.ts'

describe('minifiedLine', () => {
  it('is the mean length of lines that no person wrote', () => {
    expect(minifiedLine('x'.repeat(MAX_MEAN_LINE + 1))).toBe(MAX_MEAN_LINE + 1)
    expect(minifiedLine(`${'x'.repeat(MAX_MEAN_LINE)}\n${'x'.repeat(MAX_MEAN_LINE + 3)}\n`)).toBe(MAX_MEAN_LINE + 2.5)
  })

  it('is none of a file with short lines, or with one long one', () => {
    expect(minifiedLine('const a = 1\n'.repeat(2000))).toBeUndefined()
    expect(minifiedLine(`${'x'.repeat(MAX_MEAN_LINE + 1)}\na\nb\n`)).toBeUndefined()
    expect(minifiedLine('')).toBeUndefined()
  })
})
