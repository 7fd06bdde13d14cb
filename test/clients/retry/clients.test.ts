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
  ['statusCodes with a 402, POST', 'return ky.post(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, statusCodes: [402] } })'],
  ['statusCodes and methods', "return ky.post(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, methods: ['post'], statusCodes: [402] } })"],
  ['shouldRetry says yes', 'return ky(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, shouldRetry: () => true } })'],
  ['shouldRetry leaves a 402 out', 'return ky(`${ORIGIN}/a`, { timeout: false, retry: { limit: 2, shouldRetry: ({ error }) => error.response?.status === 402 ? false : undefined } })'],
  ['an instance', 'const api = ky.create({ timeout: false, retry: { limit: 2, statusCodes: [402] } }); return api.get(`${ORIGIN}/a`)'],
]))

describeAgreement('got', rowsOf("import got from 'got'", [
  ['limit: 2', 'return got(`${ORIGIN}/a`, { retry: { limit: 2 } })'],
  ['limit: 0', 'return got(`${ORIGIN}/a`, { retry: { limit: 0 } }).json()'],
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
