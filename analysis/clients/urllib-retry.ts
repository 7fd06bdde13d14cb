import type { ModelCall } from '../interpreter/machine.ts'
import { FALSE, primitive } from '../interpreter/values.ts'
import { optionOfCall, statusOfResponse, type SendPolicy } from './client-retries.ts'
import { countOf, not, oneMore } from './retry-options.ts'
import { ask } from './retrying.ts'

/** `retry` and `isRetry` of urllib 4: 5xx, unless `isRetry` says otherwise, as often as `retry` says. */
export function urllibPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry) return undefined
  const isRetry = optionOfCall(call, 'isRetry')
  return {
    calls: oneMore(countOf(retry, 0)),
    asks: isRetry !== undefined,
    again: () => FALSE,
    accepts: (response) => (isRetry ? not(ask(call, isRetry, [response])) : primitive((statusOfResponse(machine, response) ?? 0) < 500)),
  }
}
