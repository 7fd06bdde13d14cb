import { describe, expect, it } from 'vitest'
import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

/** What the analysis says of the requests of a text, in source order. */
function checksOf(text: string): string[] {
  return analyse(parseSource(text, 'code.ts'), text).checks.map(({ client, verdict }) => `${client} ${verdict}`)
}

function retriesOf(text: string): string[] {
  return analyse(parseSource(text, 'code.ts'), text).retries.map(({ client, verdict }) => `${client} ${verdict}`)
}

/** Ways of using the error of a client, with `CALL` for a call that rejects and `STATUS` for where its error has the status. */
const HANDLING: readonly (readonly [what: string, body: string, verdict: string])[] = [
  ['not caught', 'const value = await CALL\n return value', 'structured'],
  ['only logged', 'try { return await CALL } catch (error) { console.error(error) }\n return null', 'blind'],
  ['swallowed', 'try { return await CALL } catch { return null }', 'blind'],
  ['told apart', "try { return await CALL } catch (error) { if (error.STATUS === 402) return 'pay'; throw error }", 'handled'],
  ['told apart by a switch', "try { return await CALL } catch (error) { switch (error.STATUS) { case 402: return 'pay'; default: return null } }", 'handled'],
  ['another status told apart, the rest thrown again', 'try { return await CALL } catch (error) { if (error.STATUS === 404) return null; throw error }', 'structured'],
  ['another status told apart, the rest swallowed', 'try { return await CALL } catch (error) { if (error.STATUS === 404) return []; return null }', 'blind'],
  ['4xx and 5xx told apart', "try { return await CALL } catch (error) { return error.STATUS >= 500 ? 'later' : 'never' }", 'grouped'],
  ['its status returned', 'try { return await CALL } catch (error) { return { failed: true, status: error.STATUS } }', 'structured'],
  ['its message shown', 'try { return await CALL } catch (error) { toast(error.message) }', 'text'],
  ['a fixed text shown', "try { return await CALL } catch (error) { toast('Something went wrong') }", 'blind'],
  ['wrapped with a fixed text', "try { return await CALL } catch (error) { throw new Error('Failed to load') }", 'blind'],
  ['wrapped with its message', "try { return await CALL } catch (error) { throw new Error('Failed to load: ' + error.message) }", 'text'],
  ['wrapped as the cause', "try { return await CALL } catch (error) { throw new Error('Failed to load', { cause: error }) }", 'structured'],
  ['handed to code that is not seen', 'try { return await CALL } catch (error) { report(error) }', 'delegated'],
  ['caught by the promise', 'return CALL.then((value) => value).catch(() => null)', 'blind'],
  ['told apart by the promise', "return CALL.then((value) => value, (error) => error.STATUS === 402 ? 'pay' : Promise.reject(error))", 'handled'],
]

const REJECTING: readonly (readonly [client: string, start: string, call: string, status: string])[] = [
  ['axios', "import axios from 'axios'", 'axios.get(url)', 'response?.status'],
  ['axios', "import axios from 'axios'\nconst api = axios.create({ baseURL: '/api' })", "api.post('/x', {})", 'response?.status'],
  ['axios', "const axios = require('axios')", 'axios({ url })', 'status'],
  ['ky', "import ky from 'ky'", 'ky.get(url).json()', 'response?.status'],
  ['got', "import got from 'got'", 'got(url).json()', 'response?.statusCode'],
  ['ofetch', "import { ofetch } from 'ofetch'", 'ofetch(url)', 'statusCode'],
  ['ofetch', '', '$fetch(url)', 'status'],
  ['superagent', "import request from 'superagent'", 'request.get(url).query({ a: 1 })', 'status'],
  ['openai', "import OpenAI from 'openai'\nconst openai = new OpenAI()", 'openai.responses.create({})', 'status'],
  ['stripe', "import Stripe from 'stripe'\nconst stripe = new Stripe('k')", 'stripe.charges.create({})', 'statusCode'],
  ['octokit', "import { Octokit } from '@octokit/rest'\nconst octokit = new Octokit()", 'octokit.rest.issues.list({})', 'status'],
]

describe('the error of a client', () => {
  for (const [client, start, call, status] of REJECTING) {
    for (const [what, body, verdict] of HANDLING) {
      it(`${call} of ${client}, ${what}: ${verdict}`, () => {
        const code = body.replaceAll('CALL', call).replaceAll('STATUS', status)
        expect(checksOf(`${start}\nexport async function load(url) {\n ${code}\n}`)).toEqual([`${client} ${verdict}`])
      })
    }
  }
})

