import type { ModelCall } from '../interpreter/machine.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { objectData } from '../interpreter/objects.ts'
import { isNullish, join, native, optionsOf, primitive, TRUE, truthiness, UNDEFINED, type ObjectRef, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, givenOption, oneMore, readOptions } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

/** What `bail` was called with is kept on the heap, so that each path knows its own. */
function bailed({ machine }: ModelCall, memory: ObjectRef): { error: Value | undefined; surely: boolean } {
  const options = optionsOf(machine.object(memory)?.properties.get('error') ?? UNDEFINED)
  const errors = options.filter((option) => !isNullish(option))
  return { error: errors.length > 0 ? join(errors) : undefined, surely: errors.length === options.length }
}

function retry(call: ModelCall): Value {
  const { machine, site } = call
  const fn = argument(call, 0)
  const options = readOptions(machine, call.args[1])
  const memory = machine.create(objectData())
  const bail = native('bail', ([error = UNDEFINED]) => {
    machine.set(memory, 'error', optionsOf(error).every(isNullish) ? newError(machine, 'Error', [primitive('Aborted')]) : error)
    return UNDEFINED
  })
  const onRetry = givenOption(options, 'onRetry')
  return retrying({
    ...call,
    calls: truthiness(options.get('forever')) === true ? Infinity : oneMore(countOf(options.get('retries'), 10)),
    operation: (attempt) => operate(call, fn, [bail, primitive(attempt)]),
    // After `bail(error)` only a function that throws all the same is called again.
    accepts: () => {
      const { error, surely } = bailed(call, memory)
      if (!error) return TRUE
      const stop = (): Value => machine.throwValue(error)
      return surely ? stop() : machine.fork([stop, () => TRUE])
    },
    again: (error, attempt) => {
      const [single] = optionsOf(error)
      const properties = single && machine.object(single)?.properties
      if (truthiness(properties?.get('bail') ?? UNDEFINED) === true) return machine.throwValue(error)
      if (onRetry) machine.call(onRetry, UNDEFINED, [error, primitive(attempt)], site)
      return primitive(true)
    },
    gaveUp: (error) => bailed(call, memory).error ?? error,
    unsure: doubtOf(call, fn),
  })
}

/** async-retry 1.3 (https://github.com/vercel/async-retry): the options are those of `retry`, and no predicate. */
export const asyncRetryLibrary = library('async-retry', ['async-retry'], {
  default: repeater(retry),
  '': repeater(retry),
})
