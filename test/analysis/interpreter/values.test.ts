import { expect, it } from 'vitest'

import { Carries, join, primitive, unknown, type Value } from '../../../analysis/interpreter/values.ts'

const numbers = (count: number): Value[] => Array.from({ length: count }, (_, index) => primitive(index))

it('sixteen alternatives are told apart', () => {
  expect(join([...numbers(16), ...numbers(16)])).toEqual({ kind: 'union', options: numbers(16) })
})

it('of more, the first fifteen are, and what the others carry is kept', () => {
  const body = unknown('body', Carries.body)
  const status = unknown('status', Carries.status)
  const others = unknown('…', Carries.body | Carries.status)
  expect(join([...numbers(16), body, primitive(15), status])).toEqual({ kind: 'union', options: [...numbers(15), others] })
})

it('of a value that is there twice is known what is known both times, however many there are', () => {
  const known = unknown('user', Carries.nothing, { truthy: true })
  const either = unknown('user')
  expect(join([known, ...numbers(20), either])).toEqual({ kind: 'union', options: [either, ...numbers(14), unknown('…')] })
})
