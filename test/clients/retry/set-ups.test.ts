import { describeAgreement, type Row } from './agreement.ts'

function rowsOf(imports: string, rows: readonly (readonly [name: string, body: string, more?: Partial<Row>])[]): Row[] {
  return rows.map(([name, body, more]) => ({ name, code: `${imports}\nexport async function main() {\n  ${body}\n}\n`, ...more }))
}

const APOLLO = `import { ApolloClient, InMemoryCache, HttpLink, gql } from '@apollo/client'
import { RetryLink } from '@apollo/client/link/retry'
async function query(link) {
  const client = new ApolloClient({ link: link.concat(new HttpLink({ uri: \`\${ORIGIN}/a\` })), cache: new InMemoryCache() })
  return client.query({ query: gql\`{ a }\` })
}`

describeAgreement('RetryLink of Apollo', rowsOf(APOLLO, [
  ['the default', 'return query(new RetryLink())'],
  ['max: 3', 'return query(new RetryLink({ delay: { initial: 1 }, attempts: { max: 3 } }))'],
  ['retryIf leaves a 402 out', 'return query(new RetryLink({ attempts: { max: 5, retryIf: (error) => !!error && error.statusCode !== 402 } }))'],
  ['retryIf takes any error', 'return query(new RetryLink({ attempts: { max: 2, retryIf: (error, operation) => !!error } }))'],
  ['a function', 'return query(new RetryLink({ attempts: (count, operation, error) => count < 3 && error.statusCode >= 500 }))'],
]))

const URQL = `import { Client, fetchExchange, gql } from '@urql/core'
import { retryExchange } from '@urql/exchange-retry'
async function query(retry) {
  const client = new Client({ url: \`\${ORIGIN}/a\`, preferGetMethod: false, exchanges: [retry, fetchExchange] })
  return client.query(gql\`{ a }\`, {}).toPromise()
}`

describeAgreement('retryExchange of urql', rowsOf(URQL, [
  ['the default', 'return query(retryExchange({}))'],
  ['maxNumberAttempts: 4', 'return query(retryExchange({ initialDelayMs: 1, maxNumberAttempts: 4 }))'],
  ['retryIf leaves a 402 out', 'return query(retryExchange({ maxNumberAttempts: 3, retryIf: (error) => !!error.networkError && error.response?.status !== 402 }))'],
  ['retryIf says yes', 'return query(retryExchange({ maxNumberAttempts: 3, retryIf: () => true }))'],
  ['retryIf needs a GraphQL error', 'return query(retryExchange({ maxNumberAttempts: 3, retryIf: (error) => !!(error && error.graphQLErrors.length > 0 && !error.networkError) }))'],
  ['retryIf looks for words', "return query(retryExchange({ maxNumberAttempts: 3, retryIf: (error) => error.response?.status === 401 || error.graphQLErrors.some((one) => one.extensions?.code === 'UNAUTHENTICATED') }))"],
]))

const TRPC = `import { createTRPCClient, httpLink, retryLink } from '@trpc/client'
async function query(link) {
  const client = createTRPCClient({ links: [link, httpLink({ url: \`\${ORIGIN}/trpc\` })] })
  return Reflect.get(client, 'a').query()
}`

describeAgreement('retryLink of tRPC', rowsOf(TRPC, [
  ['three attempts', 'return query(retryLink({ retry: ({ attempts }) => attempts <= 2 }))'],
  ['nothing', 'return query(retryLink({ retry: () => false }))'],
]))

const RTK = `import { createApi, fetchBaseQuery, retry } from '@reduxjs/toolkit/query'
import { configureStore } from '@reduxjs/toolkit'
async function query(baseQuery) {
  const api = createApi({ baseQuery, endpoints: (build) => ({ load: build.query({ query: () => 'a' }) }) })
  const store = configureStore({ reducer: { [api.reducerPath]: api.reducer }, middleware: (usual) => usual().concat(api.middleware) })
  return store.dispatch(api.endpoints.load.initiate())
}`