/** Ways of using what a client resolves with whatever the status. */
const RESOLVING: readonly (readonly [client: string, start: string, call: string, status: string, body: string])[] = [
  ['axios', "import axios from 'axios'", 'axios.get(url, { validateStatus: () => true })', 'value.status', 'value.data'],
  ['ky', "import ky from 'ky'", 'ky.get(url, { throwHttpErrors: false })', 'value.status', 'value.json()'],
  ['got', "import got from 'got'", 'got(url, { throwHttpErrors: false })', 'value.statusCode', 'value.body'],
  ['superagent', "import request from 'superagent'", 'request.get(url).ok(() => true)', 'value.status', 'value.body'],
  ['undici', "import { request } from 'undici'", 'request(url)', 'value.statusCode', 'value.body.json()'],
  ['needle', "import needle from 'needle'", "needle('get', url)", 'value.statusCode', 'value.body'],
]

describe('the result of a client that resolves', () => {
  for (const [client, start, call, status, body] of RESOLVING) {
    const verdictOf = (code: string): string[] => checksOf(`${start}\nexport async function load(url) {\n const value = await ${call}\n ${code}\n}`)
    it(`${call} of ${client}`, () => {
      expect(verdictOf(`return ${body}`)).toEqual([`${client} unchecked`])
      expect(verdictOf('return value')).toEqual([`${client} delegated`])
      expect(verdictOf(`if (${status} !== 200) return null; return ${body}`)).toEqual([`${client} blind`])
      expect(verdictOf(`if (${status} === 402) return 'pay'; return ${body}`)).toEqual([`${client} handled`])
      expect(verdictOf(`if (${status} >= 400) throw new Error('Failed with ' + ${status}); return ${body}`)).toEqual([`${client} text`])
    })
  }
})

it('hands on what is asked for by whoever gets the request object of Node', () => {
  expect(checksOf("import https from 'node:https'\nexport const send = (url, options) => https.request(url, options)")).toEqual(['node:http delegated'])
})

it('is told of its answer where a listener may be for that', () => {
  const text = `import { request } from 'node:http'
export const send = (options) => new Promise((resolve, reject) => {
  let event = 'response'
  if (options.headers?.Expect) event = 'continue'
  const sent = request(options).on(event, (incoming) => resolve({ incoming, sent })).on('error', reject)
  sent.flushHeaders()
})`
  expect(checksOf(text)).toEqual(['node:http structured'])
})

describe('an error that a library hears of', () => {
  const start = "import { useQuery, useQueryClient, QueryClient } from '@tanstack/react-query'\nimport useSWR from 'swr'\nimport axios from 'axios'\n"
  const get = "axios.get('https://api.example.com/plans')"
  const cases: readonly (readonly [what: string, text: string, checks: readonly string[]])[] = [
    ['is that of the client where a component only asks whether there is one', `export function Plans() { const { data, error } = useQuery({ queryKey: ['p'], queryFn: async () => (await ${get}).data })\n if (error) return 'It failed'\n return data.name }`, ['axios structured']],
    ['is that of the client where a component does not ask', `export function Plans() { const { data } = useSWR('p', async () => (await ${get}).data)\n return data }`, ['axios structured']],
    ['is kept by the query that was fetched before it is shown', `export function usePreload() { const client = useQueryClient()\n return () => client.prefetchQuery({ queryKey: ['p'], queryFn: () => ${get} }) }`, ['axios structured']],
    ['and of pages', `const client = new QueryClient()\nexport const preload = () => { void client.prefetchInfiniteQuery({ queryKey: ['p'], initialPageParam: 0, queryFn: () => ${get} }) }`, ['axios structured']],
    ['is of words', `const client = new QueryClient()\nexport const preload = () => client.prefetchQuery({ queryKey: ['p'], queryFn: async () => { try { return await ${get} } catch (error) { throw new Error('It failed: ' + error.message) } } })`, ['axios text']],
    ['is none where the file catches it', `const client = new QueryClient()\nexport const preload = () => client.prefetchQuery({ queryKey: ['p'], queryFn: () => ${get}.catch(() => []) })`, ['axios blind']],
    ['does not hold for an answer', "const client = new QueryClient()\nexport const preload = () => client.prefetchQuery({ queryKey: ['p'], queryFn: () => fetch('https://api.example.com/plans') })", ['fetch delegated']],
  ]
  it.each(cases)('%s', (_, text, checks) => {
    expect(checksOf(start + text)).toEqual(checks)
  })
})

