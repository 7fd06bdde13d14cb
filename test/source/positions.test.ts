import { expect, test } from 'vitest'

import { LineIndex } from '../../source/positions.ts'

test.each([
  ['', 0, 1, 1],
  ['ab', 2, 1, 3],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 1, 1, 2],
  ['a\r\nb', 3, 2, 1],
  ['a\rb', 2, 2, 1],
  ['a\u2028b\u2029c', 4, 3, 1],
  ['\n\n\nx', 3, 4, 1],
  ['é😀x', 3, 1, 4],
])('%j at %i', (text, offset, line, column) => {
  expect(new LineIndex(text).at(offset)).toEqual({ line, column })
})
