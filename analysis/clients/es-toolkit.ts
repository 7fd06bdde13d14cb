import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { optionsOf, primitive, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, givenOption, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

function retry(call: ModelCall): Value {
  const { machine, site } = call
  const fn = argument(call, 0)
  const given = argument(call, 1)
  const isNumber = optionsOf(given).some((option) => option.kind === 'primitive' && typeof option.value === 'number')
  const options = readOptions(machine, isNumber ? undefined : given)
  const shouldRetry = givenOption(options, 'shouldRetry')
  return retrying({
    ...call,
    calls: oneMore(countOf(isNumber ? given : options.get('retries'), Infinity)),
    operation: () => awaitValue(machine, operate(call, fn, [])),
    // It counts attempts from 0, and does not wait for an answer.
    again: shouldRetry && ((error, attempt) => machine.call(shouldRetry, UNDEFINED, [error, primitive(attempt - 1)], site)),
    asks: shouldRetry !== undefined,
    unsure: unseenOption(options, 'shouldRetry') ?? doubtOf(call, fn),
  })
}

/** `retry` of es-toolkit 1.53 (https://es-toolkit.dev): no limit unless one is given. */
export const esToolkitLibrary: Client = { ...library('es-toolkit', ['es-toolkit', 'es-toolkit/function'], { retry: repeater(retry) }), sendsNothing: true, sureBy: /\bretry\b/ }
