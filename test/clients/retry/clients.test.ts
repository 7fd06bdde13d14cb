import { describeAgreement, type Row } from './agreement.ts'

function rowsOf(imports: string, rows: readonly (readonly [name: string, body: string, more?: Partial<Row>])[]): Row[] {
  return rows.map(([name, body, more]) => ({ name, code: `${imports}\nexport async function main() {\n  ${body}\n}\n`, ...more }))
}

describeAgreement('axios-retry', [
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api)", [
    ['the default', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: () => true })", [
    ['any error', 'return api.get(`${ORIGIN}/a`)'],
    ['any error, POST', 'return api.post(`${ORIGIN}/a`, {})'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: (error) => error.response?.status >= 400 })", [
    ['any status', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry, { isRetryableError } from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: (error) => error.response?.status !== 402 && isRetryableError(error) })", [
    ['not a 402', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: (error) => axiosRetry.isNetworkOrIdempotentRequestError(error) || error.response?.status === 402 })", [
    ['a 402 named', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: async () => {} })", [
    ['a promise of nothing', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nconst api = axios.create()\naxiosRetry(api, { retries: 2, retryCondition: async (error) => error.response?.status >= 500 })", [
    ['a promise of an answer', 'return api.get(`${ORIGIN}/a`)'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'\nclass Api {\n  constructor() { this.http = axios.create(); axiosRetry(this.http, { retries: 2, retryCondition: () => true }) }\n  load() { return this.http.get(`${ORIGIN}/a`) }\n}", [
    ['in a class', 'return new Api().load()'],
  ]),
  ...rowsOf("import axios from 'axios'\nimport axiosRetry from 'axios-retry'", [
    ['in a function', 'const api = axios.create(); axiosRetry(api, { retries: 2, retryCondition: (error) => error.response.status === 402 }); return api.get(`${ORIGIN}/a`)'],
  ]),
])

describeAgreement('ky', rowsOf("import ky from 'ky'", [
  ['retry: 2', 'return ky(`${ORIGIN}/a`, { timeout: false, retry: 2 })'],
  ['retry: 0', 'return ky.get(`${ORIGIN}/a`, { timeout: false, retry: 0 })'],
  ['a POST', 'return ky.post(`${ORIGIN}/a`, { timeout: false, retry: 2 })'],
  ['statusCodes with a 402', 'return ky.get(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, statusCodes: [402, 503] } }).json()'],
  ['statusCodes without', 'return ky.get(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, statusCodes: [429, 503] } }).json()'],
  ['no statusCodes', 'return ky.get(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, statusCodes: [] } }).json()'],
  ['statusCodes with a 402, POST', 'return ky.post(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, statusCodes: [402] } })'],
  ['statusCodes and methods', "return ky.post(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, methods: ['post'], statusCodes: [402] } })"],
  ['shouldRetry says yes', 'return ky(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, shouldRetry: () => true } })'],
  ['shouldRetry leaves a 402 out', 'return ky(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, shouldRetry: ({ error }) => error.response?.status === 402 ? false : undefined } })'],
  ['an instance', 'const api = ky.create({ timeout: false, retry: { limit: 2, statusCodes: [402] } }); return api.get(`${ORIGIN}/a`)'],
]))

describeAgreement('got', rowsOf("import got from 'got'", [
  ['limit: 2', 'return got(`${ORIGIN}/a`, { retry: { limit: 2 } })'],
  ['limit: 0', 'return got(`${ORIGIN}/a`, { retry: { limit: 0 } }).json()'],
  ['a stream, limit: 2', 'return new Promise((resolve) => got.stream(`${ORIGIN}/a`, { retry: { limit: 2 } }).on("error", resolve).on("end", resolve).resume())'],
  ['statusCodes with a 402', 'return got.get(`${ORIGIN}/a`, { retry: { limit: 2, statusCodes: [402] } })'],
  ['statusCodes with a 402, POST', 'return got.post(`${ORIGIN}/a`, { retry: { limit: 2, statusCodes: [402] } })'],
  ['statusCodes and methods', "return got.post(`${ORIGIN}/a`, { retry: { limit: 2, methods: ['POST'], statusCodes: [402] } })"],
  ['calculateDelay keeps the rules', 'return got(`${ORIGIN}/a`, { retry: { limit: 2, calculateDelay: ({ computedValue }) => computedValue } })'],
  ['calculateDelay counts: up to 14 that is all, later the rules go first', 'return got(`${ORIGIN}/a`, { retry: { calculateDelay: ({ attemptCount }) => attemptCount < 3 ? 1 : 0 } })', { unknown: 'version-not-seen' }],
  ['calculateDelay counts, with a 402 listed', 'return got(`${ORIGIN}/a`, { retry: { limit: 2, statusCodes: [402], calculateDelay: ({ attemptCount }) => attemptCount < 3 ? 1 : 0 } })', { only: 'usual' }],
  ['calculateDelay keeps to the rules', 'return got(`${ORIGIN}/a`, { retry: { enforceRetryRules: true, limit: 2, calculateDelay: () => 1 } })', { only: 'newest' }],
  ['calculateDelay has the last word', 'return got(`${ORIGIN}/a`, { retry: { enforceRetryRules: false, calculateDelay: ({ attemptCount }) => attemptCount < 3 ? 1 : 0 } })', { only: 'newest' }],
  ['an instance', 'const api = got.extend({ retry: { limit: 2, statusCodes: [402, 503] } }); return api(`${ORIGIN}/a`)'],
]))

