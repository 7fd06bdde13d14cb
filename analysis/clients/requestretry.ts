import type { ModelCall } from '../interpreter/machine.ts'
import { NULL, primitive, TRUE, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { optionOfCall, statusOfResponse, withRetries, type SendPolicy } from './client-retries.ts'
import { calledBack, requestWith } from './request.ts'
import { countOf, not } from './retry-options.ts'
import { ask } from './retrying.ts'

/** `maxAttempts` and `retryStrategy` of requestretry 8: 429, 5xx and no answer, five times in all. */
function requestRetryPolicy(call: ModelCall): SendPolicy {
  const { machine, site } = call
  const strategy = optionOfCall(call, 'retryStrategy')
  const told = (fn: Value, args: readonly Value[]): Value => {
    const answer = ask(call, fn, args)
    // It may give `{ mustRetry, options }` instead of a boolean.
    return machine.object(answer)?.properties.get('mustRetry') ?? answer
  }
  return {
    calls: countOf(optionOfCall(call, 'maxAttempts') ?? UNDEFINED, 5),
    asks: strategy !== undefined,
    again: (error) => (strategy ? told(strategy, [error]) : TRUE),
    accepts: (response) => {
      if (strategy) return not(told(strategy, [NULL, response, machine.get(response, 'body', site)]))
      const status = statusOfResponse(machine, response) ?? 0
      return primitive(status !== 429 && status < 500)
    },
  }
}

/** requestretry (https://github.com/FGRibreau/node-request-retry), measured with 8.0.0: resolves, or calls back, whatever the status. */
export const requestRetryClient: Client = calledBack(withRetries(requestWith('requestretry', ['requestretry']), requestRetryPolicy), 'promise')
