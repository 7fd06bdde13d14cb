import { describe, expect, it } from 'vitest'

import { difference, endsInSeveralWays, goesLike, isHandedOn, isStored, statusLeaves, type Difference } from '../../analysis/outcome.ts'
import { Carries } from '../../analysis/interpreter/values.ts'
import type { Outcome } from '../../analysis/runs.ts'
import {
  body, calls, carrying, either, failure, flag, known, list, logs, node, object, outcome, rejects, resend, resends, response, returns, status, stores, throws, words,
} from './outcomes.ts'

type Part = Partial<Outcome>
const NOTHING: Part = {}
const A = known("'a'")
const B = known("'b'")

/** What one run does, what the other does, and how they differ. */
const DIFFERENCES: readonly (readonly [name: string, a: readonly Part[], b: readonly Part[], expected: Difference])[] = [
  ['nothing at all', [], [], 'none'],
  ['the same', [returns(A)], [returns(A)], 'none'],
  ['another value', [returns(A)], [returns(B)], 'control'],
  ['returned, not thrown', [returns(A)], [throws(A)], 'control'],
  ['one end more', [returns(A)], [returns(A), throws(B)], 'control'],
  ['the same ends in another order', [returns(A), throws(B)], [throws(B), returns(A)], 'none'],
  ['one end twice', [returns(A)], [returns(A), returns(A)], 'none'],
  ['never ends', [], [returns(A)], 'control'],

  ['the status as data', [returns(status(402))], [returns(status(500))], 'data'],
  ['the status as data, and a known value', [returns(status(402))], [returns(A)], 'control'],
  ['the same status', [returns(status(402))], [returns(status(402))], 'none'],
  ['what the bodies say', [returns(body(402))], [returns(body(500))], 'data'],
  ['what code not seen made of it', [returns(carrying(Carries.handed, 'x'))], [returns(carrying(Carries.handed, 'y'))], 'data'],
  ['a flag is a branch', [returns(flag(true))], [returns(flag(false))], 'control'],
  ['the same flag', [returns(flag(true))], [returns(flag(true))], 'none'],
  ['a message', [throws(words(402))], [throws(words(500))], 'text'],
  ['a message and data', [throws(words(402)), returns(status(402))], [throws(words(500)), returns(status(500))], 'data'],
  ['a message and a known value', [throws(words(402))], [throws(A)], 'control'],
  ['body and text together are data', [returns(carrying(Carries.body | Carries.text, 'x'))], [returns(carrying(Carries.body | Carries.text, 'y'))], 'data'],
  ['the response', [returns(response(402))], [returns(response(500))], 'data'],
  ['the error of a client', [throws(failure(402))], [throws(failure(500))], 'data'],
  ['the response, and the error', [returns(response(402))], [returns(failure(402))], 'control'],

  ['a property that differs', [returns(object({ a: A }))], [returns(object({ a: B }))], 'control'],
  ['a property more', [returns(object({ a: A }))], [returns(object({ a: A, b: B }))], 'control'],
  ['another name of the property', [returns(object({ a: A }))], [returns(object({ b: A }))], 'control'],
  ['another class', [throws(object({ message: A }, 'Error'))], [throws(object({ message: A }, 'HttpError'))], 'control'],
  ['the status in a property', [throws(object({ status: status(402) }))], [throws(object({ status: status(500) }))], 'data'],
  ['the status in a message of an error', [throws(object({ message: words(402) }, 'Error'))], [throws(object({ message: words(500) }, 'Error'))], 'text'],
  ['an element that differs', [returns(list(A, A))], [returns(list(A, B))], 'control'],
  ['an element more', [returns(list(A))], [returns(list(A, A))], 'control'],
  ['the status in a list', [returns(list(status(402)))], [returns(list(status(500)))], 'data'],
  ['alternatives in another order', [returns(either(A, B))], [returns(either(B, A))], 'none'],
  ['an alternative more', [returns(either(A))], [returns(either(A, B))], 'control'],
  ['alternatives that look alike', [returns(either(status(402), status(403)))], [returns(status(402))], 'data'],

  ['a call', [calls('show', A)], [], 'control'],
  ['a call with another argument', [calls('show', A)], [calls('show', B)], 'control'],
  ['another call', [calls('show', A)], [calls('hide', A)], 'control'],
  ['an argument more', [calls('show', A)], [calls('show', A, A)], 'control'],
  ['a call with the status', [calls('show', status(402))], [calls('show', status(500))], 'data'],
  ['a call with words', [calls('show', words(402))], [calls('show', words(500))], 'text'],
  ['a call once and twice', [calls('show', A)], [calls('show', A), calls('show', A)], 'none'],
  ['a toast shows words, whatever it is given', [calls('toast.error', status(402))], [calls('toast.error', status(500))], 'text'],
  ['setError too', [calls('setError', body(402))], [calls('setError', body(500))], 'text'],
  ['a field of an object in a toast stays data', [calls('toast', object({ code: status(402) }))], [calls('toast', object({ code: status(500) }))], 'data'],
  ['a toast with another fixed text', [calls('toast.error', A)], [calls('toast.error', B)], 'control'],
  ['a value that is kept', [stores('this.error =', A)], [stores('this.error =', B)], 'control'],
  ['a value that is kept, and one that is not', [stores('this.error =', A)], [], 'control'],
  ['the response that is kept', [stores('this.last =', response(402))], [stores('this.last =', response(500))], 'none'],
  ['the error that is kept', [stores('this.last =', failure(402))], [stores('this.last =', failure(500))], 'none'],
  ['the response that is given away', [calls('use', response(402))], [calls('use', response(500))], 'data'],
  ['kept and called are not the same', [stores('x', A)], [calls('x', A)], 'control'],

  ['sent again', [resends(resend(node('loop')))], [], 'control'],
  ['sent again by another construct', [resends(resend(node('loop')))], [resends(resend(node('call')))], 'none'],

  ['a log line', [logs('console.log', A)], [], 'log'],
  ['another log line', [logs('console.log', A)], [logs('console.log', B)], 'log'],
  ['another logger', [logs('console.log', A)], [logs('console.warn', A)], 'log'],
  ['the status in a log line', [logs('console.log', status(402))], [logs('console.log', status(500))], 'log'],
  ['words in a log line', [logs('console.log', words(402))], [logs('console.log', words(500))], 'log'],
  ['the same log line twice', [logs('console.log', A), logs('console.log', A)], [logs('console.log', A)], 'none'],
  ['log lines in another order', [logs('a', A), logs('b', A)], [logs('b', A), logs('a', A)], 'none'],
  ['a log line and words', [logs('console.log', A), throws(words(402))], [throws(words(500))], 'text'],
  ['a log line and a branch', [logs('console.log', A), throws(A)], [throws(B)], 'control'],
]

