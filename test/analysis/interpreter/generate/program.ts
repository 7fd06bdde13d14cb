import fc from 'fast-check'

import { Choices } from './choices.ts'
import { Declarations } from './declarations.ts'
import { Expressions, type Dialect } from './expressions.ts'
import { Names, type Type } from './scope.ts'
import { Statements, type Place } from './statements.ts'

const START: readonly (readonly [Type, string])[] = [
  ['number', '1'],
  ['number', '402'],
  ['string', "'start'"],
  ['boolean', 'true'],
  ['list', '[3, 1, 2]'],
  ['record', "{ n: 5, s: 'r' }"],
]

/**
 * Programs in plain JavaScript that declare `function f(...)`. They end, use nothing of the host, and return the whole
 * of their state, so that no difference in between is lost.
 */
export function programs(dialect: Partial<Dialect> = {}): fc.Arbitrary<string> {
  return fc.gen().map((generate) => write(new Choices(generate), { unknowns: [], isAsync: false, growsLists: true, ...dialect }))
}

function write(choices: Choices, dialect: Dialect): string {
  const expressions = new Expressions(choices, dialect)
  const statements = new Statements(choices, expressions)
  const declarations = new Declarations(choices, expressions, statements)
  const names = new Names(undefined, dialect.isAsync)
  const variables = START.map(([type, init]) => `let ${names.declare(type)} = ${init};`)
  const state = names.writable().map(({ name }) => name)
  const declared = Array.from({ length: choices.below(3) }, () => declarations.any(names))
  const place: Place = { names, loops: [], labels: [], canThrow: false, isSwitch: false, result: undefined }
  const body = Array.from({ length: 1 + choices.below(5) }, () => statements.statement(place, 2))
  const head = `${dialect.isAsync ? 'async ' : ''}function f(${dialect.unknowns.join(', ')}) {`
  return [head, ...variables, ...declared, ...body, `return [${state.join(', ')}];`, '}'].join('\n')
}
