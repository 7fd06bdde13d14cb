import type { ModelCall } from '../interpreter/machine.ts'
import { primitive, TRUE, truthiness, UNDEFINED } from '../interpreter/values.ts'
import { optionOfCall, statusOfResponse, type SendPolicy } from './client-retries.ts'
import { countOf, not, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'

/** `retry` of node-fetch-retry 2: calls in all (3), and only where no answer came. */
export function nodeFetchRetryPolicy(call: ModelCall): SendPolicy {
  const calls = countOf(optionOfCall(call, 'retry') ?? UNDEFINED, 3)
  return { calls: calls === 0 ? 3 : calls, again: () => TRUE }
}

/** `retryOptions` of @adobe/node-fetch-retry 2: no answer and 5xx, for a minute, unless `retryOnHttpResponse` says otherwise. */
export function adobeFetchPolicy(call: ModelCall): SendPolicy {
  const { machine } = call
  const given = optionOfCall(call, 'retryOptions')
  if (given && truthiness(given) === false) return { calls: 1 }
  const options = readOptions(machine, given)
  const onResponse = givenOption(options, 'retryOnHttpResponse')
  const onError = givenOption(options, 'retryOnHttpError')
  return {
    // It ends when its time is up, not after a number of calls.
    calls: undefined,
    asks: onResponse !== undefined || onError !== undefined,
    unsure: unseenOption(options, 'retryOnHttpResponse'),
    again: (error) => (onError ? ask(call, onError, [error]) : TRUE),
    accepts: (response) => (onResponse ? not(ask(call, onResponse, [response])) : primitive((statusOfResponse(machine, response) ?? 0) < 500)),
  }
}