describe('difference', () => {
  it.each(DIFFERENCES)('%s', (_name, a, b, expected) => {
    expect(difference(outcome(...a), outcome(...b))).toBe(expected)
    expect(difference(outcome(...b), outcome(...a))).toBe(expected)
  })
})

describe('goesLike', () => {
  it.each<readonly [string, readonly Part[], readonly Part[], boolean]>([
    ['the same', [returns(A)], [returns(A)], true],
    ['other data', [returns(body(402))], [returns(body(200))], true],
    ['other words', [throws(words(402))], [throws(words(200))], true],
    ['another branch', [returns(A)], [returns(B)], false],
    ['another log line', [returns(A), logs('log', A)], [returns(A), logs('log', B)], false],
    ['a log line more', [returns(A), logs('log', A)], [returns(A)], false],
    ['a log line with other data', [returns(A), logs('log', status(402))], [returns(A), logs('log', status(200))], true],
    ['sent again', [returns(A), resends(resend(node('loop')))], [returns(A)], false],
  ])('%s: %s', (_name, a, b, expected) => {
    expect(goesLike(outcome(...a), outcome(...b))).toBe(expected)
  })
})

describe('endsInSeveralWays', () => {
  it.each<readonly [string, readonly Part[], boolean]>([
    ['no end', [], false],
    ['one end', [returns(A)], false],
    ['two ends', [returns(A), throws(B)], true],
    ['two ends that only data tells apart', [returns(body(402)), returns(body(500))], false],
    ['an end and a call', [returns(A), calls('show', B)], true],
    ['an end and a log line', [returns(A), logs('console.log', B)], false],
  ])('%s', (_name, parts, expected) => {
    expect(endsInSeveralWays(outcome(...parts))).toBe(expected)
  })
})

