import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue, run as runAsync } from '../interpreter/promises.ts'
import { optionsOf, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { helper } from './retry-library.ts'
import { firstSetting, mergeSettings, newInstance } from './settings.ts'
import { verbClient, type VerbClient } from './verb-client.ts'

/** What the interceptor `responseError` is known by, and a dispatcher that it is composed onto. */
const RESPONSE_ERROR = 'responseError()'
const INSTANCE = 'create()'

const isOk = (status = 0): boolean => status < 400

const UNDICI: VerbClient = {
  name: 'undici',
  modules: ['undici'],
  roots: [],
  methods: { request: ['url', 'options'] },
  makes: { Client: { options: 1 }, Pool: { options: 1 }, Agent: { options: 0 }, RetryAgent: { options: 1 }, ProxyAgent: { options: 0 } },
  answers: {
    client: 'undici',
    response: { statusCode: 'status', statusText: 'reason', headers: 'headers', body: 'body stream', trailers: 'object', opaque: 'object', context: 'object' },
    failure: {
      classes: ['ResponseStatusCodeError', 'UndiciError'],
      properties: {
        name: { is: 'ResponseStatusCodeError' }, code: { is: 'UND_ERR_RESPONSE_STATUS_CODE' }, message: 'words',
        status: 'status', statusCode: 'status', headers: 'headers', body: 'body',
      },
    },
    noAnswer: { classes: ['UndiciError'], properties: { name: 'words', message: 'words', code: 'words' } },
  },
  gives: 'response',
  switch: { option: 'throwOnError', meaning: 'rejects', given: 'status', isOk, ofCalls: true },
  functions: {
    'interceptors.responseError': helper(({ machine }) => machine.create(objectData([], { label: RESPONSE_ERROR }))),
    getGlobalDispatcher: { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, 'undici', [INSTANCE], undefined) },
    compose: { sends: false, instance: [INSTANCE], run: compose },
  },
  types: ['Dispatcher', 'Client', 'Pool', 'BalancedPool', 'Agent', 'RetryAgent', 'ProxyAgent', 'EnvHttpProxyAgent'],
}

/** Through a dispatcher with the interceptor `responseError` all that failed rejects. */
const OF_INTERCEPTOR: VerbClient = {
  ...UNDICI,
  answers: {
    ...UNDICI.answers,
    failure: {
      classes: ['ResponseError', 'UndiciError'],
      properties: { name: { is: 'ResponseError' }, code: { is: 'UND_ERR_RESPONSE' }, message: { is: 'Response Error' }, statusCode: 'status', headers: 'headers', body: 'body' },
    },
  },
  switch: { option: 'validateStatus()', meaning: 'throws', given: 'status', isOk },
}

/** `agent.compose(interceptors.responseError(), ...)`: what is composed before stays. */
function compose(call: ModelCall): Value {
  const { machine, args, origin } = call
  const interceptors = args.flatMap((arg) => optionsOf(arg)).flatMap((arg) => machine.object(arg)?.elements ?? [arg])
  const adds = interceptors.some((interceptor) => machine.object(interceptor)?.label === RESPONSE_ERROR)
  const settings = adds ? machine.create(objectData([[RESPONSE_ERROR, TRUE]])) : undefined
  return newInstance(call, 'undici', [INSTANCE], mergeSettings(machine, [origin?.settings, settings]))
}

/** Whether a call goes through such a dispatcher: its own, or one among its options. */
function isIntercepted({ machine, args, origin }: ModelCall): boolean {
  const dispatchers = args.flatMap((arg) => optionsOf(firstSetting(machine, [arg], 'dispatcher') ?? UNDEFINED))
  const settings = [origin?.settings, ...dispatchers.map((item) => (item.kind === 'unknown' ? item.origin?.settings : undefined))]
  return settings.some((item) => truthiness(firstSetting(machine, [item], RESPONSE_ERROR) ?? UNDEFINED) === true)
}

const usual = verbClient(UNDICI)
const intercepted = verbClient(OF_INTERCEPTOR)

function sending(path: readonly string[]): ClientFunction | undefined {
  const found = usual.functionAt(path)
  if (!found?.sends) return found
  return { ...found, run: (call) => ((isIntercepted(call) ? intercepted.functionAt(path) : undefined) ?? found).run(call) }
}

/** `stream(url, options, ({ statusCode }) => writable)`: the function is called with the head of the answer, where that does not reject. */
function streaming(request: ClientFunction): ClientFunction {
  return {
    ...request,
    run: (call) => {
      const { machine, args, site } = call
      const factory = args.at(-1) ?? UNDEFINED
      return runAsync(machine, [() => {
        const response = awaitValue(machine, request.run({ ...call, args: args.slice(0, -1) }))
        const head = ['statusCode', 'headers'].map((name): [string, Value] => [name, machine.get(response, name, site)])
        machine.call(factory, UNDEFINED, [machine.create(objectData([...head, ['opaque', unknown('opaque')], ['context', unknown('context')]]))], site)
        return machine.create(objectData([['opaque', unknown('opaque')], ['trailers', unknown('trailers')]]))
      }])
    },
  }
}

/**
 * `request` and `stream` of undici (https://undici.nodejs.org), measured with 7.30.2: they resolve whatever the status. Its `fetch` is in
 * `fetch.ts`. With `throwOnError: true`, measured with 5.29.0 and 6.29.1, they reject from 400 on; undici 7 takes no such option and
 * sends nothing then, and has the interceptor `responseError`.
 */
export const undiciClient: Client = {
  usuallyResolves: true,
  ...usual,
  functionAt(path) {
    if (path.at(-1) !== 'stream') return sending(path)
    const request = sending([...path.slice(0, -1), 'request'])
    return request && streaming(request)
  },
}
