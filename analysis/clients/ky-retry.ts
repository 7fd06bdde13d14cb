import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { FALSE, optionsOf, primitive, TRUE, truthiness, unknown, type Value } from '../interpreter/values.ts'
import { allowsMethod, isListed, methodOf, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, givenOption, isAbsent, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'

const STATUSES = [408, 413, 429, 500, 502, 503, 504]
const METHODS = ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']

/** `retry` of ky 1: a number, or `{ limit, methods, statusCodes, shouldRetry }`. */
export function kyPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry || isAbsent(retry)) return undefined
  const isCount = optionsOf(retry).every((option) => option.kind === 'primitive')
  const options = readOptions(machine, isCount ? undefined : retry)
  const statusCodes = givenOption(options, 'statusCodes')
  const shouldRetry = givenOption(options, 'shouldRetry')
  const limit = countOf(isCount ? retry : options.get('limit'), 2)
  const isAllowed = allowsMethod(machine, givenOption(options, 'methods'), methodOf(call, path), METHODS)
  return {
    calls: limit === undefined ? undefined : limit + 1,
    asks: shouldRetry !== undefined,
    unsure: unseenOption(options, 'statusCodes', 'shouldRetry'),
    again: (error, attempt) => {
      if (!isAllowed) return FALSE
      const told = shouldRetry && ask(call, shouldRetry, [machine.create(objectData([['error', error], ['retryCount', primitive(attempt)]]))])
      if (told?.kind === 'primitive' && typeof told.value === 'boolean') return told
      if (told && !isAbsent(told) && truthiness(told) === undefined) return unknown('shouldRetry', machine.digest(error).carries)
      return usual(machine, statusCodes, error)
    },
  }
}

function usual(machine: ModelCall['machine'], statusCodes: Value | undefined, error: Value): Value {
  const status = statusOfError(machine, error)
  if (status === undefined || status === 'other') return TRUE
  return status === 413 ? FALSE : isListed(machine, statusCodes, status, STATUSES)
}