describe('a client of TanStack Query whose queries are elsewhere', () => {
  it.each([
    ['sends again as is usual', 'new QueryClient()', ['operation-not-seen']],
    ['sends again as is usual, whatever else it says', 'new QueryClient({ defaultOptions: { queries: { staleTime: 5000 } } })', ['operation-not-seen']],
    ['sends again as it says', 'new QueryClient({ defaultOptions: { queries: { retry: 1 } } })', ['operation-not-seen']],
    ['does what other code says', 'new QueryClient(options)', []],
    ['does what other code says of queries', 'new QueryClient({ defaultOptions: { queries: { ...defaults, gcTime: 0 } } })', []],
  ])('%s', (_, made, reasons) => {
    const text = `import { QueryClient } from '@tanstack/react-query'\nimport { defaults, options } from './options'\nexport const client = ${made}`
    expect(analyse(parseSource(text, 'client.ts'), text).retries.map(({ reason }) => reason)).toEqual(reasons)
  })

  it('is told by the queries where they are in the file', () => {
    const text = "import { QueryClient, useQuery } from '@tanstack/react-query'\nimport axios from 'axios'\nexport const client = new QueryClient()\nexport const usePlan = () => useQuery({ queryKey: ['p'], queryFn: () => axios.get('/p') })"
    expect(analyse(parseSource(text, 'client.ts'), text).retries.map(({ verdict }) => verdict)).toEqual(['blanket'])
  })
})

describe('how clients are recognised', () => {
  const cases: readonly (readonly [what: string, text: string, checks: readonly string[]])[] = [
    ['an instance in a field', "import axios from 'axios'\nexport class Api { http = axios.create()\n load() { return this.http.get('/x') } }", ['axios structured']],
    ['an instance that the constructor makes', "import axios from 'axios'\nexport class Api { constructor(baseURL) { this.http = axios.create({ baseURL }) }\n async load() { try { return await this.http.get('/x') } catch { return null } } }", ['axios blind']],
    ['a field by its type', "import type { AxiosInstance } from 'axios'\nexport class Api { constructor(private readonly http: AxiosInstance) {}\n load() { return this.http.get('/x') } }", ['axios structured']],
    ['a parameter by its type', "import { AxiosInstance } from 'axios'\nexport const load = (http: AxiosInstance) => http.get('/x')", ['axios structured']],
    ['a dispatcher in a field by its type', "import { Dispatcher } from 'undici'\nexport class Api { constructor(private readonly to: Dispatcher) {}\n async load() { return (await this.to.request({ origin: 'https://api.example.com', path: '/x', method: 'GET' })).body } }", ['undici unchecked']],
    ['an option that a call of undici has', "import { Pool } from 'undici'\nconst pool = new Pool('https://api.example.com')\nexport const load = async (options) => (await pool.request({ ...options, throwOnError: true })).body.json()", ['undici structured']],
    ['an option that calls of undici have, and no pool', "import { Pool } from 'undici'\nconst pool = new Pool('https://api.example.com', { throwOnError: true })\nexport const load = async () => (await pool.request({ path: '/x', method: 'GET' })).body.json()", ['undici unchecked']],
    ['what a function of the file is declared to give', "import type { Pool } from 'undici'\nconst connect = async (): Promise<Pool> => pools.pop()\nexport const load = async () => (await (await connect()).request({ origin: 'https://api.example.com', path: '/x', method: 'GET' })).body", ['undici unchecked']],
    ['what a parameter is declared to give', "import type { Dispatcher } from 'undici'\nexport const load = async (to: () => Dispatcher) => (await to().request({ origin: 'https://api.example.com', path: '/x', method: 'GET' })).body", ['undici unchecked']],
    ['a field of a base class by its name', "import Base from './base'\nexport class Api extends Base { load() { return this.axios.get('/x') } }", ['axios structured']],
    ['an instance of an instance', "import got from 'got'\nconst a = got.extend({})\nconst b = a.extend({ throwHttpErrors: false })\nexport const load = async (u) => (await b(u)).body", ['got unchecked']],
    ['options of the instance', "import axios from 'axios'\nconst api = axios.create({ validateStatus: null })\nexport const load = async () => (await api.get('/x')).data", ['axios unchecked']],
    ['what TypeScript makes of an import', "const axios_1 = __importDefault(require('axios'))\nexports.load = () => axios_1.default.get('/x')", ['axios structured']],
    ['a call without `this`', "const got_1 = require('got')\nexports.load = (u) => (0, got_1.default)(u)", ['got structured']],
    ['a named import', "import { isAxiosError, post } from 'axios'\nexport async function load() { try { return await post('/x') } catch (e) { if (isAxiosError(e) && e.response?.status === 402) return 'pay'; return null } }", ['axios handled']],
    ['a namespace', "import * as undici from 'undici'\nexport const load = async (u) => (await undici.request(u)).body.json()", ['undici unchecked']],
    ['a namespace that is called, as TypeScript has it of a CommonJS module', "import * as request from 'make-fetch-happen'\nexport const load = async (u) => (await request(u)).json()", ['fetch unchecked']],
    ['a class of the client', "import ky, { HTTPError } from 'ky'\nexport async function load() { try { return await ky('/x') } catch (e) { if (e instanceof HTTPError) return e.response.status; throw e } }", ['ky structured']],
    ['a class of its own for 402', "import Anthropic, { PaymentRequiredError } from '@anthropic-ai/sdk'\nconst c = new Anthropic()\nexport async function ask() { try { return await c.messages.create({}) } catch (e) { if (e instanceof PaymentRequiredError) return 'pay'; return null } }", ['@anthropic-ai/sdk handled']],
  ]
  for (const [what, text, checks] of cases) it(what, () => expect(checksOf(text)).toEqual(checks))

  it('not by a local module', () => {
    expect(checksOf("import api from './api'\nexport const load = () => api.get('/x')")).toEqual([])
  })
})

