import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { combine } from '../interpreter/promises.ts'
import { FALSE, join, native, optionsOf, primitive, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import { errorOf, responseOf, type Answered, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { readOption, sendCall, type HttpCall } from './http-call.ts'
import { intercepted, keepInterceptor } from './interceptors.ts'
import { firstSetting, mergeSettings, newInstance } from './settings.ts'
import { accepts, type Switch } from './switches.ts'

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
    // Its name is that of the error below it.
    properties: { name: 'words', message: 'words', code: 'words', cause: 'object', config: 'request', request: 'object', isAxiosError: { is: true } },
  },
}

/** Which arguments of a method are the body and the options (axios 1, `lib/core/Axios.js`). */
const WITHOUT_BODY = new Set(['get', 'delete', 'head', 'options'])
const WITH_BODY = new Set(['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm', 'query'])

const VALIDATE_STATUS: Switch = { option: 'validateStatus', meaning: 'accepts', given: 'status' }

/** `axios(url, config)`, `axios(config)`, `axios.request(config)`. */
function callOfConfig(call: ModelCall): HttpCall {
  const [first = UNDEFINED, second] = call.args
  const isUrl = optionsOf(first).every((option) => option.kind === 'primitive' || (option.kind === 'unknown' && (option.isString === true || second !== undefined)))
  const options = isUrl ? second : first
  return {
    method: readOption(call, options, 'method'),
    url: isUrl ? first : readOption(call, options, 'url'),
    content: [readOption(call, options, 'params'), readOption(call, options, 'data')],
    options: [options, call.origin?.settings],
    base: 'baseURL',
    movedFrom: isUrl ? undefined : movedFrom(call, options),
  }
}

/** Under which `error.config` itself, and no copy of it, keeps the address that it was sent to. */
const SENT_TO = '#url'

/** The address of the request that failed, where its own options are sent with another that is not known: with a parameter more, or through a proxy. */
function movedFrom({ machine, site }: ModelCall, options: Value | undefined): Value | undefined {
  const before = options && machine.object(options)?.properties.get(SENT_TO)
  if (!before) return undefined
  const url = machine.get(options, 'url', site)
  return optionsOf(url).every(({ kind }) => kind === 'unknown') && machine.digest(url).id !== machine.digest(before).id ? before : undefined
}

/** `axios.get(url, config)`, `axios.post(url, data, config)`. */
function callOfMethod(method: string, call: ModelCall): HttpCall {
  const hasBody = WITH_BODY.has(method)
  const options = call.args[hasBody ? 2 : 1]
  return {
    method: primitive(method.replace('Form', '')),
    url: call.args[0] ?? UNDEFINED,
    content: [readOption(call, options, 'params'), hasBody ? (call.args[1] ?? UNDEFINED) : readOption(call, options, 'data')],
    options: [options, call.origin?.settings],
    base: 'baseURL',
  }
}

function sendAxios(call: ModelCall, http: HttpCall): Value {
  const { machine, site } = call
  const request = requestObject(machine, http)
  const promise = sendCall(call, http, (status, asked): PromiseSides => settle({ machine, site, status, asked, request }, http.options), true)
  return intercepted(call, promise)
}

function settle(answered: Answered, options: readonly (Value | undefined)[]): PromiseSides {
  if (answered.status === undefined) return { fulfilled: undefined, rejected: errorOf(axiosAnswers, answered) }
  const accepted = accepts(answered, axiosAnswers, VALIDATE_STATUS, options)
  return {
    fulfilled: accepted === false ? undefined : responseOf(axiosAnswers, answered),
    rejected: accepted === true ? undefined : errorOf(axiosAnswers, answered),
  }
}

/** `error.config`: sending it again is sending the same request. */
function requestObject(machine: Machine, { method, url, content: [params = UNDEFINED, data = UNDEFINED], options }: HttpCall): Value {
  const headers = firstSetting(machine, options, 'headers')
  const known = headers && machine.object(headers)
  const own = machine.create(objectData(known?.properties ?? [], { open: true, rest: unknown('headers') }))
  machine.set(own, 'set', native('set', ([name, value = UNDEFINED]) => {
    if (name?.kind === 'primitive') machine.set(own, String(name.value), value)
    return own
  }))
  const merged = mergeSettings(machine, [...options].reverse())
  const properties = machine.object(merged)?.properties ?? []
  return machine.create(
    objectData([...properties, ['method', method], ['url', url], [SENT_TO, url], ['data', data], ['params', params], ['headers', own]], { open: true, label: 'config', rest: unknown('config') }),
  )
}

/** A request of which nothing is known but that it failed: what an interceptor is called with. */
function sendUnseen(machine: Machine, parameter: Node): Value {
  const part = (name: string): Value => unknown(`config.${name}`, 0, { id: `config.${name}@${rangeOf(parameter)[0]}` })
  const http: HttpCall = { method: part('method'), url: part('url'), content: [part('params'), part('data')], options: [] }
  const request = requestObject(machine, http)
  const call: ModelCall = { machine, args: [], site: parameter, self: UNDEFINED }
  machine.mayRepeat = true
  return sendCall(call, http, (status, asked): PromiseSides => settle({ machine, site: parameter, status, asked, request }, []), true)
}

const REQUEST: ClientFunction = {
  sends: true,
  run: (call) => sendAxios(call, callOfConfig(call)),
}

function method(name: string): ClientFunction {
  return { sends: true, run: (call) => sendAxios(call, callOfMethod(name, call)) }
}

/** Makes an instance whose settings are the usual ones, and over them those that it is given. */
function creating(usual: (call: ModelCall) => Value | undefined): ClientFunction {
  return { sends: false, instance: ['create()'], run: (call) => newInstance(call, 'axios', ['create()'], mergeSettings(call.machine, [usual(call), call.args[0]])) }
}

const CREATE = creating(({ origin }) => origin?.settings)
/** `new Axios(config)` has none of the usual settings, so that it accepts every status (axios 1, `lib/core/settle.js`). */
const BARE = creating(({ machine }) => machine.create(objectData([['validateStatus', primitive(null)]])))

const FUNCTIONS: Readonly<Record<string, ClientFunction>> = {
  '': REQUEST,
  request: REQUEST,
  create: CREATE,
  Axios: BARE,
  'interceptors.response.use': { sends: false, run: keepInterceptor, keeps: { failures: 1, send: sendUnseen } },
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
export const axiosClient: Client = {
  name: 'axios',
  modules: ['axios'],
  answers: axiosAnswers,
  decidedBy: 'validateStatus',
  functionAt,
  types: { AxiosInstance: ['create()'], AxiosStatic: ['create()'], Axios: ['create()'] },
}

/** The same from a script tag. */
export const axiosGlobal: Client = { name: 'axios', modules: [''], functionAt: ([name, ...path]) => (name === 'axios' ? functionAt(path) : undefined) }
