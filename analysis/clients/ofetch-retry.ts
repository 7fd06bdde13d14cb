import type { ModelCall } from '../interpreter/machine.ts'
import { TRUE } from '../interpreter/values.ts'
import { isListed, methodOf, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, isAbsent } from './retry-options.ts'

const STATUSES = [408, 409, 425, 429, 500, 502, 503, 504]
const WITH_PAYLOAD = ['POST', 'PUT', 'PATCH', 'DELETE']

/** `retry` (a number or false) and `retryStatusCodes` of ofetch 1. A stated number holds for every method. */
export function ofetchPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const retry = optionOfCall(call, 'retry')
  const codes = optionOfCall(call, 'retryStatusCodes')
  const isSaid = retry !== undefined && !isAbsent(retry)
  if (!isSaid && !codes) return undefined
  const usual = WITH_PAYLOAD.includes(methodOf(call, path) ?? 'GET') ? 0 : 1
  const isOff = retry?.kind === 'primitive' && retry.value === false
  const retries = isOff ? 0 : retry ? countOf(retry, usual) : usual
  return {
    calls: retries === undefined ? undefined : retries + 1,
    again: (error) => {
      const status = statusOfError(call.machine, error)
      return status === undefined || status === 'other' ? TRUE : isListed(call.machine, codes, status, STATUSES)
    },
  }
}
