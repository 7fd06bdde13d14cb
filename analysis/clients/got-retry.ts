import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { FALSE, join, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { allowsMethod, isListed, methodOf, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, givenOption, isAbsent, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'

const STATUSES = [408, 413, 429, 500, 502, 503, 504, 521, 522, 524]
const METHODS = ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']

/**
 * `retry` of got: a number (before version 12) or `{ limit, methods, statusCodes, calculateDelay, enforceRetryRules }`.
 * Without `enforceRetryRules` the versions differ: up to 14 `calculateDelay` has the last word, from 15 on only where the
 * rules allow a retry.
 */
export function gotPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry || isAbsent(retry)) return undefined
  // A stream is not sent again by itself: whoever listens for `retry` makes another.
  if (path.includes('stream')) return { calls: 1 }
  const isCount = optionsOf(retry).every((option) => option.kind === 'primitive')
  const options = readOptions(machine, isCount ? undefined : retry)
  const statusCodes = givenOption(options, 'statusCodes')
  const calculateDelay = givenOption(options, 'calculateDelay')
  const limit = countOf(isCount ? retry : options.get('limit'), 2)
  const isAllowed = allowsMethod(machine, givenOption(options, 'methods'), methodOf(call, path), METHODS)
  const follows = (error: Value): Value => {
    const status = statusOfError(machine, error)
    if (!isAllowed || status === 413) return FALSE
    return status === undefined || status === 'other' ? TRUE : isListed(machine, statusCodes, status, STATUSES)
  }
  const enforces = givenOption(options, 'enforceRetryRules')
  let isOfOldVersions = false
  return {
    calls: calculateDelay ? Infinity : limit === undefined ? undefined : limit + 1,
    asks: calculateDelay !== undefined,
    unsure: () => unseenOption(options, 'statusCodes', 'calculateDelay') ?? (isOfOldVersions ? 'version-not-seen' : undefined),
    again: (error, attempt) => {
      if (!calculateDelay) return follows(error)
      const isOver = limit !== undefined && attempt > limit
      const ruled = isOver ? FALSE : follows(error)
      if (enforces && truthiness(enforces) === true && truthiness(ruled) === false) return FALSE
      isOfOldVersions = enforces === undefined && truthiness(ruled) === false
      const computed = delayFor(ruled)
      const about = machine.create(objectData([['error', error], ['attemptCount', primitive(attempt)], ['computedValue', computed], ['retryAfter', UNDEFINED], ['retryOptions', retry]]))
      return ask(call, calculateDelay, [about])
    },
  }
}

function delayFor(follows: Value): Value {
  return join(
    optionsOf(follows).map((option) => {
      const truth = truthiness(option)
      if (truth === undefined) return option
      return truth ? unknown('computedValue', 0, { truthy: true }) : primitive(0)
    }),
  )
}
