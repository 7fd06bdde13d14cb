import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { Carries, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Single, type Value } from '../interpreter/values.ts'
import { sourceOf } from '../syntax/nodes.ts'
import { readsMember } from './callbacks.ts'
import { argument, helper, library, repeater, wrappedForOthers } from './retry-library.ts'
import { countOf, givenOption, oneMore, readOptions, unseenOption, type RetryOptions } from './retry-options.ts'
import { ask, doubtOf, operate, retrying } from './retrying.ts'

const MODULE = 'p-retry'

/** `new AbortError(error)`: what it is made of is what the caller gets. */
function newAbortError(call: ModelCall): Value {
  const { machine } = call
  const given = argument(call, 0)
  const isError = optionsOf(given).every((option) => option.kind !== 'primitive' && !(option.kind === 'unknown' && option.isString))
  const original = isError ? given : newError(machine, 'Error', [given])
  const message = machine.get(original, 'message', call.site)
  const prototype = unknown('AbortError', Carries.nothing, { origin: { module: MODULE, path: ['AbortError'] } })
  return machine.create(objectData([['message', message], ['name', primitive('AbortError')], ['originalError', original]], { builtin: 'Error', prototype }))
}

function originalOf({ machine }: ModelCall, error: Single): Value | undefined {
  const data = machine.object(error)
  const isAbort = data?.prototype?.kind === 'unknown' && data.prototype.origin?.path.at(-1) === 'AbortError'
  return isAbort ? data.properties.get('originalError') : undefined
}

/** What browsers and Node say where no answer came (is-network-error 1.3). */
const NETWORK_MESSAGES = /^(?:network error|Failed to fetch|NetworkError when attempting|The Internet connection appears|Network request failed|fetch failed|terminated| A network error|Network connection lost)/

/** Errors that are never retried: what is no error, and a `TypeError` that is not of the network. */
function isFinal({ machine }: ModelCall, error: Single): boolean {
  if (error.kind === 'primitive') return true
  const data = machine.object(error)
  if (data?.response) return true
  if (data?.builtin !== 'TypeError') return false
  const message = data.properties.get('message')
  return message?.kind === 'primitive' && !NETWORK_MESSAGES.test(String(message.value))
}

/**
 * What a callback is given: from version 7 a context with the error in it, before that the error itself. A file does not
 * say its version; how the callback reads its parameter does.
 */
function contextFor(call: ModelCall, callback: Value, error: Value, attempt: number, retries: number | undefined): Value {
  const { machine } = call
  const counts: [string, Value][] = [
    ['attemptNumber', primitive(attempt)],
    ['retriesLeft', retries === undefined ? unknown('retriesLeft', Carries.nothing, { truthy: true }) : primitive(retries - attempt + 1)],
    ['retriesConsumed', primitive(attempt - 1)],
  ]
  if (readsMember(machine, callback, 'error') || sourceOfCallback(call, callback).includes('RetryContext')) return machine.create(objectData([['error', error], ...counts]))
  if (error.kind === 'object' && /attemptNumber|retriesLeft/.test(sourceOfCallback(call, callback))) for (const [name, value] of counts.slice(0, 2)) machine.set(error, name, value)
  return error
}

/** What the source of the callback says. */
function sourceOfCallback({ machine }: ModelCall, callback: Value): string {
  const [closure] = optionsOf(callback)
  return closure?.kind === 'closure' ? sourceOf(closure.node, machine.text, 4000) : ''
}

function again(call: ModelCall, options: RetryOptions, retries: number | undefined) {
  return (error: Value, attempt: number): Value => {
    const [single] = optionsOf(error)
    const { machine } = call
    const original = single && originalOf(call, single)
    if (original) return machine.throwValue(original)
    if (!single || isFinal(call, single)) return machine.throwValue(error)
    const onFailedAttempt = givenOption(options, 'onFailedAttempt')
    if (onFailedAttempt) ask(call, onFailedAttempt, [contextFor(call, onFailedAttempt, error, attempt, retries)])
    const shouldRetry = givenOption(options, 'shouldRetry')
    return shouldRetry ? ask(call, shouldRetry, [contextFor(call, shouldRetry, error, attempt, retries)]) : TRUE
  }
}

function retryWith(call: ModelCall, operation: (attempt: number) => Value, given: Value, fn: Value): Value {
  const options = readOptions(call.machine, given)
  const isForever = truthiness(options.get('forever')) === true
  const retries = isForever ? Infinity : countOf(options.get('retries'), 10)
  return retrying({
    ...call,
    operation,
    calls: oneMore(retries),
    again: again(call, options, retries),
    asks: givenOption(options, 'shouldRetry') !== undefined,
    unsure: unseenOption(options, 'shouldRetry', 'onFailedAttempt') ?? doubtOf(call, fn),
  })
}

function pRetry(call: ModelCall): Value {
  const fn = argument(call, 0)
  return retryWith(call, (attempt) => awaitValue(call.machine, operate(call, fn, [primitive(attempt)])), argument(call, 1), fn)
}

/** `makeRetriable(fn, options)` (version 7): a function that retries `fn` with the arguments that it is called with. */
function makeRetriable(call: ModelCall): Value {
  const [fn = UNDEFINED, options = UNDEFINED] = call.args
  return wrappedForOthers('retriable', call, (inner) => retryWith(call, () => operate(call, fn, inner.args), options, fn))
}

/**
 * p-retry (https://github.com/sindresorhus/p-retry), measured with 4.6.2, 6.2.1, 7.1.1 and 9.0.0. `shouldRetry` is there from
 * version 6; older ones ignore it.
 */
export const pRetryLibrary = library('p-retry', [MODULE], {
  default: repeater(pRetry),
  '': repeater(pRetry),
  pRetry: repeater(pRetry),
  AbortError: helper(newAbortError),
  'default.AbortError': helper(newAbortError),
  makeRetriable: repeater(makeRetriable),
})
