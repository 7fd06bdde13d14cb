import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { FALSE, isUndefined, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Answers } from './answers.ts'
import { allowsMethod, isInRanges, isListed, methodOf, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import type { Client } from './client.ts'
import { library } from './retry-library.ts'
import { countOf, givenOption, isCallable, not, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'
import { setUp } from './set-up.ts'

/** The error of a client that puts the response under `response`. */
function answersOf(client: string): Answers {
  return {
    client,
    response: {},
    failure: { classes: [], properties: { message: 'words', status: 'status', statusCode: 'status', response: 'fetch response' } },
    noAnswer: { classes: [], properties: { message: 'words', code: 'words' } },
  }
}

const UNDICI_STATUSES = [500, 502, 503, 504, 429]

/** `new RetryAgent(agent, options)`, `interceptors.retry(options)` of undici 7: a list of statuses. */
function undiciPolicy(index: number) {
  return (call: ModelCall): SendPolicy => {
    const { machine } = call
    const options = readOptions(machine, call.args[index])
    return {
      calls: oneMore(countOf(options.get('maxRetries'), 5)),
      unsure: unseenOption(options, 'statusCodes'),
      again: (error) => {
        const status = statusOfError(machine, error)
        return status === undefined || status === 'other' ? TRUE : isListed(machine, givenOption(options, 'statusCodes'), status, UNDICI_STATUSES)
      },
    }
  }
}

/** Retries of undici that are set up for an agent (https://undici.nodejs.org/#/docs/api/RetryAgent). */
export const undiciRetries: Client = library('undici', ['undici'], {
  RetryAgent: setUp({ answers: answersOf('undici'), policy: undiciPolicy(1) }),
  'interceptors.retry': setUp({ answers: answersOf('undici'), policy: undiciPolicy(0) }),
  'default.RetryAgent': setUp({ answers: answersOf('undici'), policy: undiciPolicy(1) }),
  'default.interceptors.retry': setUp({ answers: answersOf('undici'), policy: undiciPolicy(0) }),
})

/** The error-retry plugin of xior 0.8: any error of a GET, twice, unless `enableRetry` says otherwise. */
function xiorPolicy(call: ModelCall): SendPolicy {
  const { machine, site } = call
  const options = readOptions(machine, call.args[0])
  const enable = givenOption(options, 'enableRetry')
  return {
    calls: oneMore(countOf(options.get('retryTimes'), 2)),
    asks: enable !== undefined,
    unsure: unseenOption(options, 'enableRetry'),
    again: (error) => {
      if (!enable) return TRUE
      if (!isCallable(enable)) return enable
      const answer = machine.call(enable, UNDEFINED, [unknown('config'), error], site)
      // Undefined leaves it to the rule for methods, which lets a GET through.
      return isUndefined(answer) ? TRUE : answer
    },
  }
}

export const xiorRetries: Client = library('xior', ['xior/plugins/error-retry'], { default: setUp({ answers: answersOf('xior'), policy: xiorPolicy }) })

/** `retry: { attempts, when }` of up-fetch 2: any response that is not ok, where attempts are given. */
export function upFetchPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry) return undefined
  const options = readOptions(machine, retry)
  const when = givenOption(options, 'when')
  const attempts = options.get('attempts')
  return {
    calls: isCallable(attempts) ? undefined : oneMore(countOf(attempts, 0)),
    asks: when !== undefined,
    unsure: unseenOption(options, 'when'),
    again: (error) => {
      const status = statusOfError(machine, error)
      if (!when) return primitive(status !== undefined && status !== 'other')
      const isAnswered = status !== undefined && status !== 'other'
      const response = isAnswered ? machine.create(objectData([['status', primitive(status)], ['ok', primitive(isOkStatus(status))]], { open: true })) : UNDEFINED
      return ask(call, when, [machine.create(objectData([['response', response], ['error', isAnswered ? UNDEFINED : error], ['request', unknown('request')]]))])
    },
  }
}

