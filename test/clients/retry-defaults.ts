/** What a library or client sends again, as `docs/clients.md` tells it; the models carry it out, and `retry/` compares them with the packages. */
export interface RetryDefault {
  /** What is sent again where the code says nothing, and how often. */
  readonly usual: string
  /** What decides otherwise. */
  readonly decidedBy: readonly string[]
}

const ANY_ERROR = 'any error'
const OFF = 'nothing'

/** By the name that findings have. */
export const RETRY_DEFAULTS: Readonly<Record<string, RetryDefault>> = {
  '@adobe/node-fetch-retry': { usual: '5xx and no answer, for a minute', decidedBy: ['retryOptions.retryOnHttpResponse', 'retryOptions.retryOnHttpError'] },
  '@better-fetch/fetch': { usual: OFF, decidedBy: ['retry', 'retry.shouldRetry'] },
  '@azure/core-rest-pipeline': { usual: '408, 5xx and no answer, 4 calls', decidedBy: ['retryPolicy([strategy])'] },
  '@google-cloud/storage': { usual: '408, 429, 500, 502, 503, 504 and no answer, 4 calls', decidedBy: ['retryOptions.retryableErrorFn', 'retryOptions.autoRetry'] },
  '@google/genai': { usual: OFF, decidedBy: ['retryOptions.httpStatusCodes', 'retryOptions.attempts'] },
  '@humanwhocodes/retry': { usual: 'what its check says, for a minute', decidedBy: ['new Retrier(check)'] },
  '@lifeomic/attempt': { usual: `${ANY_ERROR}, 3 calls`, decidedBy: ['handleError', 'context.abort()'] },
  '@mistralai/mistralai': { usual: OFF, decidedBy: ['retries', 'retryConfig', 'retryCodes'] },
  '@slack/web-api': { usual: 'any status but 429, 11 calls', decidedBy: ['retryConfig'] },
  '@vercel/fetch-retry': { usual: '429, 5xx and no answer, 6 calls', decidedBy: ['retry.retries'] },
  'RTK Query': { usual: `${ANY_ERROR}, 6 calls, where \`retry()\` is used`, decidedBy: ['maxRetries', 'retryCondition', 'retry.fail()'] },
  RetryLink: { usual: `${ANY_ERROR}, 5 calls`, decidedBy: ['attempts.max', 'attempts.retryIf'] },
  async: { usual: `${ANY_ERROR}, 5 calls`, decidedBy: ['times', 'errorFilter'] },
  'async-retry': { usual: `${ANY_ERROR}, 11 calls`, decidedBy: ['retries', 'bail()', 'error.bail'] },
  aws4fetch: { usual: '429 and 5xx, 11 calls', decidedBy: ['retries'] },
  'aws-sdk': { usual: '5xx, throttling and no answer, 3 calls', decidedBy: ['retryStrategy'] },
  axios: { usual: OFF, decidedBy: ['raxConfig', 'interceptors.response'] },
  'axios-retry': { usual: '429, 5xx and no answer, 4 calls, no POST', decidedBy: ['retryCondition', 'retries'] },
  bottleneck: { usual: OFF, decidedBy: ["on('failed')"] },
  cockatiel: { usual: 'what the policy handles, without end', decidedBy: ['handleWhen()', 'handleType()', 'maxAttempts'] },
  effect: { usual: `${ANY_ERROR} (no defect), without end, where \`retry\` is used`, decidedBy: ['times', 'schedule', 'while', 'until'] },
  'es-toolkit': { usual: `${ANY_ERROR}, without end`, decidedBy: ['retries', 'shouldRetry'] },
  'exponential-backoff': { usual: `${ANY_ERROR}, 10 calls`, decidedBy: ['numOfAttempts', 'retry'] },
  'fetch-retry': { usual: 'no answer, 4 calls', decidedBy: ['retryOn', 'retries'] },
  'fetch-retry-ts': { usual: '419, 503, 504 and no answer, 4 calls', decidedBy: ['retryOn', 'retries'] },
  gaxios: { usual: OFF, decidedBy: ['retry', 'retryConfig.statusCodesToRetry', 'retryConfig.shouldRetry'] },
  got: { usual: '408, 413, 429, 500, 502, 503, 504, 521, 522, 524 and no answer, 3 calls, no POST', decidedBy: ['retry.statusCodes', 'retry.methods', 'retry.calculateDelay', 'retry.enforceRetryRules'] },
  ky: { usual: '408, 413, 429, 500, 502, 503, 504 and no answer, 3 calls, no POST', decidedBy: ['retry.statusCodes', 'retry.methods', 'retry.shouldRetry'] },
  langchain: { usual: `${ANY_ERROR} but one with a status of 400 to 407, 409, 413 or 429, 7 calls`, decidedBy: ['maxRetries', 'onFailedAttempt'] },
  'make-fetch-happen': { usual: OFF, decidedBy: ['retry'] },
  mppx: { usual: 'a 402, with a payment', decidedBy: [] },
  'node-fetch-retry': { usual: 'no answer, 3 calls', decidedBy: ['retry'] },
  octokit: { usual: 'any status but 400, 401, 403, 404, 410, 422 and 451, 4 calls', decidedBy: ['retry.doNotRetry', 'retry.retries'] },
  ofetch: { usual: '408, 409, 425, 429, 500, 502, 503, 504 and no answer, 2 calls, no POST', decidedBy: ['retryStatusCodes', 'retry'] },
  'p-retry': { usual: `${ANY_ERROR}, 11 calls`, decidedBy: ['AbortError', 'shouldRetry', 'onFailedAttempt', 'retries'] },
  'promise-retry': { usual: 'what `retry(error)` is called for, 11 calls', decidedBy: ['retry(error)', 'retries'] },
  radash: { usual: `${ANY_ERROR}, 3 calls`, decidedBy: ['times', 'exit()'] },
  'react-query': { usual: `queries in a browser: ${ANY_ERROR}, 4 calls`, decidedBy: ['retry', 'defaultOptions'] },
  'redux-saga': { usual: `${ANY_ERROR}, as many calls as it is told`, decidedBy: ['retry(maxTries)'] },
  requestretry: { usual: '429, 5xx and no answer, 5 calls', decidedBy: ['retryStrategy', 'maxAttempts'] },
  retry: { usual: 'what `operation.retry(error)` is called for, 11 calls', decidedBy: ['operation.retry()', 'retries'] },
  'retry-as-promised': { usual: ANY_ERROR, decidedBy: ['max', 'match'] },
  'retry-request': { usual: '429, 5xx and no answer, 3 calls', decidedBy: ['shouldRetryFn', 'retries'] },
  retryExchange: { usual: `${ANY_ERROR} of the network or the server, 2 calls`, decidedBy: ['retryIf', 'retryWith', 'maxNumberAttempts'] },
  retryLink: { usual: 'what `retry` says', decidedBy: ['retry'] },
  retryMiddleware: { usual: 'any status outside 200 to 299 and no answer, 3 calls', decidedBy: ['statusCodes', 'retryDelays'] },
  rxjs: { usual: `${ANY_ERROR}, without end, where \`retry\` or \`retryWhen\` is used`, decidedBy: ['count', 'delay'] },
  supabase: { usual: '503, 520 and no answer of what reads a table (GET, HEAD), 4 calls', decidedBy: ['.retry()'] },
  superagent: { usual: OFF, decidedBy: ['.retry()'] },
  swr: { usual: `${ANY_ERROR}, without end`, decidedBy: ['errorRetryCount', 'shouldRetryOnError', 'onErrorRetry'] },
  'ts-retry': { usual: `${ANY_ERROR}, 240 calls`, decidedBy: ['maxTry', 'until', 'onError'] },
  'ts-retry-promise': { usual: `${ANY_ERROR}, 11 calls`, decidedBy: ['retries', 'retryIf', 'until', 'NotRetryableError'] },
  undici: { usual: '429, 500, 502, 503, 504 and no answer, 6 calls, where an agent retries', decidedBy: ['statusCodes', 'methods', 'maxRetries'] },
  'undici-retry': { usual: '408, 425, 429, 500, 502, 503, 504 and no answer, 3 calls', decidedBy: ['statusCodesToRetry', 'maxAttempts'] },
  'up-fetch': { usual: OFF, decidedBy: ['retry.attempts', 'retry.when'] },
  urllib: { usual: OFF, decidedBy: ['retry', 'isRetry'] },
  wretch: { usual: 'version 2: any status that is not ok; version 3: 5xx; 11 calls, where `retry()` is used', decidedBy: ['until', 'maxAttempts'] },
  x402: { usual: 'a 402, once, with a payment', decidedBy: [] },
  xior: { usual: `${ANY_ERROR} of a GET, 3 calls, where the plugin is used`, decidedBy: ['enableRetry', 'retryTimes'] },
}