describe('interceptors', () => {
  const withInterceptor = (handler: string): string => `import axios from 'axios'
const api = axios.create()
api.interceptors.response.use((response) => response, ${handler})
export const load = () => api.get('/x')`

  it('that change the error change what callers see', () => {
    expect(checksOf(withInterceptor("(error) => { throw new Error('failed') }"))).toEqual(['axios blind', 'axios blind'])
    expect(checksOf(withInterceptor("(error) => { if (error.response?.status === 402) return pay(); throw error }"))).toEqual(['axios handled', 'axios handled'])
    expect(checksOf(withInterceptor('(error) => Promise.reject(error)'))).toEqual(['axios structured', 'axios structured'])
  })

  it('that send again', () => {
    expect(retriesOf(withInterceptor('(error) => error.config.tries > 2 ? Promise.reject(error) : api(error.config)'))).toEqual(['axios blanket'])
    expect(retriesOf(withInterceptor('(error) => error.response?.status === 401 ? refresh().then(() => api.request(error.config)) : Promise.reject(error)'))).toEqual(['axios filtered'])
    expect(retriesOf(withInterceptor("async (error) => { if (error.response?.status !== 402) throw error; error.config.headers['X-PAYMENT'] = await pay(error); return api(error.config) }"))).toEqual(['axios pays'])
  })
})

describe('sending again round a client', () => {
  const loop = (caught: string): string => `import axios from 'axios'
export async function load(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try { return await axios.get(url) } catch (error) { ${caught} }
    await sleep(1000)
  }
}`
  it('is told by what the catch lets through', () => {
    expect(retriesOf(loop(''))).toEqual(['axios blanket'])
    expect(retriesOf(loop('if (error.response?.status < 500) throw error'))).toEqual(['axios filtered'])
    expect(retriesOf(loop('if (error.response) throw error'))).toEqual(['axios network'])
    expect(retriesOf(loop('if (![402, 429].includes(error.response?.status)) throw error'))).toEqual(['axios explicit'])
  })
})

describe('a fetch that got no answer', () => {
  const loop = (init: string, caught: string): string => `export async function load(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try { return await fetch(url${init}) } catch (error) { ${caught} }
  }
}`
  it.each([
    ['by the code of the host', '', "if (error.cause?.code !== 'ECONNRESET') throw error"],
    ['by its words', '', "if (!error.message.includes('Failed to fetch')) throw error"],
    ['where it took too long', ', { signal: AbortSignal.timeout(1000) }', "if (error.name !== 'TimeoutError') throw error"],
    ['where it was given up', ', { signal }', 'if (!(error instanceof DOMException)) throw error'],
  ])('is sent again %s', (_how, init, caught) => {
    expect(retriesOf(loop(init, caught))).toEqual(['fetch network'])
  })

  it('has no status', () => {
    expect(retriesOf(loop('', 'if (!error.status) throw error'))).toEqual([])
  })
})