describe('isStored', () => {
  it.each<readonly [string, Part, boolean]>([
    ['nothing', NOTHING, false],
    ['the response', stores('this.last =', response(402)), true],
    ['the error', stores('this.last =', failure(402)), true],
    ['the response within an object', stores('this.last =', object({ response: response(402) })), true],
    ['the response within a list', stores('this.last =', list(A, response(402))), true],
    ['the response, perhaps', stores('this.last =', either(A, response(402))), true],
    ['the response and something else', stores('this.last =', A, response(402)), true],
    ['its status', stores('this.last =', status(402)), false],
    ['the response is given away, not kept', calls('use', response(402)), false],
    ['the response is logged', logs('console.log', response(402)), false],
    ['the response is returned', returns(response(402)), false],
    ['the response beside others', outcome(stores('a', A), stores('this.last =', response(402)), calls('use', A)), true],
  ])('%s: %s', (_name, part, expected) => {
    expect(isStored(outcome(part))).toBe(expected)
  })
})

describe('statusLeaves', () => {
  it.each<readonly [string, Part, boolean]>([
    ['nothing', NOTHING, false],
    ['a known value', returns(A), false],
    ['the status', returns(status(402)), true],
    ['the status in an object', throws(object({ a: object({ status: status(402) }) })), true],
    ['the status in a list', returns(list(A, status(402))), true],
    ['the status, perhaps', returns(either(A, status(402))), true],
    ['a flag', returns(flag(true)), false],
    ['a message', throws(words(402)), false],
    ['the body', returns(body(402)), false],
    ['what code not seen made of it', returns(carrying(Carries.handed, 'x')), true],
    ['the response', returns(response(402)), true],
    ['the error', throws(failure(402)), true],
    ['the status is given away', calls('use', status(402)), true],
    ['the status is kept', stores('this.status =', status(402)), true],
    ['the response is kept', stores('this.last =', response(402)), false],
    ['the status is logged', logs('console.log', status(402)), false],
  ])('%s: %s', (_name, part, expected) => {
    expect(statusLeaves(outcome(part))).toBe(expected)
  })
})

describe('isHandedOn', () => {
  it.each<readonly [string, Part, boolean]>([
    ['nothing', NOTHING, false],
    ['the response is returned', returns(response(402)), true],
    ['the response is thrown', throws(response(402)), true],
    ['the response is returned, perhaps', returns(either(A, response(402))), true],
    ['the response within an object is returned', returns(object({ response: response(402) })), false],
    ['the error of the client is thrown', throws(failure(402)), false],
    ['the error of the client is returned', returns(failure(402)), false],
    ['the response is given away', calls('use', response(402)), true],
    ['the response within an object is given away', calls('use', object({ response: response(402) })), true],
    ['the error is given away', calls('use', failure(402)), true],
    ['nobody waits for the error', rejects('unhandled rejection', failure(402)), false],
    ['the response is the second argument', calls('use', A, response(402)), true],
    ['the status is given away', calls('use', status(402)), false],
    ['the response is kept', stores('this.last =', response(402)), false],
    ['the response is logged', logs('console.log', response(402)), false],
    ['one end of several is the response', outcome(returns(A), returns(response(402))), true],
    ['one call of several has the response', outcome(calls('use', A), calls('use', response(402))), true],
  ])('%s: %s', (_name, part, expected) => {
    expect(isHandedOn(outcome(part))).toBe(expected)
  })
})
