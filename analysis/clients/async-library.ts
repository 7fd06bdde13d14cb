import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { NULL, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { callBack } from './callbacks.ts'
import type { ClientFunction } from './client.ts'
import { mapAll, passingOn, runTask } from './queues.ts'
import { argument, library, repeater, wrappedForOthers } from './retry-library.ts'
import { countOf, givenOption, isCallable, readOptions, unseenOption } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'
import { newInstance, setting } from './settings.ts'

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

/** `map(list, fn)`, `mapLimit(list, 4, fn)`: gives a promise, or calls back. */
function mapper(index: number): ClientFunction {
  return passingOn((call) => {
    const callback = call.args[index + 1]
    const promise = mapAll(call, argument(call, 0), argument(call, index))
    if (!callback || !isCallable(callback)) return promise
    callBack(call.machine, promise, callback, { fulfilled: (value) => [NULL, value], rejected: (error) => [error] }, call.site)
    return UNDEFINED
  })
}

const MAP = mapper(1)
const MAP_LIMIT = mapper(2)

/** `queue(worker, 4)`: the worker is called once for each task that is pushed. */
const QUEUE: ClientFunction = {
  sends: false,
  isLazy: true,
  instance: ['queue()'],
  run: (call) => newInstance(call, call.origin?.module ?? 'async', ['queue()'], call.machine.create(objectData([['worker', argument(call, 0)]]))),
}
const PUSH = passingOn((call) => {
  const worker = setting(call.machine, call.origin?.settings, 'worker')
  return worker ? runTask(call, worker, [argument(call, 0)]) : unknown('push()')
})

const FUNCTIONS = {
  retry: repeater(retry),
  retryable: repeater(retryable),
  map: MAP,
  each: MAP,
  forEach: MAP,
  mapLimit: MAP_LIMIT,
  eachLimit: MAP_LIMIT,
  forEachLimit: MAP_LIMIT,
  queue: QUEUE,
  'queue().push': PUSH,
  'queue().pushAsync': PUSH,
  'queue().unshift': PUSH,
}

/** async 3.2 (https://caolan.github.io/async) with tasks that give promises; one with a callback is not followed. */
export const asyncLibrary = library('async', ['async', 'async-es'], FUNCTIONS)
/** A module for each function. */
export const asyncRetryModule = library('async', ['async/retry', 'async-es/retry'], { default: repeater(retry), '': repeater(retry) })
