/** A use of each library in TypeScript, as its own types want it; `load` is `LOAD`. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  'p-retry': "import pRetry from 'p-retry'\nexport const run = () => pRetry(load, { retries: 3 })",
  'p-retry with a predicate': "import pRetry from 'p-retry'\nexport const run = () => pRetry(load, { shouldRetry: ({ retriesLeft }) => retriesLeft > 1 })",
  'axios-retry': "import axios from 'axios'\nimport axiosRetry from 'axios-retry'\naxiosRetry(axios, { retries: 3, retryCondition: (error) => error.response !== undefined })\nexport const run = () => axios.get('https://api.example.com/plan')",
  ky: "import ky from 'ky'\nexport const run = () => ky.get('https://api.example.com/plan', { retry: { limit: 3, statusCodes: [402, 429, 503] } })",
  got: "import got from 'got'\nexport const run = () => got('https://api.example.com/plan', { retry: { limit: 3, statusCodes: [402, 429, 503] } })",
  gaxios: "import { request } from 'gaxios'\nexport const run = () => request({ url: 'https://api.example.com/plan', retryConfig: { retry: 3, statusCodesToRetry: [[400, 599]] } })",
  cockatiel: "import { handleAll, retry } from 'cockatiel'\nexport const run = () => retry(handleAll, { maxAttempts: 3 }).execute(() => load())",
  'exponential-backoff': "import { backOff } from 'exponential-backoff'\nexport const run = () => backOff(load, { numOfAttempts: 3 })",
  'ts-retry-promise': "import { retry } from 'ts-retry-promise'\nexport const run = () => retry(load, { retries: 3 })",
  'ts-retry': "import { retryAsync } from 'ts-retry'\nexport const run = () => retryAsync(load, { maxTry: 3 })",
  'es-toolkit': "import { retry } from 'es-toolkit'\nexport const run = () => retry(load, { retries: 3 })",
  '@lifeomic/attempt': "import { retry } from '@lifeomic/attempt'\nexport const run = () => retry(load, { maxAttempts: 3 })",
  radash: "import { retry } from 'radash'\nexport const run = () => retry({ times: 3 }, load)",
  'retry-as-promised': "import { retryAsPromised } from 'retry-as-promised'\nexport const run = () => retryAsPromised(load, { max: 3 })",
  '@humanwhocodes/retry': "import { Retrier } from '@humanwhocodes/retry'\nconst retrier = new Retrier((error: Error) => error.message !== '')\nexport const run = () => retrier.retry(load)",
  rxjs: "import { defer, lastValueFrom, retry } from 'rxjs'\nexport const run = () => lastValueFrom(defer(() => load()).pipe(retry(3)))",
  octokit: "import { Octokit } from 'octokit'\nconst octokit = new Octokit()\nexport const run = () => octokit.request('GET /user')",
  'react-query': "import { useQuery } from '@tanstack/react-query'\nexport const useRun = () => useQuery({ queryKey: ['a'], queryFn: () => load(), retry: 3 })",
  'react-query with a predicate that asks for a class': "import { useQuery } from '@tanstack/react-query'\nclass HttpError extends Error { status = 0 }\nexport const useRun = () => useQuery({ queryKey: ['a'], queryFn: () => load(), retry: (count, error) => !(error instanceof HttpError && error.status === 404) && count < 3 })",
  '@apollo/client': "import { RetryLink } from '@apollo/client/link/retry'\nexport const link = new RetryLink({ attempts: { max: 3 } })",
  'fetch-retry': "import fetchRetry from 'fetch-retry'\nconst send = fetchRetry(fetch, { retries: 3, retryOn: [402, 503] })\nexport const run = () => send('https://api.example.com/plan')",
  xior: "import xior from 'xior'\nimport errorRetry from 'xior/plugins/error-retry'\nconst http = xior.create()\nhttp.plugins.use(errorRetry({ retryTimes: 3, enableRetry: (config, error) => error !== undefined }))\nexport const run = () => http.get('https://api.example.com/plan')",
  'fetch-retry-ts': "import fetchBuilder from 'fetch-retry-ts'\nconst send = fetchBuilder(fetch, { retryOn: (attempt, _retries, _error, res) => attempt < 3 && !res?.ok })\nexport const run = () => send('https://api.example.com/plan')",
  requestretry: "import request from 'requestretry'\nexport const run = async () => {\n  const res = await request({ url: 'https://api.example.com/plan', retryStrategy: (error: Error, response) => Boolean(error) || (response.statusCode ?? 0) >= 400 })\n  return res.body as unknown\n}",
  bottleneck: "import Bottleneck from 'bottleneck'\nconst limiter = new Bottleneck()\nlimiter.on('failed', async (_error, { retryCount }) => {\n  return retryCount < 3 ? 100 : undefined\n})\nexport const run = () => limiter.schedule(() => load())",
  langchain: "import { AsyncCaller } from '@langchain/core/utils/async_caller'\nconst caller = new AsyncCaller({ onFailedAttempt: (error) => console.error(error) })\nexport const run = () => caller.call(() => load())",
  'rxjs, retry with a delay': "import { defer, lastValueFrom, retry, timer } from 'rxjs'\nexport const run = () => lastValueFrom(defer(() => load()).pipe(retry({ count: 3, delay: (_error, count) => timer(count * 100) })))",
  'rxjs, retryWhen': "import { defer, delay, lastValueFrom, retryWhen, take } from 'rxjs'\nexport const run = () =>\n  lastValueFrom(\n    defer(() => load()).pipe(\n      retryWhen((errors) =>\n        errors.pipe(\n          delay(100),\n          take(3),\n        ),\n      ),\n    ),\n  )",
  superagent: "import superagent from 'superagent'\nexport const run = () => superagent.get('https://api.example.com/plan').retry(3, (_error, res?: superagent.Response) => res?.ok !== true)",
  swr: "import useSWR from 'swr'\nexport const useRun = () => useSWR('plan', load, { errorRetryCount: 3 })",
  urql: "import { retryExchange } from '@urql/exchange-retry'\nexport const exchange = retryExchange({ maxNumberAttempts: 3, retryIf: (error) => error !== undefined })",
  wretch: "import wretch from 'wretch'\nimport { retry } from 'wretch/middlewares'\nexport const run = () => wretch('https://api.example.com/plan').middlewares([retry({ maxAttempts: 3, until: (response) => response?.ok === true })]).get().json()",
}

export const LOAD = `
async function load(): Promise<unknown> {
  const res = await fetch('https://api.example.com/plan')
  if (!res.ok) throw Object.assign(new Error('No plan'), { status: res.status })
  return res.json()
}
`