describeAgreement('ofetch', rowsOf("import { ofetch } from 'ofetch'", [
  ['retry: 2', 'return ofetch(`${ORIGIN}/a`, { retry: 2 })'],
  ['retry: false', 'return ofetch(`${ORIGIN}/a`, { retry: false })'],
  ['retryStatusCodes with a 402', 'return ofetch(`${ORIGIN}/a`, { retry: 3, retryStatusCodes: [402] })'],
  ['retryStatusCodes with a 402, POST', "return ofetch(`${ORIGIN}/a`, { method: 'POST', retry: 2, retryStatusCodes: [402, 500] })"],
  ['retryStatusCodes alone', 'return ofetch(`${ORIGIN}/a`, { retryStatusCodes: [402] })'],
]))

describeAgreement('gaxios', rowsOf("import { request } from 'gaxios'", [
  ['retry: true', 'return request({ url: `${ORIGIN}/a`, retry: true })'],
  ['retry: false', 'return request({ url: `${ORIGIN}/a`, retry: false })'],
  ['ranges without a 402', 'return request({ url: `${ORIGIN}/a`, retryConfig: { retry: 3, statusCodesToRetry: [[429, 429], [500, 599]] } })'],
  ['a range with a 402', 'return request({ url: `${ORIGIN}/a`, retryConfig: { retry: 2, statusCodesToRetry: [[400, 599]] } })'],
  ['a range with a 402, POST', "return request({ url: `${ORIGIN}/a`, method: 'POST', retryConfig: { retry: 2, statusCodesToRetry: [[400, 599]] } })"],
  ['methods too', "return request({ url: `${ORIGIN}/a`, method: 'POST', retryConfig: { retry: 2, httpMethodsToRetry: ['POST'], statusCodesToRetry: [[402, 402]] } })"],
]))

describeAgreement('superagent', rowsOf("import superagent from 'superagent'", [
  ['retry(3)', 'return superagent.get(`${ORIGIN}/a`).retry(3)'],
  ['retry(2, any)', 'return superagent.get(`${ORIGIN}/a`).retry(2, () => true)'],
  ['retry(2, not ok)', 'return superagent.post(`${ORIGIN}/a`).send({}).retry(2, (error, res) => !res?.ok)'],
  ['retry(2, not a 402)', 'return superagent.get(`${ORIGIN}/a`).retry(2, (error, res) => res?.status === 402 ? false : undefined)'],
]))

describeAgreement('supabase', rowsOf("import { createClient } from '@supabase/supabase-js'\nconst supabase = createClient(ORIGIN, 'k', { realtime: { transport: class {} } })", [
  ['retry(true)', "return supabase.from('t').select('*').eq('id', 1).retry(true)"],
  ['retry(true), an insert', "return supabase.from('t').insert({ id: 1 }).select('*').retry(true)"],
  ['retry(true), a procedure', "return supabase.rpc('f', { id: 1 }).retry(true)"],
  ['retry(true), a procedure by GET', "return supabase.rpc('f', { id: 1 }, { get: true }).retry(true)"],
  ['retry(false)', "return supabase.from('t').select('*').retry(false)"],
  ['retry(true), then it throws', "return supabase.from('t').select('*').retry(true).throwOnError()"],
  ['it throws, then retry(true)', "return supabase.from('t').select('*').throwOnError().retry(true)"],
]))

