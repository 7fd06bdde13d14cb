import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'

import { Agent } from 'undici'

import { packageNamed } from '../../analysis/syntax/packages.ts'
import { PLACE_HEADER, SCENARIO_HEADER, UNANSWERED } from './server.ts'

/** What a package is installed as, where that is not its own name. */
const ALIASES: Readonly<Record<string, string>> = { 'p-retry': 'p-retry-7' }

/** What fixtures have of their own. */
const HELPERS: Readonly<Record<string, string>> = { '../../mount.ts': './libraries/mount.ts' }

/** The packages that a fixture imports, loaded, by the name that it imports them by. */
export async function loadPackages(text: string): Promise<Record<string, unknown>> {
  const names = [...text.matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name).filter((name) => !name.endsWith('/host.ts'))
  const loaded: Record<string, unknown> = {}
  const restore = isForBrowsers(text) ? likeBrowser() : () => undefined
  try {
    for (const name of new Set(names)) {
      const named = packageNamed(name)
      const exported = (await import(HELPERS[name] ?? ALIASES[named] ?? named)) as Record<string, unknown>
      // What compiled code takes for an ES module.
      loaded[name] = { ...exported, __esModule: true, default: exported['default'] }
    }
  } finally {
    restore()
  }
  return loaded
}

/** Packages that send again in a browser alone; they look once whether they are in one. */
const IN_BROWSERS = /@tanstack\/react-query|'swr/

export function isForBrowsers(text: string): boolean {
  return IN_BROWSERS.test(text)
}

function likeBrowser(): () => void {
  const had = Object.getOwnPropertyDescriptor(globalThis, 'window')
  const page = { visibilityState: 'visible', hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined }
  const added = { window: globalThis, document: page, addEventListener: () => undefined, removeEventListener: () => undefined }
  const names = Object.keys(added).filter((name) => had === undefined && !(name in globalThis))
  for (const name of names) Object.defineProperty(globalThis, name, { value: added[name as keyof typeof added], configurable: true, writable: true })
  return () => {
    for (const name of names) Reflect.deleteProperty(globalThis, name)
  }
}

/** Where requests to the API go during one run. */
export interface Redirection {
  readonly api: string
  readonly origin: string
  readonly scenario: string
  readonly fetch: typeof fetch
  /** There are what browsers have. */
  readonly isBrowser: boolean
  /** Notes that a request is sent, and says where it stands; undefined: it is one too many, and gets no answer. */
  readonly send: () => number | undefined
}

const realTimeout = globalThis.setTimeout
/** Milliseconds that a delay takes at most. */
const LONGEST_DELAY = 1
/** The ticks by which undici counts its time-outs: shortened, a connection would have to be there at once. */
const UNDICI_TICK = 499

/**
 * Has packages send what is for the API to the loopback server, by whatever way they send it, and wait for nothing long.
 * Until it is restored it holds for the whole process.
 */
export class Redirected {
  readonly #waiting = new Set<unknown>()
  readonly #undo: (() => void)[] = []

  constructor(to: Redirection) {
    if (to.isBrowser) this.#undo.push(likeBrowser())
    this.#replace(globalThis, 'fetch', to.fetch)
    this.#timers()
    for (const module of [http, https]) {
      const request = redirectedRequest(to, module.request)
      this.#replace(module, 'request', request)
      this.#replace(module, 'get', (...args: Parameters<typeof http.request>) => {
        const sent = request(...args)
        sent.end()
        return sent
      })
    }
    syncBuiltinESMExports()
    this.#dispatcher(to)
  }

  /** Whether no timer is on. */
  get isQuiet(): boolean {
    return this.#waiting.size === 0
  }

  restore(): void {
    for (const undo of this.#undo.reverse()) undo()
    syncBuiltinESMExports()
  }

  #replace<T extends object>(holder: T, name: keyof T & string, value: unknown): void {
    const before = holder[name]
    Object.assign(holder, { [name]: value })
    this.#undo.push(() => Object.assign(holder, { [name]: before }))
  }

  #timers(): void {
    const { clearTimeout } = globalThis
    this.#replace(globalThis, 'setTimeout', (run: (...values: unknown[]) => void, delay = 0, ...values: unknown[]) => {
      // A limit is no delay.
      const isLimit = delay >= 60_000 || delay === UNDICI_TICK
      const timer = realTimeout(() => {
        this.#waiting.delete(timer)
        run(...values)
      }, isLimit ? delay : Math.min(delay, LONGEST_DELAY))
      if (isLimit) timer.unref()
      else this.#waiting.add(timer)
      return timer
    })
    this.#replace(globalThis, 'clearTimeout', (timer: Parameters<typeof clearTimeout>[0]) => {
      this.#waiting.delete(timer)
      clearTimeout(timer)
    })
  }

  #dispatcher({ api, origin, ...to }: Redirection): void {
    const base = Object.getPrototypeOf(Agent.prototype) as { dispatch: (options: { origin?: unknown; headers?: unknown }, handler: unknown) => boolean }
    const { dispatch } = base
    this.#replace(base, 'dispatch', function (this: unknown, options: { origin?: unknown; headers?: unknown }, handler: unknown) {
      if (String(options.origin) !== api) return dispatch.call(this, options, handler)
      const headers = Array.isArray(options.headers) ? [...(options.headers as unknown[]), ...Object.entries(headersFor(to)).flat()] : { ...(options.headers as object | undefined), ...headersFor(to) }
      return dispatch.call(this, { ...options, origin, headers }, handler)
    })
  }
}

function headersFor({ scenario, send }: Pick<Redirection, 'scenario' | 'send'>): Record<string, string> {
  const place = send()
  return { [SCENARIO_HEADER]: place === undefined ? UNANSWERED : scenario, [PLACE_HEADER]: String(place) }
}

function redirectedRequest(to: Redirection, real: typeof http.request): typeof http.request {
  const { host } = new URL(to.api)
  const { hostname, port } = new URL(to.origin)
  const redirected = (...args: unknown[]): http.ClientRequest => {
    const [first] = args
    const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined
    const options = (url ? (typeof args[1] === 'object' ? args[1] : {}) : first) as http.RequestOptions
    const done = args.find((arg) => typeof arg === 'function') as ((response: http.IncomingMessage) => void) | undefined
    if ((url?.host ?? options.hostname ?? options.host) !== host) return Reflect.apply(real, http, args) as http.ClientRequest
    const path = url ? url.pathname + url.search : options.path
    const headers = { ...(options.headers as http.OutgoingHttpHeaders | undefined), ...headersFor(to) }
    const { agent: _agent, createConnection: _connection, ...kept } = options
    return requestByHttp({ ...kept, protocol: 'http:', host: hostname, hostname, port, path, headers, defaultPort: 80 }, done)
  }
  return redirected
}

const requestByHttp = http.request
