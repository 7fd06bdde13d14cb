import { asyncLibrary, asyncRetryModule } from './async-library.ts'
import { asyncRetryLibrary } from './async-retry.ts'
import { attemptLibrary } from './attempt.ts'
import { aws4fetchPolicy } from './aws4fetch.ts'
import { axiosPolicy, axiosRetryLibrary } from './axios-retry.ts'
import { azureRetries } from './azure.ts'
import { bottleneckLibrary } from './bottleneck.ts'
import type { Client } from './client.ts'
import { withRetries, type PolicyOf } from './client-retries.ts'
import { cockatielLibrary } from './cockatiel.ts'
import { effectLibraries } from './effect.ts'
import { esToolkitLibrary } from './es-toolkit.ts'
import { exponentialBackoffLibrary } from './exponential-backoff.ts'
import { fetchRetryClient, fetchRetryTsClient, vercelFetchRetryClient } from './fetch-retry.ts'
import { gaxiosPolicy } from './gaxios-retry.ts'
import { gotPolicy } from './got-retry.ts'
import { kyPolicy } from './ky-retry.ts'
import { langchainCaller } from './langchain.ts'
import { makeFetchHappenPolicy } from './make-fetch-happen-retry.ts'
import { adobeFetchPolicy, nodeFetchRetryPolicy } from './node-fetch-retry.ts'
import { ofetchPolicy } from './ofetch-retry.ts'
import { actionsOctokit, octokitPlugin, octokitPolicy } from './octokit-retry.ts'
import { betterFetchPolicy, raxPolicy, undiciRetries, upFetchPolicy, wretchPolicy, wretchRetry, xiorRetries } from './option-retries.ts'
import { pRetryLibrary } from './p-retry.ts'
import { promiseRetryLibrary } from './promise-retry.ts'
import { radashLibrary } from './radash.ts'
import { reduxSagaLibrary } from './redux-saga.ts'
import { retrierLibrary } from './retrier.ts'
import { retryAsPromisedLibrary } from './retry-as-promised.ts'
import { apolloRetryLink, relayRetry, trpcRetryLink, urqlRetryExchange } from './retry-links.ts'
import { retryOperationLibrary } from './retry-operation.ts'
import { rtkQueryLibrary } from './rtk-query.ts'
import { awsPolicy, googleGenaiPolicy, googleStoragePolicy, speakeasyPolicy } from './sdk-retries.ts'
import { slackPolicy } from './slack-retry.ts'
import { withChainedRetry } from './superagent-retry.ts'
import { swrImmutable, swrInfinite, swrInternal, swrLibrary, swrMutation } from './swr.ts'
import { procedureLibrary, tanstackQueryLibrary } from './tanstack-query.ts'
import { tsRetryLibrary, tsRetryPromiseLibrary } from './ts-retry.ts'
import { urllibPolicy } from './urllib-retry.ts'
import { mppxClient, x402Client } from './x402.ts'

/** Libraries that call again what they are given. */
export const RETRY_LIBRARIES: readonly Client[] = [
  apolloRetryLink,
  asyncLibrary,
  asyncRetryLibrary,
  asyncRetryModule,
  attemptLibrary,
  axiosRetryLibrary,
  azureRetries,
  bottleneckLibrary,
  cockatielLibrary,
  ...effectLibraries,
  esToolkitLibrary,
  exponentialBackoffLibrary,
  fetchRetryClient,
  fetchRetryTsClient,
  langchainCaller,
  mppxClient,
  octokitPlugin,
  actionsOctokit,
  pRetryLibrary,
  procedureLibrary,
  promiseRetryLibrary,
  radashLibrary,
  reduxSagaLibrary,
  relayRetry,
  retrierLibrary,
  retryAsPromisedLibrary,
  retryOperationLibrary,
  rtkQueryLibrary,
  swrImmutable,
  swrInfinite,
  swrInternal,
  swrLibrary,
  swrMutation,
  tanstackQueryLibrary,
  trpcRetryLink,
  tsRetryLibrary,
  tsRetryPromiseLibrary,
  undiciRetries,
  urqlRetryExchange,
  vercelFetchRetryClient,
  wretchRetry,
  x402Client,
  xiorRetries,
]

/** Packages with the interface of `fetch` that send again by themselves. */
const FETCH_POLICIES: Readonly<Record<string, PolicyOf>> = {
  '@adobe/node-fetch-retry': adobeFetchPolicy,
  'make-fetch-happen': makeFetchHappenPolicy,
  'node-fetch-retry': nodeFetchRetryPolicy,
}

/** When the requests of HTTP clients are sent again. */
const POLICIES: Readonly<Record<string, PolicyOf>> = {
  '@better-fetch/fetch': betterFetchPolicy,
  '@google-cloud/storage': googleStoragePolicy,
  '@google/genai': googleGenaiPolicy,
  '@mistralai/mistralai': speakeasyPolicy,
  '@slack/web-api': slackPolicy,
  'aws-sdk': awsPolicy,
  aws4fetch: aws4fetchPolicy,
  axios: (call, path) => axiosPolicy(call) ?? raxPolicy(call, path),
  fetch: (call, path) => FETCH_POLICIES[call.origin?.module ?? '']?.(call, path),
  gaxios: gaxiosPolicy,
  got: gotPolicy,
  ky: kyPolicy,
  octokit: octokitPolicy,
  ofetch: ofetchPolicy,
  'up-fetch': upFetchPolicy,
  urllib: urllibPolicy,
}

/** An HTTP client whose requests are sent again as the code says. */
export function retried(client: Client): Client {
  const policy = Object.hasOwn(POLICIES, client.name) ? POLICIES[client.name] : undefined
  if (client.name === 'superagent') return withChainedRetry(client)
  // What a request of wretch gives is a builder: its middlewares are asked where they are put on.
  if (client.name === 'wretch') return withRetries(client, wretchPolicy, 'makers')
  return policy ? withRetries(client, policy) : client
}