describeAgreement('fetch-retry', rowsOf("import fetchRetry from 'fetch-retry'", [
  ['the default', 'const again = fetchRetry(fetch); return again(`${ORIGIN}/a`)'],
  ['retryOn with a 402', 'const again = fetchRetry(fetch, { retries: 3, retryOn: [402, 503] }); return again(`${ORIGIN}/a`)'],
  ['retryOn without', 'const again = fetchRetry(fetch); return again(`${ORIGIN}/a`, { retries: 2, retryOn: [503, 500] })'],
  ['retryOn any failure', 'const again = fetchRetry(globalThis.fetch); return again(`${ORIGIN}/a`, { retryOn: (attempt, error, res) => attempt < 3 && (error !== null || !res.ok) })'],
  ['retryOn not a 402', 'const again = fetchRetry(fetch); return again(`${ORIGIN}/a`, { retryOn(attempt, error, response) { if (attempt >= 2) return false; return error !== null || (response.status !== 402 && response.status >= 400) } })'],
  ['retries: 0', 'const again = fetchRetry(fetch, { retries: 0 }); return again(`${ORIGIN}/a`)'],
]))

describeAgreement('@vercel/fetch-retry', rowsOf("import setup from '@vercel/fetch-retry'", [
  ['the default', 'const again = setup(globalThis.fetch); return again(`${ORIGIN}/a`)'],
  ['retries: 2', 'const again = setup(globalThis.fetch); return again(`${ORIGIN}/a`, { retry: { retries: 2 } })'],
]))

describeAgreement('make-fetch-happen', rowsOf("import fetch from 'make-fetch-happen'", [
  ['retry: 2', 'return fetch(`${ORIGIN}/a`, { retry: 2 })'],
  ['retry: { retries: 2 }', 'return fetch(`${ORIGIN}/a`, { retry: { retries: 2, minTimeout: 1 } })'],
  ['a POST', "return fetch(`${ORIGIN}/a`, { method: 'POST', body: 'x', retry: { retries: 2 } })"],
]))

describeAgreement('fetch-retry-ts', rowsOf("import fetchBuilder from 'fetch-retry-ts'", [
  ['the default', 'const again = fetchBuilder.default(fetch, { retries: 2, retryDelay: 1 }); return again(`${ORIGIN}/a`)'],
  ['retryOn with a 402', 'const again = fetchBuilder.default(fetch, { retries: 2, retryDelay: 1, retryOn: [402, 503] }); return again(`${ORIGIN}/a`)'],
  ['retryOn any failure', 'const again = fetchBuilder.default(fetch, { retryDelay: 1, retryOn: (attempt, retries, error, res) => attempt < 2 && !res?.ok }); return again(`${ORIGIN}/a`)'],
]))

describeAgreement('node-fetch-retry', rowsOf("import fetch from 'node-fetch-retry'", [
  ['the default', 'return fetch(`${ORIGIN}/a`)'],
  ['retry: 2', 'return fetch(`${ORIGIN}/a`, { retry: 2, pause: 1, silent: true })'],
]))

describeAgreement('@adobe/node-fetch-retry', rowsOf("import fetch from '@adobe/node-fetch-retry'\n// Limits of time are not shortened.\nconst LONG = { retryMaxDuration: 120_000, socketTimeout: 60_000 }", [
  ['the default', 'return fetch(`${ORIGIN}/a`, { retryOptions: { ...LONG } })'],
  ['off', 'return fetch(`${ORIGIN}/a`, { retryOptions: false })'],
  ['retryOnHttpResponse takes any failure', 'return fetch(`${ORIGIN}/a`, { retryOptions: { ...LONG, retryOnHttpResponse: (response) => !response.ok } })'],
  ['retryOnHttpResponse leaves a 402 out', 'return fetch(`${ORIGIN}/a`, { retryOptions: { ...LONG, retryOnHttpResponse: (response) => response.status === 429 || response.status >= 500 } })'],
]))

describeAgreement('urllib', rowsOf("import { request } from 'urllib'", [
  ['the default', 'return request(`${ORIGIN}/a`, { timeout: 60_000, socketErrorRetry: 0 })'],
  ['retry: 2', 'return request(`${ORIGIN}/a`, { timeout: 60_000, socketErrorRetry: 0, retry: 2 })'],
  ['isRetry takes any failure', 'return request(`${ORIGIN}/a`, { timeout: 60_000, socketErrorRetry: 0, retry: 2, isRetry: (res) => res.status >= 400 })'],
  ['isRetry leaves a 402 out', 'return request(`${ORIGIN}/a`, { timeout: 60_000, socketErrorRetry: 0, retry: 2, isRetry: (res) => res.status >= 400 && res.status !== 402 })'],
]))

