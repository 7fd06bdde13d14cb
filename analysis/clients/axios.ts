import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { combine } from '../interpreter/promises.ts'
import { proofIn, urlOf } from '../interpreter/request-key.ts'
import { send } from '../interpreter/requests.ts'
import { Carries, FALSE, isNullish, join, optionsOf, primitive, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { errorOf, responseOf, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { firstSetting, isGiven, mergeSettings, newInstance } from './settings.ts'

/** Measured with axios 1.21.1. */
export const axiosAnswers: Answers = {
  client: 'axios',
  response: { status: 'status', statusText: 'reason', data: 'body', headers: 'headers', config: 'request', request: 'object' },
  failure: {
    classes: ['AxiosError'],
    properties: {
      name: { is: 'AxiosError' },
      message: { words: (status) => `Request failed with status code ${status}` },
      code: { from: (status) => (status >= 400 && status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE') },
      status: 'status',
      response: 'response',
      config: 'request',
      request: 'object',
      isAxiosError: { is: true },
    },
  },
  noAnswer: {
    classes: ['AxiosError'],
    properties: { name: { is: 'AxiosError' }, message: 'words', code: 'words', cause: 'object', config: 'request', request: 'object', isAxiosError: { is: true } },
  },
}

/** Which arguments of a method are the body and the options (axios 1, `lib/core/Axios.js`). */
const WITHOUT_BODY = new Set(['get', 'delete', 'head', 'options'])
const WITH_BODY = new Set(['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm', 'query'])

interface Config {
  readonly method: Value
  readonly url: Value
  readonly data: Value
  readonly params: Value
  /** The options of the call and, behind them, those of the instance. */
  readonly options: readonly (Value | undefined)[]
}

/** `axios(url, config)`, `axios(config)`, `axios.request(config)`. */
function configOf(machine: Machine, [first = UNDEFINED, second]: readonly Value[], call: ModelCall): Config {
  const isUrl = optionsOf(first).every((option) => option.kind === 'primitive' || (option.kind === 'unknown' && option.isString === true))
  const options = isUrl ? second : first
  const read = (name: string): Value => (options && !optionsOf(options).every(isNullish) ? machine.get(options, name, call.site) : UNDEFINED)
  return {
    method: read('method'),
    url: isUrl ? first : read('url'),
    data: read('data'),
    params: read('params'),
    options: [options, call.origin?.settings],
  }
}

/** `axios.get(url, config)`, `axios.post(url, data, config)`. */
function configOfMethod(machine: Machine, method: string, args: readonly Value[], call: ModelCall): Config {
  const hasBody = WITH_BODY.has(method)
  const options = args[hasBody ? 2 : 1]
  const read = (name: string): Value => (isGiven(options) ? machine.get(options, name, call.site) : UNDEFINED)
  return {
    method: primitive(method.replace('Form', '')),
    url: args[0] ?? UNDEFINED,
    data: hasBody ? (args[1] ?? UNDEFINED) : read('data'),
    params: read('params'),
    options: [options, call.origin?.settings],
  }
}

function sendConfig(config: Config, { machine, site }: ModelCall): Value {
  const request = requestObject(machine, config)
  const validateStatus = firstSetting(machine, config.options, 'validateStatus')
  const settle = (status: number | undefined, asked: boolean): PromiseSides => {
    const answered = { machine, site, status, asked, request }
    if (status === undefined) return { fulfilled: undefined, rejected: errorOf(axiosAnswers, answered) }
    const accepted = accepts(machine, validateStatus, status, asked, { site })
    return {
      fulfilled: accepted === false ? undefined : responseOf(axiosAnswers, answered),
      rejected: accepted === true ? undefined : errorOf(axiosAnswers, answered),
    }
  }
  const proof = config.options.map((item) => (item === undefined ? '' : proofIn(machine, item))).join('')
  return send(machine, { site, key: keyOf(machine, config), proof, url: addressOf(machine, config), settle })
}

/** `validateStatus`: by default 200 to 299; null accepts all. Undefined where that is not known. */
function accepts(machine: Machine, validate: Value | undefined, status: number, asked: boolean, { site }: Pick<ModelCall, 'site'>): boolean | undefined {
  if (!validate) return status >= 200 && status < 300
  if (optionsOf(validate).every(isNullish) || truthiness(validate) === false) return true
  const carries = asked ? Carries.status : Carries.nothing
  return truthiness(machine.call(validate, UNDEFINED, [primitive(status, carries)], site))
}

/** `error.config`: sending it again is sending the same request. */
function requestObject(machine: Machine, { method, url, data, params, options }: Config): Value {
  const headers = firstSetting(machine, options, 'headers')
  const known = headers && machine.object(headers)
  const own = machine.create(objectData(known?.properties ?? [], { open: true }))
  const merged = mergeSettings(machine, [...options].reverse())
  const properties = machine.object(merged)?.properties ?? []
  return machine.create(
    objectData([...properties, ['method', method], ['url', url], ['data', data], ['params', params], ['headers', own]], { open: true, label: 'config', rest: unknown('config') }),
  )
}

function keyOf(machine: Machine, { method, url, data, params }: Config): string {
  const name = method.kind === 'primitive' ? String(method.value ?? 'get').toUpperCase() : machine.digest(method).id
  return [name, machine.digest(url).id, machine.digest(params).id, machine.digest(data).id].join(' ')
}

function addressOf(machine: Machine, { url, options }: Config): string | undefined {
  const path = urlOf(machine, url)
  const base = firstSetting(machine, options, 'baseURL')
  const start = base && urlOf(machine, base)
  return start !== undefined && path !== undefined && !/^[a-z]+:/i.test(path) ? start + path : path
}

const REQUEST: ClientFunction = {
  sends: true,
  run: (call) => sendConfig(configOf(call.machine, call.args, call), call),
}

function method(name: string): ClientFunction {
  return { sends: true, run: (call) => sendConfig(configOfMethod(call.machine, name, call.args, call), call) }
}

const CREATE: ClientFunction = {
  sends: false,
  instance: ['create()'],
  run: (call) => newInstance(call, 'axios', ['create()'], mergeSettings(call.machine, [call.origin?.settings, call.args[0]])),
}

const FUNCTIONS: Readonly<Record<string, ClientFunction>> = {
  '': REQUEST,
  request: REQUEST,
  create: CREATE,
  Axios: CREATE,
  isAxiosError: { sends: false, run: isErrorGuard('AxiosError') },
  isCancel: { sends: false, run: ({ args, machine }) => join(optionsOf(args[0] ?? UNDEFINED).map((option) => (machine.object(option)?.failure ? FALSE : unknown('isCancel')))) },
  all: { sends: false, run: ({ machine, args }) => combine(machine, 'all', args[0] ?? UNDEFINED) },
  ...Object.fromEntries([...WITHOUT_BODY, ...WITH_BODY].map((name) => [name, method(name)])),
}

/** Names by which the module's own default export and an instance are reached. */
const SAME = new Set(['default', 'create()'])

function functionAt(path: readonly string[]): ClientFunction | undefined {
  return FUNCTIONS[path.filter((name) => !SAME.has(name)).join('.')]
}

/** axios (https://axios-http.com): rejects for every status that `validateStatus` does not accept. */
export const axiosClient: Client = { name: 'axios', modules: ['axios'], functionAt, types: { AxiosInstance: ['create()'], AxiosStatic: ['create()'], Axios: ['create()'] } }

/** The same from a script tag. */
export const axiosGlobal: Client = { name: 'axios', modules: [''], functionAt: ([name, ...path]) => (name === 'axios' ? functionAt(path) : undefined) }
