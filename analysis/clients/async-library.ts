import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { UNDEFINED, type Value } from '../interpreter/values.ts'
import { library, repeater, wrappedForOthers } from './retry-library.ts'
import { countOf, givenOption, isCallable, readOptions, unseenOption } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

function retryTask(call: ModelCall, given: Value | undefined, task: Value, args: readonly Value[]): Value {
  const { machine, site } = call
  const isCount = given?.kind === 'primitive'
  const options = readOptions(machine, isCount ? undefined : given)
  const errorFilter = givenOption(options, 'errorFilter')
  return retrying({
    ...call,
    calls: countOf(isCount ? given : options.get('times'), 5),
    operation: () => awaitValue(machine, operate(call, task, args)),
    again: errorFilter && ((error) => machine.call(errorFilter, UNDEFINED, [error], site)),
    asks: errorFilter !== undefined,
    unsure: unseenOption(options, 'errorFilter') ?? doubtOf(call, task),
  })
}

/** The options may be left out before the task. */
function split([first = UNDEFINED, second = UNDEFINED]: readonly Value[]): [options: Value | undefined, task: Value] {
  return isCallable(first) ? [undefined, first] : [first, second]
}

function retry(call: ModelCall): Value {
  const [options, task] = split(call.args)
  return retryTask(call, options, task, [])
}

function retryable(call: ModelCall): Value {
  const [options, task] = split(call.args)
  return wrappedForOthers('retryable', call, (inner) => retryTask(call, options, task, inner.args))
}

/** `retry` of async 3.2 (https://caolan.github.io/async) with a task that gives a promise; one with a callback is not followed. */
export const asyncLibrary = library('async', ['async', 'async-es'], {
  retry: repeater(retry),
  retryable: repeater(retryable),
  'default.retry': repeater(retry),
  'default.retryable': repeater(retryable),
})
/** A module for each function. */
export const asyncRetryModule = library('async', ['async/retry', 'async-es/retry'], { default: repeater(retry), '': repeater(retry) })
