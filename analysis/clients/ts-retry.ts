import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { isNullish, join, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { argument, library, repeater, wrapped, wrappedForOthers } from './retry-library.ts'
import { countOf, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

/** Whether a result will do; undefined: any does. */
type Until = (call: ModelCall, result: Value) => Value

function retryUntil(call: ModelCall, until: Until | undefined, fn: Value, given: Value, args: readonly Value[] = []): Value {
  const { machine, site } = call
  const options = readOptions(machine, given)
  const onError = givenOption(options, 'onError')
  return retrying({
    ...call,
    calls: countOf(options.get('maxTry'), 240) || 240,
    operation: () => awaitValue(machine, operate(call, fn, args)),
    accepts: until && ((result) => until(call, result)),
    // A result that will not do is an error to `onError`, one without a status.
    notAccepted: (result) => machine.throwValue(withProperty(call, 'Too many tries', 'lastResult', result)),
    again: onError && ((error, attempt) => {
      const answer = machine.call(onError, UNDEFINED, [error, primitive(attempt)], site)
      const stops = optionsOf(answer).filter((option) => option.kind === 'primitive' && option.value === false)
      if (stops.length === optionsOf(answer).length) return machine.throwValue(withProperty(call, 'Aborted', 'error', error))
      return stops.length === 0 && optionsOf(answer).every((option) => option.kind !== 'unknown') ? TRUE : unknown('onError', machine.digest(error).carries)
    }),
    asks: onError !== undefined || until !== undefined,
    unsure: unseenOption(options, 'onError') ?? doubtOf(call, fn),
  })
}

function withProperty({ machine }: ModelCall, message: string, name: string, value: Value): Value {
  const error = newError(machine, 'Error', [primitive(message)])
  machine.set(error, name, value)
  return error
}

function isDefined(result: Value): Value {
  const options = optionsOf(result)
  if (options.some((option) => option.kind === 'unknown' && !option.truthy)) return unknown('defined')
  return join(options.map((option) => primitive(!isNullish(option))))
}

function isTruthy(result: Value): Value {
  return join(optionsOf(result).map((option) => (truthiness(option) === undefined ? option : primitive(truthiness(option) === true))))
}

/** `until` of the options. */
function retryAsync(call: ModelCall): Value {
  return byOptions(call, argument(call, 0), argument(call, 1), [])
}

function byOptions(call: ModelCall, fn: Value, given: Value, args: readonly Value[]): Value {
  const until = givenOption(readOptions(call.machine, given), 'until')
  return retryUntil(call, until && (({ machine, site }, result) => machine.call(until, UNDEFINED, [result], site)), fn, given, args)
}

function always(until: Until): (call: ModelCall) => Value {
  return (call) => retryUntil(call, until, argument(call, 0), argument(call, 1))
}

/** A function that is retried each time it is called. */
function decorator(run: (call: ModelCall, fn: Value, given: Value, args: readonly Value[]) => Value): (call: ModelCall) => Value {
  return (call) => {
    const [fn = UNDEFINED, given = UNDEFINED] = call.args
    return wrappedForOthers('retried', call, (inner) => run(call, fn, given, inner.args))
  }
}

const UNTIL: Readonly<Record<string, Until>> = {
  Defined: (_, result) => isDefined(result),
  Truthy: (_, result) => isTruthy(result),
  Response: ({ machine, site }, result) => machine.get(result, 'ok', site),
}

const untilFunctions = Object.entries(UNTIL).flatMap(([name, until]) => [
  [`retryAsyncUntil${name}`, repeater(always(until))] as const,
  [`retryUntil${name}`, repeater(always(until))] as const,
  [`retryAsyncUntil${name}Decorator`, repeater(decorator((call, fn, given, args) => retryUntil(call, until, fn, given, args)))] as const,
])

/** ts-retry 7.0 (https://github.com/franckLdx/ts-retry): 240 tries unless told otherwise. */
export const tsRetryLibrary = library('ts-retry', ['ts-retry'], {
  retry: repeater(retryAsync),
  retryAsync: repeater(retryAsync),
  retryDecorator: repeater(decorator(byOptions)),
  retryAsyncDecorator: repeater(decorator(byOptions)),
  ...Object.fromEntries(untilFunctions),
})

/** The error of ts-retry-promise: the cause stands under `lastError`. */
function retryError(call: ModelCall, error: Value): Value {
  return withProperty(call, 'All retries failed', 'lastError', error)
}

function retryPromise(call: ModelCall, fn: Value, given: readonly (Value | undefined)[], args: readonly Value[] = []): Value {
  const { machine, site } = call
  const options = readOptions(machine, ...given)
  const until = givenOption(options, 'until')
  const retryIf = givenOption(options, 'retryIf')
  const retries = options.get('retries')
  const isEndless = retries.kind === 'primitive' && retries.value === 'INFINITELY'
  const stated = isEndless ? Infinity : countOf(retries, 10)
  return retrying({
    ...call,
    calls: stated === undefined ? undefined : stated + 1,
    operation: () => awaitValue(machine, operate(call, fn, args)),
    accepts: until && ((result) => machine.call(until, UNDEFINED, [result], site)),
    again: (error) => {
      if (isNotRetryable(call, error)) return machine.throwValue(retryError(call, error))
      return retryIf ? machine.call(retryIf, UNDEFINED, [error], site) : TRUE
    },
    // `retryIf` lets the error itself out; running out of tries wraps it.
    gaveUp: (error) => (retryIf ? join([error, retryError(call, error)]) : retryError(call, error)),
    notAccepted: () => machine.throwValue(retryError(call, UNDEFINED)),
    asks: until !== undefined || retryIf !== undefined,
    unsure: unseenOption(options, 'retryIf') ?? doubtOf(call, fn),
  })
}

function isNotRetryable({ machine }: ModelCall, error: Value): boolean {
  return optionsOf(error).every((option) => {
    const name = machine.object(option)?.properties.get('name')
    return name?.kind === 'primitive' && name.value === 'NotRetryableError'
  })
}

function notRetryable(call: ModelCall): Value {
  return call.machine.create(objectData([['message', argument(call, 0)], ['name', primitive('NotRetryableError')]], { builtin: 'Error' }))
}

function customized(outer: ModelCall): Value {
  return wrapped('retry', outer, (call) => retryPromise(call, argument(call, 0), [call.args[1], outer.args[0]]))
}

function promiseDecorator(call: ModelCall): Value {
  return wrappedForOthers('retried', call, (inner) => retryPromise(call, argument(call, 0), [call.args[1]], inner.args))
}

/** ts-retry-promise 0.8 (https://github.com/normartin/ts-retry-promise). */
export const tsRetryPromiseLibrary = library('ts-retry-promise', ['ts-retry-promise'], {
  retry: repeater((call) => retryPromise(call, argument(call, 0), [call.args[1]])),
  retryDecorator: repeater(promiseDecorator),
  customizeRetry: { sends: false, run: customized, instance: ['customized()'] },
  'customized()': repeater((call) => retryPromise(call, argument(call, 0), [call.args[1]])),
  NotRetryableError: { sends: false, run: notRetryable },
})
