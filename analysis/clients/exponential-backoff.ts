import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { primitive, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { ask, doubtOf, operate, retrying } from './retrying.ts'

function backOff(call: ModelCall): Value {
  const fn = argument(call, 0)
  const options = readOptions(call.machine, call.args[1])
  const retry = givenOption(options, 'retry')
  const calls = countOf(options.get('numOfAttempts'), 10)
  return retrying({
    ...call,
    calls: calls === undefined ? undefined : Math.max(1, calls),
    operation: () => awaitValue(call.machine, operate(call, fn, [])),
    again: retry && ((error, attempt) => ask(call, retry, [error, primitive(attempt)])),
    asks: retry !== undefined,
    unsure: unseenOption(options, 'retry') ?? doubtOf(call, fn),
  })
}

/** exponential-backoff 3.1 (https://github.com/coveooss/exponential-backoff). */
export const exponentialBackoffLibrary = library('exponential-backoff', ['exponential-backoff'], { backOff: repeater(backOff) })
