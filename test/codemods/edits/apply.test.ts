import { describe, expect, test } from 'vitest'

import { applyEdits, EditConflictError } from '../../../codemods/edits/apply.ts'

describe('applyEdits', () => {
  test('makes edits in the order of the text, whatever order they come in', () => {
    const edits = [
      { start: 6, end: 6, text: 'big ' },
      { start: 0, end: 5, text: 'Howdy' },
    ]
    expect(applyEdits('hello world', edits)).toBe('Howdy big world')
  })

  test('keeps the order of insertions at one offset', () => {
    const edits = ['a', 'b', 'c'].map((text) => ({ start: 1, end: 1, text }))
    expect(applyEdits('<>', edits)).toBe('<abc>')
  })

  test('refuses edits that overlap or lie outside', () => {
    const overlapping = [
      { start: 0, end: 3, text: '' },
      { start: 2, end: 4, text: '' },
    ]
    expect(() => applyEdits('hello', overlapping)).toThrow(EditConflictError)
    expect(() => applyEdits('hello', [{ start: 4, end: 6, text: '' }])).toThrow(EditConflictError)
    expect(() => applyEdits('hello', [{ start: 3, end: 2, text: '' }])).toThrow(EditConflictError)
  })
})