describeAgreement('retry of RTK Query', rowsOf(RTK, [
  ['the default', 'return query(retry(fetchBaseQuery({ baseUrl: ORIGIN })))'],
  ['maxRetries: 2', 'return query(retry(fetchBaseQuery({ baseUrl: ORIGIN }), { maxRetries: 2 }))'],
  ['maxRetries: 0', 'return query(retry(fetchBaseQuery({ baseUrl: ORIGIN }), { maxRetries: 0 }))'],
  ['retryCondition leaves a 402 out', 'return query(retry(fetchBaseQuery({ baseUrl: ORIGIN }), { retryCondition: (error, args, { attempt }) => error.status !== 402 && attempt <= 2 }))'],
  ['retryCondition names a 402', 'return query(retry(fetchBaseQuery({ baseUrl: ORIGIN }), { retryCondition: (error, args, { attempt }) => (error.status === 402 || error.status === 503) && attempt <= 2 }))'],
  ['retry.fail for a 402', 'const base = fetchBaseQuery({ baseUrl: ORIGIN }); return query(retry(async (args, api, extra) => { const result = await base(args, api, extra); if (result.error?.status === 402) retry.fail(result.error, result.meta); return result }, { maxRetries: 2 }))'],
  ['retry.fail for a 401', 'const base = fetchBaseQuery({ baseUrl: ORIGIN }); return query(retry(async (args, api, extra) => { const result = await base(args, api, extra); if (result.error?.status === 401) retry.fail(result.error); return result }, { maxRetries: 2 }))'],
]))

const OCTOKIT = "import { Octokit } from '@octokit/core'\nimport { retry } from '@octokit/plugin-retry'\nconst Retrying = Octokit.plugin(retry)"

describeAgreement('@octokit/plugin-retry', rowsOf(OCTOKIT, [
  ['the default', 'return new Retrying({ baseUrl: ORIGIN }).request("GET /a")'],
  ['doNotRetry with a 402', 'return new Retrying({ baseUrl: ORIGIN, retry: { doNotRetry: [400, 401, 402, 403, 404, 422, 451] } }).request("GET /a")'],
  ['retries: 1', 'return new Retrying({ baseUrl: ORIGIN, retry: { retries: 1 } }).request("GET /a")'],
  ['off', 'return new Retrying({ baseUrl: ORIGIN, retry: { enabled: false } }).request("GET /a")'],
]))

describeAgreement('@octokit/plugin-retry, dropped', rowsOf("import { Octokit } from '@octokit/core'\nimport { retry } from '@octokit/plugin-retry'\nOctokit.plugin(retry)", [
  ['what it makes is taken by nobody', 'return new Octokit({ baseUrl: ORIGIN }).request("GET /a")'],
]))

const ACTIONS = "import { getOctokit } from '@actions/github'\nimport { retry } from '@octokit/plugin-retry'"

describeAgreement('getOctokit of @actions/github', rowsOf(ACTIONS, [
  ['the default', 'return getOctokit("t", { baseUrl: ORIGIN }, retry).request("GET /a")'],
  ['doNotRetry with a 402', 'return getOctokit("t", { baseUrl: ORIGIN, retry: { doNotRetry: [400, 401, 402, 403, 404, 422, 451] } }, retry).request("GET /a")'],
  ['retries: 1', 'return getOctokit("t", { baseUrl: ORIGIN, retry: { retries: 1 } }, retry).request("GET /a")'],
]))

const GITHUB = "import { GitHub, getOctokitOptions } from '@actions/github/lib/utils.js'\nimport { retry } from '@octokit/plugin-retry'\nconst Retrying = GitHub.plugin(retry)"

describeAgreement('GitHub of @actions/github', rowsOf(GITHUB, [
  ['the default', 'return new Retrying(getOctokitOptions("t", { baseUrl: ORIGIN })).request("GET /a")'],
  ['doNotRetry with a 402', 'return new Retrying(getOctokitOptions("t", { baseUrl: ORIGIN, retry: { doNotRetry: [400, 401, 402, 403, 404, 422, 451] } })).request("GET /a")'],
]))

const OCTOKIT_APP = "import { Octokit } from 'octokit'"

describeAgreement('octokit', rowsOf(OCTOKIT_APP, [
  ['the default', 'const octokit = new Octokit({ baseUrl: ORIGIN, throttle: { enabled: false } }); return octokit.request("GET /a")'],
  ['doNotRetry with a 402', 'const octokit = new Octokit({ baseUrl: ORIGIN, throttle: { enabled: false }, retry: { doNotRetry: [401, 402, 404] } }); return octokit.request("GET /a")'],
  ['retries: 0 of a request', 'const octokit = new Octokit({ baseUrl: ORIGIN, throttle: { enabled: false } }); return octokit.request("GET /a", { request: { retries: 0 } })'],
]))

describeAgreement('@slack/web-api', rowsOf("import { WebClient } from '@slack/web-api'", [
  ['retries: 2', 'const client = new WebClient("token", { slackApiUrl: `${ORIGIN}/`, retryConfig: { retries: 2, minTimeout: 1 } }); return client.auth.test()'],
  ['retries: 0', 'const client = new WebClient("token", { slackApiUrl: `${ORIGIN}/`, retryConfig: { retries: 0 } }); return client.auth.test()'],
]))

