import { expect, test } from 'vitest'

import { Progress } from '../../cli/progress.ts'
import { isClosedPipe, styleFor, write } from '../../cli/terminal.ts'
import { closingPipe, FakeOutput } from './fake-output.ts'

test('the width of a terminal, of COLUMNS, or one for files', () => {
  expect(styleFor(new FakeOutput(true, 133), { COLUMNS: '70' })).toEqual({ width: 133, colour: true })
  expect(styleFor(new FakeOutput(true, 20), {})).toEqual({ width: 60, colour: true })
  expect(styleFor(new FakeOutput(true, 0), {})).toEqual({ width: 120, colour: true })
  expect(styleFor(new FakeOutput(), { COLUMNS: '70' })).toEqual({ width: 70, colour: false })
  expect(styleFor(new FakeOutput(), { COLUMNS: 'many' })).toEqual({ width: 120, colour: false })
})

test('progress shows on a terminal only, after a second, ten times a second, on one line', () => {
  let now = 0
  const output = new FakeOutput(true, 30)
  const progress = new Progress(output, () => now)
  const step = (time: number, done: number) => {
    now = time
    progress.step(done, 2000, 'src/some/where/deep/in/a/tree.ts')
  }
  step(999, 1)
  progress.clear()
  expect(output.text).toBe('')
  step(1000, 2)
  step(1099, 3)
  step(1100, 1234)
  expect(output.text).toBe('\r\u001b[K2 of 2000 files  src/some/whe\r\u001b[K1234 of 2000 files  src/some/')
  output.text = ''
  progress.clear()
  progress.clear()
  expect(output.text).toBe('\r\u001b[K')
  step(1200, 1300)
  expect(output.text).toContain('1300 of 2000')

  const pipe = new FakeOutput()
  const silent = new Progress(pipe, () => now)
  now = 9000
  silent.step(1, 2, 'a')
  silent.clear()
  expect(pipe.text).toBe('')
})

test('writing to a pipe whose reader is gone is told apart from other failures', async () => {
  const pipe = closingPipe(1)
  await write(pipe, 'a')
  const failure = await write(pipe, 'b').catch((error: unknown) => error)
  expect(pipe.written).toEqual(['a'])
  expect(isClosedPipe(failure)).toBe(true)
  expect(isClosedPipe(new Error('write ENOSPC'))).toBe(false)
  expect(isClosedPipe(undefined)).toBe(false)
})
