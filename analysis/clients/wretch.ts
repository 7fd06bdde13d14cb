import { bodyOf, isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { run, settled } from '../interpreter/promises.ts'
import { native, optionsOf, primitive, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { errorOf, fetchResponse, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { sendCall } from './http-call.ts'
import { isGiven, mergeSettings, newInstance, setting } from './settings.ts'

const answers: Answers = {
  client: 'wretch',
  response: {},
  failure: {
    classes: ['WretchError'],
    properties: { name: { is: 'Error' }, message: 'words', status: 'status', response: 'fetch response', url: 'object', text: 'body', json: 'body', cause: 'object' },
  },
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

const INSTANCE = 'wretch()'
/** Methods that give another builder. */
const BUILDERS = [
  'url', 'query', 'options', 'headers', 'auth', 'accept', 'content', 'json', 'body', 'formData', 'formUrl', 'addon', 'middlewares', 'catcherFallback', 'defer',
  'errorType', 'polyfills', 'toFetch', 'signal', 'fetchError', 'customError',
]
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'opts', 'fetch']
const READERS = ['json', 'text', 'blob', 'arrayBuffer', 'formData']
/** Catchers by name, with the statuses that they are for. */
const CATCHERS: Readonly<Record<string, number>> = { badRequest: 400, unauthorized: 401, forbidden: 403, notFound: 404, timeout: 408, internalError: 500 }

const MAKE: ClientFunction = { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, 'wretch', [INSTANCE], settingsWith(call, { url: call.args[0], options: call.args[1] })) }

function settingsWith({ machine, origin }: ModelCall, more: Readonly<Record<string, Value | undefined>>): Value {
  const given = Object.entries(more).filter((entry): entry is [string, Value] => entry[1] !== undefined)
  return mergeSettings(machine, [origin?.settings, machine.create(objectData(given))])
}

function builder(name: string): ClientFunction {
  const run = (call: ModelCall): Value => newInstance(call, 'wretch', [INSTANCE], settingsWith(call, { [`${name}()`]: call.args[0] }))
  return { sends: false, instance: [INSTANCE], run }
}

/** `.catcher(402, f)` of a builder is for all requests that are made with it. */
const CATCHER: ClientFunction = {
  sends: false,
  instance: [INSTANCE],
  run: (call) => {
    const [code] = call.args
    return newInstance(call, 'wretch', [INSTANCE], settingsWith(call, { [`catcher ${code?.kind === 'primitive' ? String(code.value) : '?'}`]: call.args[1] }))
  },
}

/** `.resolve((chain) => chain.json())` says once what is made of every answer. */
const RESOLVE: ClientFunction = { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, 'wretch', [INSTANCE], settingsWith(call, { resolve: call.args[0] })) }

function verb(name: string): ClientFunction {
  return {
    sends: true,
    run: (call) => {
      const { machine, site, origin } = call
      const settings = origin?.settings
      const path = call.args.find((arg) => arg.kind === 'primitive' && typeof arg.value === 'string')
      const base = setting(machine, settings, 'url()') ?? setting(machine, settings, 'url') ?? UNDEFINED
      const promise = sendCall(
        call,
        { method: primitive(name), url: path ?? base, content: [base, settings ?? UNDEFINED, ...call.args], options: [settings] },
        (status, asked): PromiseSides => {
          const answered = { machine, site, status, asked }
          const isOk = isOkStatus(status)
          return { fulfilled: isOk ? fetchResponse(answered) : undefined, rejected: isOk ? undefined : errorOf(answers, answered) }
        },
      )
      const sides = machine.object(promise)?.promise
      if (!sides) return promise
      const chain = responseChain(machine, sides, catchersOf(machine, settings))
      const resolve = setting(machine, settings, 'resolve')
      return isGiven(resolve) ? machine.call(resolve, UNDEFINED, [chain], site) : chain
    },
  }
}

/** Handlers by status; those for no answer and for any failure under `network` and `any`. */
type Catchers = ReadonlyMap<string, Value>

function catchersOf(machine: Machine, settings: Value | undefined): Catchers {
  const properties = settings ? (machine.object(settings)?.properties ?? new Map<string, Value>()) : new Map<string, Value>()
  const catchers = new Map<string, Value>()
  for (const [name, value] of properties) if (name.startsWith('catcher ')) catchers.set(name.slice('catcher '.length), value)
  const fallback = properties.get('catcherFallback()')
  if (fallback) catchers.set('any', fallback)
  return catchers
}

/** What `.get()` gives: catchers are put on it, and a reader makes a promise of it. */
function responseChain(machine: Machine, sides: PromiseSides, catchers: Catchers): Value {
  const also = (key: string, handler: Value | undefined): Value => responseChain(machine, sides, handler ? new Map([...catchers, [key, handler]]) : catchers)
  const methods: [string, Value][] = []
  for (const [name, status] of Object.entries(CATCHERS)) methods.push([name, native(name, ([handler]) => also(String(status), handler))])
  methods.push(['error', native('error', ([code, handler]) => also(code?.kind === 'primitive' ? String(code.value) : '?', handler))])
  methods.push(['fetchError', native('fetchError', ([handler]) => also('network', handler))])
  for (const name of ['setTimeout', 'onAbort', 'progress', 'perfs', 'controller']) methods.push([name, native(name, () => also('', undefined))])
  for (const name of [...READERS, 'res']) methods.push([name, native(name, ([then], site) => read(machine, name, sides, catchers, then, site))])
  return machine.create(objectData(methods, { open: true, rest: unknown('wretch') }))
}

function read(machine: Machine, name: string, sides: PromiseSides, catchers: Catchers, then: Value | undefined, site: Node): Value {
  const branches: (() => Value)[] = []
  for (const option of sides.fulfilled ? optionsOf(sides.fulfilled) : []) {
    const response = machine.object(option)?.response
    const value = name === 'res' || !response ? option : bodyOf(response)
    branches.push(() => (isGiven(then) ? machine.call(then, UNDEFINED, [value], site) : value))
  }
  for (const option of sides.rejected ? optionsOf(sides.rejected) : []) {
    const status = machine.object(option)?.failure?.status
    const handler = catchers.get(String(status ?? 'network')) ?? catchers.get('any')
    branches.push(() => (handler ? machine.call(handler, UNDEFINED, [option, unknown('request')], site) : machine.throwValue(option)))
  }
  return branches.length > 0 ? run(machine, branches, site, sides.sends) : settled(machine, sides)
}

const FUNCTIONS = new Map<string, ClientFunction>([
  ['', MAKE],
  ['wretch', MAKE],
  ...BUILDERS.map((name): [string, ClientFunction] => [`${INSTANCE}.${name}`, builder(name)]),
  ...VERBS.map((name): [string, ClientFunction] => [`${INSTANCE}.${name}`, verb(name)]),
  [`${INSTANCE}.catcher`, CATCHER],
  [`${INSTANCE}.resolve`, RESOLVE],
])

/** wretch (https://github.com/elbywan/wretch), measured with 2.11.1: `fetch` with builders and catchers; rejects for a status outside 200 to 299. */
export const wretchClient: Client = {
  name: 'wretch',
  modules: ['wretch'],
  answers,
  functionAt: (path) => FUNCTIONS.get(path.filter((name) => name !== 'default').join('.')),
  types: { Wretch: [INSTANCE] },
}
