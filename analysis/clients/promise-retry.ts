import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { native, optionsOf, primitive, truthiness, UNDEFINED, type Single, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, isCallable, oneMore, readOptions } from './retry-options.ts'
import { operate, retrying } from './retrying.ts'

const CODE = 'EPROMISERETRY'

function retriedOf({ machine }: ModelCall, error: Single): Value | undefined {
  const properties = machine.object(error)?.properties
  const code = properties?.get('code')
  return code?.kind === 'primitive' && code.value === CODE ? properties?.get('retried') : undefined
}

/** What `retry(error)` throws: an error that only the library knows what to do with. */
function thrownByRetry(call: ModelCall, error: Value): Value {
  const [single] = optionsOf(error)
  const retried = (single && retriedOf(call, single)) ?? error
  return call.machine.create(objectData([['message', primitive('Retrying')], ['code', primitive(CODE)], ['retried', retried]], { builtin: 'Error' }))
}

function promiseRetry(call: ModelCall): Value {
  const { machine } = call
  const isSwapped = !isCallable(argument(call, 0)) && isCallable(argument(call, 1))
  const [fn, given] = isSwapped ? [argument(call, 1), argument(call, 0)] : [argument(call, 0), argument(call, 1)]
  const options = readOptions(machine, given)
  const retry = native('retry', ([error = UNDEFINED]) => machine.throwValue(thrownByRetry(call, error)))
  const innerOf = (error: Value): Value | undefined => {
    const [single] = optionsOf(error)
    return single && retriedOf(call, single)
  }
  return retrying({
    ...call,
    calls: truthiness(options.get('forever')) === true ? Infinity : oneMore(countOf(options.get('retries'), 10)),
    operation: (attempt) => awaitValue(machine, operate(call, fn, [retry, primitive(attempt)])),
    again: (error) => primitive(innerOf(error) !== undefined),
    gaveUp: (error) => innerOf(error) ?? error,
  })
}

/** promise-retry 2.0 (https://github.com/IndigoUnited/node-promise-retry): calls again only what calls `retry(error)`. */
export const promiseRetryLibrary = library('promise-retry', ['promise-retry', '@isaacs/promise-retry', '@gar/promise-retry'], {
  default: repeater(promiseRetry),
  '': repeater(promiseRetry),
  promiseRetry: repeater(promiseRetry),
})