/** `retry: n | { type, attempts, shouldRetry }` of better-fetch 1: any response that is not ok. */
export function betterFetchPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const retry = optionOfCall(call, 'retry')
  if (!retry) return undefined
  const isCount = optionsOf(retry).every((option) => option.kind === 'primitive')
  const options = readOptions(machine, isCount ? undefined : retry)
  const shouldRetry = givenOption(options, 'shouldRetry')
  const asked = (error: Value): Value => (shouldRetry ? ask(call, shouldRetry, [error]) : TRUE)
  return {
    calls: oneMore(countOf(isCount ? retry : options.get('attempts'), 0)),
    asks: shouldRetry !== undefined,
    unsure: unseenOption(options, 'shouldRetry'),
    again: (error) => {
      const status = statusOfError(machine, error)
      return status === undefined || status === 'other' ? FALSE : asked(error)
    },
    accepts: (result) => {
      const isPlain = optionsOf(result).every((option) => option.kind !== 'object')
      const error = isPlain ? UNDEFINED : machine.get(result, 'error', site)
      if (truthiness(error) === false) return TRUE
      return not(asked(error))
    },
  }
}

const RAX_RANGES = [[100, 199], [429, 429], [500, 599]] as const
const RAX_METHODS = ['GET', 'HEAD', 'PUT', 'OPTIONS', 'DELETE']

/** `raxConfig` of retry-axios 4, among the options of a call or of an instance. */
export function raxPolicy(call: ModelCall, path: readonly string[]): SendPolicy | undefined {
  const { machine } = call
  const config = optionOfCall(call, 'raxConfig')
  if (!config) return undefined
  const options = readOptions(machine, config)
  const shouldRetry = givenOption(options, 'shouldRetry')
  const isAllowed = allowsMethod(machine, givenOption(options, 'httpMethodsToRetry'), methodOf(call, path), RAX_METHODS)
  return {
    calls: oneMore(countOf(options.get('retry'), 3)),
    asks: shouldRetry !== undefined,
    unsure: unseenOption(options, 'statusCodesToRetry', 'shouldRetry'),
    again: (error) => {
      if (shouldRetry) return ask(call, shouldRetry, [error])
      const status = statusOfError(machine, error)
      if (!isAllowed) return FALSE
      return status === undefined || status === 'other' ? TRUE : isInRanges(machine, givenOption(options, 'statusCodesToRetry'), status, RAX_RANGES)
    },
  }
}

/** The name under which a builder of wretch keeps its middlewares. */
const MIDDLEWARES = 'middlewares()'
const WRETCH_RETRY = 'wretch retry'

/** `retry({ maxAttempts, until })` of wretch: the options stand on what it gives. */
export const wretchRetry: Client = library('wretch', ['wretch/middlewares', 'wretch/middlewares/retry'], {
  retry: { sends: false, run: (call) => call.machine.create(objectData([['options', call.args[0] ?? UNDEFINED]], { label: WRETCH_RETRY })) },
})

/**
 * The retry middleware of a request of wretch. Up to version 2 it tries again for any response that is not ok, from 3 on
 * not for 400 to 499: without `until` only the version tells.
 */
export function wretchPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const list = optionOfCall(call, MIDDLEWARES)
  const elements = list ? optionsOf(list).flatMap((option) => machine.object(option)?.elements ?? []) : []
  const middleware = elements.find((element) => machine.object(element)?.label === WRETCH_RETRY)
  if (!middleware) return undefined
  const options = readOptions(machine, machine.get(middleware, 'options', site))
  const until = givenOption(options, 'until')
  const max = countOf(options.get('maxAttempts'), 10)
  const onNetworkError = truthiness(options.get('retryOnNetworkError')) === true
  return {
    calls: max === 0 ? Infinity : oneMore(max),
    asks: until !== undefined,
    again: (error) => {
      const status = statusOfError(machine, error)
      if (status === undefined || status === 'other') return primitive(onNetworkError)
      if (!until) return primitive(true)
      return not(ask(call, until, [machine.get(error, 'response', site), UNDEFINED]))
    },
    unsure: until ? undefined : 'version-not-seen',
  }
}
