import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { isNullish, native, NULL, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { isListed, statusOfError } from './client-retries.ts'
import { countOf, isAbsent } from './retry-options.ts'
import { retrying } from './retrying.ts'

const STATUSES = [408, 413, 429, 500, 502, 503, 504, 521, 522, 524]

/** `.retry(count, callback)` of a request: the callback has the say where it says true or false. */
function retry(client: ClientFunction, call: ModelCall, request: Value, args: readonly Value[], site: ModelCall['site']): Value {
  const { machine } = call
  const [count = UNDEFINED, callback] = args
  const retries = isAbsent(count) || (count.kind === 'primitive' && count.value === true) ? 1 : countOf(count, 1)
  const told = (error: Value, response: Value): Value | undefined => {
    if (!callback || isAbsent(callback)) return undefined
    const answer = machine.call(callback, UNDEFINED, [error, response], site)
    if (answer.kind === 'primitive') return typeof answer.value === 'boolean' ? answer : undefined
    return optionsOf(answer).every(isNullish) ? undefined : truthiness(answer) === undefined ? unknown('retry', machine.digest(error).carries | machine.digest(response).carries) : undefined
  }
  const promise = retrying({
    machine,
    site,
    calls: retries === undefined ? undefined : Math.max(1, retries + 1),
    asks: callback !== undefined,
    // The first request is the one that the chain began with.
    operation: (attempt) => awaitValue(machine, attempt === 1 ? request : client.run(call)),
    again: (error) => {
      const status = statusOfError(machine, error)
      // There is an error only where no answer came: that of a status is made when no more is tried.
      const answer = status === undefined || status === 'other' ? told(error, UNDEFINED) : told(UNDEFINED, machine.get(error, 'response', site))
      if (answer) return answer
      return status === undefined || status === 'other' ? TRUE : isListed(machine, undefined, status, STATUSES)
    },
    accepts: (response) => {
      const answer = told(NULL, response)
      if (!answer) return TRUE
      const truth = truthiness(answer)
      return truth === undefined ? answer : primitive(!truth)
    },
  })
  const sides = machine.object(promise)?.promise
  if (sides && request.kind === 'object') machine.update(request, { promise: sides })
  return request
}

/** superagent, whose requests are sent again where the chain says `.retry(...)`. */
export function withChainedRetry(client: Client): Client {
  return {
    ...client,
    functionAt(path) {
      const found = client.functionAt(path)
      if (!found?.sends) return found
      return {
        ...found,
        run: (call) => {
          const request = found.run(call)
          if (request.kind === 'object' && call.machine.quiet === 0) call.machine.set(request, 'retry', native('retry', (args, site) => retry(found, call, request, args, site)))
          return request
        },
      }
    },
  }
}
