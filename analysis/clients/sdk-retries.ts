import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue, run as runAsync, sidesOf } from '../interpreter/promises.ts'
import { Carries, FALSE, join, native, optionsOf, primitive, TRUE, truthiness, unknown, type Value } from '../interpreter/values.ts'
import { rangeOf } from '../syntax/nodes.ts'
import { isListed, isListedCode, optionOfCall, statusOfError, type SendPolicy } from './client-retries.ts'
import { countOf, givenOption, oneMore, readOptions, unseenOption } from './retry-options.ts'
import { ask } from './retrying.ts'
import { setting } from './settings.ts'

const MISTRAL_CODES = ['429', '500', '502', '503', '504']

/**
 * `retries` and `retryCodes` of a call, `retryConfig` of an instance: SDKs that Speakeasy generates (mistral 2). With the
 * strategy `backoff` they try for an hour.
 */
export function speakeasyPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine } = call
  const config = optionOfCall(call, 'retries') ?? optionOfCall(call, 'retryConfig')
  if (!config) return undefined
  const options = readOptions(machine, config)
  const strategy = options.get('strategy')
  const isOff = strategy.kind === 'primitive' && strategy.value !== 'backoff'
  const codes = optionOfCall(call, 'retryCodes')
  return {
    calls: isOff ? 1 : undefined,
    unsure: unseenOption(options, 'strategy'),
    again: (error) => {
      const status = statusOfError(machine, error)
      return status === undefined || status === 'other' ? options.get('retryConnectionErrors') : isListedCode(machine, codes, status, MISTRAL_CODES)
    },
  }
}

const GOOGLE_STATUSES = [408, 429, 500, 502, 503, 504]

/** `httpOptions.retryOptions` of @google/genai 2, of an instance or in the `config` of a call: five calls in all. */
export function googleGenaiPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine } = call
  const ofCall = setting(machine, optionOfCall(call, 'config'), 'httpOptions')
  const retry = setting(machine, ofCall, 'retryOptions') ?? setting(machine, optionOfCall(call, 'httpOptions'), 'retryOptions')
  if (!retry) return undefined
  const options = readOptions(machine, retry)
  const attempts = countOf(options.get('attempts'), 5)
  return {
    calls: attempts === undefined ? undefined : Math.max(1, attempts),
    unsure: unseenOption(options, 'httpStatusCodes'),
    again: (error) => {
      const status = statusOfError(machine, error)
      return status === undefined || status === 'other' ? TRUE : isListed(machine, givenOption(options, 'httpStatusCodes'), status, GOOGLE_STATUSES)
    },
  }
}

/** `retryOptions` of @google-cloud/storage 7: four calls in all, for what `retryableErrorFn` says. */
export function googleStoragePolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const retry = optionOfCall(call, 'retryOptions')
  if (!retry) return undefined
  const options = readOptions(machine, retry)
  const predicate = givenOption(options, 'retryableErrorFn')
  const isOff = truthiness(options.get('autoRetry')) === false && givenOption(options, 'autoRetry') !== undefined
  return {
    calls: isOff ? 1 : oneMore(countOf(options.get('maxRetries'), 3)),
    asks: predicate !== undefined,
    unsure: unseenOption(options, 'retryableErrorFn'),
    again: (error) => {
      const status = statusOfError(machine, error)
      // Where no answer came, another number counts, and the predicate is not asked.
      if (status === undefined || status === 'other') return TRUE
      if (!predicate) return isListed(machine, undefined, status, GOOGLE_STATUSES)
      const code = primitive(status, Carries.status)
      const response = machine.create(objectData([['statusCode', code]], { open: true }))
      return ask(call, predicate, [machine.create(objectData([['code', code], ['response', response]], { builtin: 'Error', open: true, rest: unknown('error', Carries.body, { id: `storage error@${rangeOf(site)[0]}` }) }))])
    },
  }
}

/** `retryStrategy` of AWS SDK v3: what its `refreshRetryTokenForRetry` throws for ends it. What it inherits is not seen. */
export function awsPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const strategy = optionOfCall(call, 'retryStrategy')
  const refresh = strategy?.kind === 'object' ? machine.get(strategy, 'refreshRetryTokenForRetry', site) : undefined
  if (!strategy || !refresh || optionsOf(refresh).some((option) => option.kind !== 'closure')) return undefined
  return {
    calls: Infinity,
    asks: true,
    again: (error, attempt) => {
      const token = machine.create(objectData([['getRetryCount', native('count', () => primitive(attempt - 1))], ['getRetryDelay', native('delay', () => primitive(0))]], { open: true }))
      const info = machine.create(objectData([['error', error], ['errorType', errorType(statusOfError(machine, error))]], { open: true }))
      const { fulfilled, rejected } = sidesOf(machine, runAsync(machine, [() => awaitValue(machine, machine.call(refresh, strategy, [token, info], site))]))
      return join([...(fulfilled ? [given(fulfilled)] : []), ...(rejected ? [FALSE] : [])])
    },
  }
}

/** A token of the code's own is another try; one that a base class gives, or refuses, is not known. */
function given(token: Value): Value {
  return optionsOf(token).some((option) => option.kind === 'unknown') ? unknown('token', Carries.handed) : TRUE
}

const TRANSIENT_STATUSES: readonly (number | undefined | 'other')[] = [500, 502, 503, 504, undefined, 'other']

function errorType(status: number | undefined | 'other'): Value {
  if (TRANSIENT_STATUSES.includes(status)) return primitive('TRANSIENT', Carries.status)
  return primitive(status === 429 ? 'THROTTLING' : Number(status) >= 500 ? 'SERVER_ERROR' : 'CLIENT_ERROR', Carries.status)
}