describeAgreement('undici', rowsOf("import { Agent, RetryAgent, interceptors, request } from 'undici'", [
  ['RetryAgent', 'return request(`${ORIGIN}/a`, { dispatcher: new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 1 }) })'],
  ['RetryAgent with a 402', 'return request(`${ORIGIN}/a`, { dispatcher: new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 1, statusCodes: [402, 503] }) })'],
  ['the interceptor with a 402', 'return request(`${ORIGIN}/a`, { dispatcher: new Agent().compose(interceptors.retry({ maxRetries: 2, minTimeout: 1, statusCodes: [402] })) })'],
]))

describeAgreement('wretch', rowsOf("import wretch from 'wretch'\nimport { retry } from 'wretch/middlewares'", [
  ['the default', 'return wretch(`${ORIGIN}/a`).middlewares([retry({ delayTimer: 1 })]).get().json()', { unknown: 'version-not-seen' }],
  ['until it is ok', 'return wretch(`${ORIGIN}/a`).middlewares([retry({ delayTimer: 1, maxAttempts: 2, until: (response) => response && response.ok })]).get().json()'],
  ['until it is ok or a 402', 'return wretch(`${ORIGIN}/a`).middlewares([retry({ delayTimer: 1, maxAttempts: 2, until: (response) => response && (response.ok || response.status === 402) })]).get().json()'],
]))

describeAgreement('xior', rowsOf("import xior from 'xior'\nimport errorRetryPlugin from 'xior/plugins/error-retry'", [
  ['the default', 'const http = xior.create(); http.plugins.use(errorRetryPlugin()); return http.get(`${ORIGIN}/a`)'],
  ['enableRetry leaves a 402 out', 'const http = xior.create(); http.plugins.use(errorRetryPlugin({ retryTimes: 3, retryInterval: 1, enableRetry: (config, error) => error.response?.status === 402 ? false : undefined })); return http.get(`${ORIGIN}/a`)'],
  ['off', 'const http = xior.create(); http.plugins.use(errorRetryPlugin({ enableRetry: false })); return http.get(`${ORIGIN}/a`)'],
]))

describeAgreement('up-fetch', rowsOf("import { up } from 'up-fetch'\nconst upfetch = up(fetch)", [
  ['attempts: 2', 'return upfetch(`${ORIGIN}/a`, { retry: { attempts: 2, delay: 1 } })'],
  ['when it is no 402', 'return upfetch(`${ORIGIN}/a`, { retry: { attempts: 2, delay: 1, when: ({ response }) => response?.ok === false && response.status !== 402 } })'],
]))

describeAgreement('@better-fetch/fetch', rowsOf("import { betterFetch, createFetch } from '@better-fetch/fetch'", [
  ['retry: 2', 'return betterFetch(`${ORIGIN}/a`, { retry: 2 })'],
  ['linear', "return betterFetch(`${ORIGIN}/a`, { retry: { type: 'linear', attempts: 2, delay: 1 } })"],
  ['shouldRetry leaves a 402 out', "return betterFetch(`${ORIGIN}/a`, { retry: { type: 'linear', attempts: 2, delay: 1, shouldRetry: (response) => response !== null && response.status !== 402 } })"],
  ['an instance', "const again = createFetch({ baseURL: ORIGIN, retry: { type: 'linear', attempts: 1, delay: 1 } }); return again('/a')"],
]))

const RELAY = `import relay from 'react-relay-network-modern'
const { RelayNetworkLayer, retryMiddleware, urlMiddleware } = relay
// A limit of time is not shortened.
const LONG = { fetchTimeout: 60_000 }
async function query(middleware) {
  const network = new RelayNetworkLayer([urlMiddleware({ url: () => \`\${ORIGIN}/a\` }), middleware], { noThrow: true })
  return network.execute({ operationKind: 'query', name: 'q', text: 'query q { a }' }, {}, { force: true }).toPromise()
}`

describeAgreement('retryMiddleware of Relay', rowsOf(RELAY, [
  ['the default', 'return query(retryMiddleware(LONG))'],
  ['statusCodes with a 402', 'return query(retryMiddleware({ ...LONG, retryDelays: [1, 1, 1], statusCodes: [402, 503] }))'],
  ['statusCodes without', 'return query(retryMiddleware({ ...LONG, statusCodes: [429, 500, 503] }))'],
  ['statusCodes is a function', 'return query(retryMiddleware({ ...LONG, retryDelays: [1], statusCodes: (status) => status >= 400 && status !== 402 }))'],
]))
