import type { ModelCall } from '../interpreter/machine.ts'
import { FALSE, primitive, truthiness } from '../interpreter/values.ts'
import { allowsMethod, isInRanges, methodOf, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'

const RANGES = [[100, 199], [408, 408], [429, 429], [500, 599]] as const
const METHODS = ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE']
const WITHOUT_ANSWER = 2

/** `retry` and `retryConfig` of gaxios 7; a `shouldRetry` of its own replaces every rule, the number of retries too. */
export function gaxiosPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  const config = optionOfCall(call, 'retryConfig')
  if (!config && retry === undefined) return undefined
  if (!config && retry && truthiness(retry) === false) return { calls: 1 }
  const options = readOptions(machine, config)
  const shouldRetry = givenOption(options, 'shouldRetry')
  if (shouldRetry) return { calls: Infinity, asks: true, again: (error) => ask(call, shouldRetry, [error]) }
  const retries = countOf(options.get('retry'), 3)
  const withoutAnswer = countOf(options.get('noResponseRetries'), WITHOUT_ANSWER)
  const isAllowed = allowsMethod(machine, givenOption(options, 'httpMethodsToRetry'), methodOf(call, path), METHODS)
  return {
    calls: retries === undefined ? undefined : retries + 1,
    unsure: unseenOption(options, 'statusCodesToRetry', 'shouldRetry'),
    again: (error, attempt) => {
      if (!isAllowed) return FALSE
      const status = statusOfError(machine, error)
      if (status === undefined || status === 'other') return primitive(withoutAnswer === undefined || attempt <= withoutAnswer)
      return isInRanges(machine, givenOption(options, 'statusCodesToRetry'), status, RANGES)
    },
  }
}