describeAgreement('requestretry', rowsOf("import request from 'requestretry'", [
  ['the default', 'return request({ url: `${ORIGIN}/a`, json: true })'],
  ['maxAttempts: 2', 'return request({ url: `${ORIGIN}/a`, maxAttempts: 2, retryDelay: 1 })'],
  ['retryStrategy takes any failure', 'return request({ url: `${ORIGIN}/a`, maxAttempts: 3, retryStrategy: (error, response) => Boolean(error) || response.statusCode >= 400 })'],
  ['retryStrategy leaves a 402 out', 'return request({ url: `${ORIGIN}/a`, maxAttempts: 3, retryStrategy: (error, response) => Boolean(error) || (response.statusCode !== 402 && response.statusCode >= 400) })'],
  ['retryStrategy says it in an object', 'return request({ url: `${ORIGIN}/a`, maxAttempts: 3, retryStrategy: (error, response) => ({ mustRetry: response?.statusCode === 402 }) })'],
  ['with a callback', 'return new Promise((resolve, reject) => request({ url: `${ORIGIN}/a`, maxAttempts: 3, retryStrategy: (error, response) => response?.statusCode >= 400 }, (error, response) => error ? reject(error) : resolve(response)))'],
]))

const SEND = `const request = (options, done) => {
  fetch(options.url).then((res) => done(null, { statusCode: res.status }, ''), done)
  return { abort() {} }
}`

describeAgreement('retry-request', [
  ['the default', '{ request }'],
  ['retries: 1', '{ request, retries: 1 }'],
  ['shouldRetryFn takes any failure', '{ request, shouldRetryFn: (response) => response.statusCode >= 400 }'],
  ['shouldRetryFn leaves a 402 out', '{ request, shouldRetryFn: (response) => response.statusCode >= 400 && response.statusCode !== 402 }'],
].map(([name = '', options]) => ({
  name,
  code: `import retryRequest from 'retry-request'\n${SEND}\nexport async function main() {\n  return new Promise((resolve, reject) => retryRequest({ url: \`\${ORIGIN}/a\` }, ${options}, (error, response) => error ? reject(error) : resolve(response)))\n}\n`,
})))

describeAgreement('undici-retry', rowsOf("import { sendWithRetry } from 'undici-retry'\nimport { Client } from 'undici'\nconst { origin, pathname: path } = new URL(`${ORIGIN}/a`)\nconst client = new Client(origin)", [
  ['the default', "return sendWithRetry(client, { method: 'GET', path })"],
  ['statusCodesToRetry with a 402', "return sendWithRetry(client, { method: 'GET', path }, { maxAttempts: 3, retryOnTimeout: false, statusCodesToRetry: [402, 503], delayResolver: () => 1 })"],
  ['statusCodesToRetry without', "return sendWithRetry(client, { method: 'POST', path }, { maxAttempts: 3, retryOnTimeout: false, statusCodesToRetry: [500, 503], delayResolver: () => 1 })"],
]))

describeAgreement('retry-axios', rowsOf("import axios from 'axios'\nimport * as rax from 'retry-axios'\nconst api = axios.create()\nrax.attach(api)", [
  ['the ranges that are usual', 'return api.get(`${ORIGIN}/a`, { raxConfig: { retryDelay: 1 } })'],
  ['a range with a 402', 'return api.get(`${ORIGIN}/a`, { raxConfig: { retry: 2, statusCodesToRetry: [[400, 599]] } })'],
  ['a range without', 'return api.get(`${ORIGIN}/a`, { raxConfig: { statusCodesToRetry: [[429, 429], [500, 599]] } })'],
  ['a range with a 402, POST', 'return api.post(`${ORIGIN}/a`, {}, { raxConfig: { retry: 2, statusCodesToRetry: [[400, 599]] } })'],
  ['shouldRetry says yes', 'return api.post(`${ORIGIN}/a`, {}, { raxConfig: { retry: 2, shouldRetry: () => true } })'],
  ['shouldRetry leaves a 402 out', 'return api.get(`${ORIGIN}/a`, { raxConfig: { retry: 2, shouldRetry: (error) => error.response?.status !== 402 } })'],
]))
