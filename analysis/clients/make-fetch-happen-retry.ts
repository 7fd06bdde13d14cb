import type { ModelCall } from '../interpreter/machine.ts'
import { FALSE, primitive, TRUE, truthiness, type Value } from '../interpreter/values.ts'
import { isListed, methodOf, optionOfCall, type SendPolicy } from './client-retries.ts'
import { countOf, readOptions } from './retry-options.ts'

const STATUSES = [408, 420, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)]

/** `retry` of make-fetch-happen 15: a number, or `{ retries }`. The statuses are fixed, and a POST is sent once. */
export function makeFetchHappenPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry) return undefined
  const isOff = truthiness(retry) === false
  const retries = isOff ? 0 : countOf(retry.kind === 'primitive' ? retry : readOptions(machine, retry).get('retries'), 0)
  const isPost = methodOf(call, path) === 'POST'
  const listed = (response: Value): Value => {
    const data = machine.object(response)?.response
    return data ? isListed(machine, undefined, data.status, STATUSES) : FALSE
  }
  return {
    calls: retries === undefined ? undefined : retries + 1,
    again: () => (isPost ? FALSE : TRUE),
    accepts: (response) => primitive(isPost || truthiness(listed(response)) === false),
  }
}
