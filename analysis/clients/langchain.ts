import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { primitive, TRUE, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { helper, library, repeater } from './retry-library.ts'
import { countOf, givenOption, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { ask, doubtOf, operate, retrying } from './retrying.ts'
import { newInstance } from './settings.ts'

const INSTANCE = 'AsyncCaller()'

/** Statuses after which it gives up: a 402 is one; after a 429 it waits only where a header says how long. */
const GIVES_UP = [400, 401, 402, 403, 404, 405, 406, 407, 409, 413, 429]

/** What it decides by itself: by a status on the error or on its `response`. An error that only says it in words is retried. */
function usual({ machine, site }: ModelCall, error: Value): Value {
  const read = (object: Value, name: string): Value => (object.kind === 'primitive' ? UNDEFINED : machine.get(object, name, site))
  for (const status of [read(read(error, 'response'), 'status'), read(error, 'status'), read(error, 'statusCode')]) {
    if (status.kind === 'primitive' && typeof status.value === 'number') return primitive(!GIVES_UP.includes(status.value), status.carries)
    if (status.kind !== 'primitive') return unknown('status', machine.digest(error).carries)
  }
  return TRUE
}

/** `caller.call(fn, ...args)`: seven times in all; a quota error and what `onFailedAttempt` throws for ends it. */
function call(model: ModelCall): Value {
  const { machine, args: [fn = UNDEFINED, ...args] } = model
  const options = readOptions(machine, model.origin?.settings)
  const onFailedAttempt = givenOption(options, 'onFailedAttempt')
  return retrying({
    ...model,
    calls: oneMore(countOf(options.get('maxRetries'), 6)),
    operation: () => awaitValue(machine, operate(model, fn, args)),
    again: (error) => {
      if (!onFailedAttempt) return usual(model, error)
      ask(model, onFailedAttempt, [error])
      return TRUE
    },
    unsure: unseenOption(options, 'onFailedAttempt') ?? doubtOf(model, fn),
  })
}

/** `callWithOptions({ signal }, fn, ...args)`. */
function callWithOptions(model: ModelCall): Value {
  return call({ ...model, args: model.args.slice(1) })
}

const MAKER = { ...helper((made) => newInstance(made, made.origin?.module ?? '@langchain/core/utils/async_caller', [INSTANCE], made.args[0])), instance: [INSTANCE] }

/** `AsyncCaller` of LangChain (https://github.com/langchain-ai/langchainjs), measured with @langchain/core 1.4.0. */
export const langchainCaller = library('langchain', ['@langchain/core/utils/async_caller', 'langchain/util/async_caller'], {
  AsyncCaller: MAKER,
  [`${INSTANCE}.call`]: repeater(call),
  [`${INSTANCE}.callWithOptions`]: repeater(callWithOptions),
})
