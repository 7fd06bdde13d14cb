import { construct } from '../interpreter/builtins/constructors.ts'
import { send } from '../interpreter/requests.ts'
import { requestOf } from '../interpreter/request-key.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { Carries, isNullish, join, optionsOf, primitive, UNDEFINED, unknown, type ObjectRef, type Primitive, type Unknown, type Value } from '../interpreter/values.ts'
import { fetchResponse } from './answers.ts'
import type { Client } from './client.ts'
import { sendOutside } from './outside.ts'
import { newInstance } from './settings.ts'

/**
 * The Fetch standard: a promise of a `Response` whatever the status, rejected with a `TypeError` where no answer came
 * (https://fetch.spec.whatwg.org/#fetch-method).
 */
export function sendFetch({ machine, args, site }: ModelCall, { paysItself = false } = {}): Value {
  const settle = (status: number | undefined, asked: boolean): PromiseSides => {
    if (status !== undefined) return { fulfilled: fetchResponse({ machine, site, status, asked }), rejected: undefined }
    const unanswered = noAnswer(machine, 'TypeError', primitive('TypeError'))
    // Who can end it may have ended it after some time.
    const names = args.some((arg) => mayBeEnded(machine, arg)) ? ['AbortError', 'TimeoutError'] : []
    return { fulfilled: undefined, rejected: join([unanswered, ...names.map((name) => noAnswer(machine, 'DOMException', primitive(name)))]) }
  }
  return send(machine, { site, settle, leavesUnread: true, paysItself, ...requestOf(machine, args) })
}

/** What it rejects with where no answer came: each host has words and codes of its own, Node's in the cause. */
function noAnswer(machine: Machine, builtin: string, name: Primitive): ObjectRef {
  const hosts = ['code', 'cause', 'errno', 'type'].map((property): [string, Value] => [property, unknown(property)])
  return machine.create(objectData([['name', name], ['message', unknown('fetch failed', Carries.nothing, { id: 'message of fetch', isString: true, truthy: true })], ...hosts], { builtin }))
}

/** Whether an argument brings a signal by which the request can be given up. */
function mayBeEnded(machine: Machine, argument: Value): boolean {
  return optionsOf(argument).some((option) => optionsOf(machine.object(option)?.properties.get('signal') ?? UNDEFINED).some((signal) => !isNullish(signal)))
}

/** Packages whose function has the interface of the Fetch standard; where two are named, the export differs. */
const DEFAULT_EXPORT = [
  'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'isomorphic-unfetch', 'unfetch', 'make-fetch-happen', 'minipass-fetch', 'node-fetch-native',
  'whatwg-fetch', 'react-native-fetch-api', 'electron-fetch', '@adobe/node-fetch-retry', 'node-fetch-retry',
]
const NAMED_EXPORT = [
  'undici', 'cross-fetch', 'node-fetch', 'node-fetch-native', '@whatwg-node/fetch', 'whatwg-fetch', '@tauri-apps/plugin-http',
  'expo/fetch', 'react-native-fetch-api', '@adobe/fetch', 'next/dist/compiled/node-fetch',
]

/** The standard's classes that such packages bring along. */
const CLASSES = new Set(['Headers', 'Request', 'Response'])

function globalNamed(name: string): Unknown {
  return unknown(name, Carries.nothing, { origin: { module: '', path: [name] } })
}

/** The Fetch standard's function, by whatever way it comes. */
export const fetchClient: Client = {
  name: 'fetch',
  modules: ['', ...new Set([...DEFAULT_EXPORT, ...NAMED_EXPORT])],
  functionAt(path) {
    const [name, ...rest] = path
    if (rest.length > 0) return undefined
    if (name !== undefined && CLASSES.has(name)) return { sends: false, run: ({ machine, args, site }) => construct(machine, globalNamed(name), args, site) ?? UNDEFINED }
    return name === 'fetch' || name === 'default' ? { sends: true, run: (call) => sendFetch(call) } : undefined
  },
}

/** That of Tauri 1, whose response has the body as `data`, and no methods to read it: read (https://v1.tauri.app/v1/api/js/http), not run, as it needs a Tauri application. */
export const tauriClient: Client = {
  name: 'tauri',
  modules: ['@tauri-apps/api/http'],
  functionAt: (path) => (path.join('.') === 'fetch' ? { sends: true, run: (call) => sendOutside(call) } : undefined),
}

const FACTORY = 'made()'

/** Packages whose export makes such a function: `require('@vercel/fetch')()`; fetch-ponyfill gives it as a property. */
export const fetchFactories: Client = {
  name: 'fetch',
  modules: ['@vercel/fetch', 'fetch-ponyfill', 'fetch-cookie'],
  functionAt(path) {
    const names = path.filter((name) => name !== 'default').join('.')
    if (names === '') return { sends: false, instance: [FACTORY], run: (call) => newInstance(call, call.origin?.module ?? '@vercel/fetch', [FACTORY], undefined) }
    return names === FACTORY || names === `${FACTORY}.fetch` ? { sends: true, run: (call) => sendFetch(call) } : undefined
  },
}
