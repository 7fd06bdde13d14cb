import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { NULL, optionsOf, primitive, TRUE, UNDEFINED, type Value } from '../interpreter/values.ts'
import { memberPath } from '../syntax/nodes.ts'
import type { Node } from '../syntax/estree.ts'
import type { Client, ClientFunction } from './client.ts'
import { isListed } from './client-retries.ts'
import { sendFetch } from './fetch.ts'
import { argument } from './retry-library.ts'
import { countOf, givenOption, isCallable, not, readOptions } from './retry-options.ts'
import { ask, retrying } from './retrying.ts'
import { newInstance } from './settings.ts'

/** The path of a `fetch` that is repeated, and of another function that is. */
const REPEATED_FETCH = 'fetchRetry()'
const REPEATED_OTHER = 'wrapped()'

/** What a wrapper is made with is kept among the settings of what it gives. */
function make(call: ModelCall): Value {
  const settings = call.machine.create(objectData([['fetch', argument(call, 0)], ['defaults', argument(call, 1)]]))
  return newInstance(call, call.origin?.module ?? 'fetch-retry', [REPEATED_FETCH], settings)
}

/** `fetchRetry(fetch)` gives a `fetch`; around a function of the file it only repeats what that does. */
function pathOfMade(made: Node): readonly string[] {
  const [wrapped] = made['arguments'] as Node[]
  const name = wrapped && memberPath(wrapped)?.at(-1)
  const isFetch = wrapped === undefined || (name !== undefined && /^(?:fetch|nodeFetch|crossFetch|isomorphicFetch|unfetch|originalFetch|globalFetch|windowFetch|baseFetch|_fetch)$/i.test(name)) || wrapped.type === 'CallExpression'
  return [isFetch ? REPEATED_FETCH : REPEATED_OTHER]
}

function fetchWith(call: ModelCall): Value {
  const settings = readOptions(call.machine, call.origin?.settings)
  const inner = settings.get('fetch')
  return isCallable(inner) ? awaitValue(call.machine, call.machine.call(inner, UNDEFINED, call.args, call.site)) : awaitValue(call.machine, sendFetch(call))
}


/** What one of the two packages does. */
interface Repeats {
  /** Statuses that are repeated where no `retryOn` is given. */
  readonly usual: readonly number[]
  /** A `retryOn` that is a function is told the number of retries too. */
  readonly tellsRetries: boolean
}

/** `retryOn`: a list of statuses, or a function that has the only say. */
function run(call: ModelCall, { usual, tellsRetries }: Repeats): Value {
  const { machine } = call
  if (machine.quiet > 0) return sendFetch(call)
  const settings = readOptions(machine, call.origin?.settings)
  const options = readOptions(machine, call.args[1], settings.get('defaults'))
  const retryOn = givenOption(options, 'retryOn')
  const isFunction = retryOn !== undefined && optionsOf(retryOn).some((option) => option.kind !== 'object' || !machine.object(option)?.elements) && !isList(call, retryOn)
  const retries = countOf(options.get('retries'), 3)
  const told = (attempt: number, error: Value, response: Value): Value[] => [primitive(attempt - 1), ...(tellsRetries ? [options.get('retries')] : []), error, response]
  return retrying({
    machine,
    site: call.site,
    isClients: true,
    calls: isFunction ? Infinity : retries === undefined ? undefined : retries + 1,
    asks: isFunction,
    operation: () => fetchWith(call),
    again: (error, attempt) => (isFunction ? ask(call, retryOn, told(attempt, error, NULL)) : TRUE),
    accepts: (response, attempt) => {
      if (isFunction) return not(ask(call, retryOn, told(attempt, NULL, response)))
      const status = machine.object(response)?.response?.status
      return status === undefined ? TRUE : not(isListed(machine, retryOn, status, usual))
    },
    unsure: settings.get('defaults').kind === 'unknown' && !retryOn ? 'options-not-seen' : undefined,
  })
}

function isList({ machine }: ModelCall, value: Value): boolean {
  return optionsOf(value).every((option) => machine.object(option)?.elements !== undefined)
}

const STATUSES = [429, ...Array.from({ length: 100 }, (_, index) => 500 + index)]

/** @vercel/fetch-retry 5.1: 429 and 5xx, five times, whatever the method. */
function runVercel(call: ModelCall): Value {
  const { machine } = call
  if (machine.quiet > 0) return sendFetch(call)
  const retries = countOf(readOptions(machine, readOptions(machine, call.args[1]).get('retry')).get('retries'), 5)
  return retrying({
    machine,
    site: call.site,
    isClients: true,
    calls: retries === undefined ? undefined : retries + 1,
    operation: () => fetchWith(call),
    accepts: (response) => {
      const status = machine.object(response)?.response?.status
      return primitive(status === undefined || !STATUSES.includes(status))
    },
  })
}

function client(name: string, modules: readonly string[], repeat: (call: ModelCall) => Value): Client {
  const maker: ClientFunction = { sends: false, run: make, instance: pathOfMade }
  const functions: Readonly<Record<string, ClientFunction>> = {
    default: maker,
    '': maker,
    fetchBuilder: maker,
    'default.default': maker,
    [REPEATED_FETCH]: { sends: true, run: repeat },
    [REPEATED_OTHER]: { sends: false, repeats: 'requests', run: repeat },
  }
  return { name, modules, functionAt: (path) => (Object.hasOwn(functions, path.join('.')) ? functions[path.join('.')] : undefined) }
}

/** fetch-retry 6.0 (https://github.com/jonbern/fetch-retry): repeats only where no answer came, unless `retryOn` says more. */
export const fetchRetryClient = client('fetch-retry', ['fetch-retry'], (call) => run(call, { usual: [], tellsRetries: false }))
/** fetch-retry-ts 1.3 (https://github.com/jdrydn/fetch-retry-ts): the same, but that it starts from a list. */
export const fetchRetryTsClient = client('fetch-retry-ts', ['fetch-retry-ts'], (call) => run(call, { usual: [419, 503, 504], tellsRetries: true }))
export const vercelFetchRetryClient = client('@vercel/fetch-retry', ['@vercel/fetch-retry', '@zeit/fetch-retry'], runVercel)