describe('certain words of the body', () => {
  const loop = (predicate: string, caught: string): string => `${predicate}
async function once(url) { const res = await fetch(url); const text = await res.text(); if (!res.ok) throw new Error(text); return text }
export async function load(url, max) {
  for (let attempt = 0; ; attempt++) {
    try { return await once(url) } catch (error) { ${caught} }
  }
}`
  it.each([
    ['', "const isBusy = error.message.includes('busy'); if (!isBusy) throw error"],
    ['', "const isBusy = error.message.includes('busy') || /again/.test(error.message); if (isBusy && attempt < max) continue; throw error"],
    ['', "const again = error.message.includes('busy') && attempt < max; if (again) continue; throw error"],
    ['', "const ends = error.message.includes('busy') ? false : true; if (ends) throw error"],
    ["const isBusy = (text) => text.includes('busy') || text === 'later'", 'if (!isBusy(error.message)) throw error'],
    ["const isFatal = (text) => !text.includes('busy')", 'if (isFatal(error.message)) throw error'],
    ["const WORDS = ['busy', 'later']\nconst isBusy = (text) => WORDS.some((word) => text.includes(word))", 'if (!isBusy(error.message)) throw error'],
    ["import { Code } from './codes'", 'if (error.message !== Code.Busy) throw error'],
    ["import { BUSY } from './codes'", 'if (error.message !== BUSY) throw error'],
  ])('are left out: %s %s', (predicate, caught) => {
    expect(retriesOf(loop(predicate, caught))).toEqual(['fetch filtered'])
  })

  it.each([
    ['', "const isFatal = error.message.includes('card'); if (isFatal) throw error"],
    ['', "const again = error.message.includes('busy') || !error.message.includes('card'); if (!again) throw error"],
    ['', "if (!error.message.includes('busy') && attempt > max) throw error"],
    ['', "const ends = error.message.includes('busy') ? false : true; if (!ends) throw error"],
    ["import { last } from './codes'", 'if (error.message !== last.message) throw error'],
  ])('are not all that sends it again: %s %s', (predicate, caught) => {
    expect(retriesOf(loop(predicate, caught))).toEqual(['fetch unknown'])
  })
})

describe('what is made once and used in functions', () => {
  const load = "async function load() { const res = await fetch('/x'); if (!res.ok) throw new Error('no'); return res.json() }"
  const cases: readonly (readonly [what: string, text: string, checks: readonly string[], retries: readonly string[]])[] = [
    ['a policy of the module', `import { handleAll, retry } from 'cockatiel'\nconst policy = retry(handleAll, { maxAttempts: 3 })\n${load}\nexport const main = () => policy.execute(() => load())`, ['fetch blind'], ['fetch blanket']],
    ['a policy in a field', `import { handleAll, retry } from 'cockatiel'\n${load}\nexport class Api { policy = retry(handleAll, { maxAttempts: 3 })\n main() { return this.policy.execute(() => load()) } }`, ['fetch blind'], ['fetch blanket']],
    ['a fetch that retries', "import fetchRetry from 'fetch-retry'\nconst again = fetchRetry(fetch, { retries: 2, retryOn: (attempt, error, res) => attempt < 2 && !res?.ok })\nexport const main = async () => (await again('/x')).json()", ['fetch-retry unchecked'], ['fetch-retry blanket']],
    ['an effect', "import { Effect } from 'effect'\nconst load = Effect.tryPromise(() => fetch('/x').then((res) => { if (!res.ok) throw new Error('no'); return res.json() }))\nexport const main = () => Effect.runPromise(load.pipe(Effect.retry({ times: 3 }), Effect.orElseSucceed(() => null)))", ['fetch blind'], ['fetch blanket']],
    ['an effect that is exported', "import { Effect } from 'effect'\nexport const load = Effect.tryPromise(() => fetch('/x').then((res) => { if (!res.ok) throw new Error('no'); return res.json() })).pipe(Effect.retry({ times: 3 }))", ['fetch blind'], ['fetch blanket']],
    ['an effect in a generator', "import { Effect } from 'effect'\nconst load = Effect.tryPromise(() => fetch('/x'))\nexport const main = Effect.gen(function* () { const res = yield* load; if (res.status === 402) return 'pay'; return yield* Effect.promise(() => res.json()) })", ['fetch handled'], []],
    ['an error with a tag', "import { Data, Effect } from 'effect'\nclass HttpError extends Data.TaggedError('HttpError') {}\nexport const main = (url) => Effect.gen(function* () { const res = yield* Effect.tryPromise(() => fetch(url)); if (!res.ok) return yield* new HttpError({ status: res.status }); return res.status }).pipe(Effect.catchTag('HttpError', (error) => Effect.succeed(error.status === 402 ? 'pay' : 'failed')))", ['fetch handled'], []],
  ]
  it.each(cases)('%s', (_, text, checks, retries) => {
    expect(checksOf(text)).toEqual(checks)
    expect(retriesOf(text)).toEqual(retries)
  })
})
