import type { ModelCall } from '../interpreter/machine.ts'
import { primitive, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { isInRanges, optionOfCall, statusOfResponse, withRetries, type SendPolicy } from './client-retries.ts'
import { calledBack, requestWith } from './request.ts'
import { countOf, not, oneMore } from './retry-options.ts'

const RANGES = [[100, 199], [429, 429], [500, 599]] as const

/** `retries` and `shouldRetryFn` of retry-request: 429, 5xx and no answer, twice more. */
function retryRequestPolicy(call: ModelCall): SendPolicy {
  const { machine, site } = call
  const shouldRetry = optionOfCall(call, 'shouldRetryFn')
  const withoutAnswer = countOf(optionOfCall(call, 'noResponseRetries') ?? UNDEFINED, 2)
  return {
    calls: oneMore(countOf(optionOfCall(call, 'retries') ?? UNDEFINED, 2)),
    asks: shouldRetry !== undefined,
    again: (_error: Value, attempt: number) => primitive(withoutAnswer === undefined || attempt <= withoutAnswer),
    accepts: (response) => {
      const answer = shouldRetry ? machine.call(shouldRetry, UNDEFINED, [response], site) : isInRanges(machine, undefined, statusOfResponse(machine, response) ?? 0, RANGES)
      return not(answer)
    },
  }
}

/** retry-request (https://github.com/googleapis/retry-request), measured with 8.0.4 and 9.1.0: calls back whatever the status. */
export const retryRequestClient: Client = calledBack(withRetries(requestWith('retry-request', ['retry-request']), retryRequestPolicy), 'nothing')
