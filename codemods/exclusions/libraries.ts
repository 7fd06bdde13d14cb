import type { Exclusion } from './exclusion.ts'
import { apolloExclusion } from './libraries/apollo.ts'
import { asyncRetryExclusion } from './libraries/async-retry.ts'
import { asyncExclusion } from './libraries/async.ts'
import { attemptExclusion } from './libraries/attempt.ts'
import { axiosRetryExclusion } from './libraries/axios-retry.ts'
import { betterFetchExclusion } from './libraries/better-fetch.ts'
import { bottleneckExclusion } from './libraries/bottleneck.ts'
import { cockatielExclusion } from './libraries/cockatiel.ts'
import { effectExclusion } from './libraries/effect.ts'
import { esToolkitExclusion } from './libraries/es-toolkit.ts'
import { exponentialBackoffExclusion } from './libraries/exponential-backoff.ts'
import { fetchRetryTsExclusion } from './libraries/fetch-retry-ts.ts'
import { fetchRetryExclusion } from './libraries/fetch-retry.ts'
import { gaxiosExclusion } from './libraries/gaxios.ts'
import { googleCloudStorageExclusion } from './libraries/google-cloud-storage.ts'
import { gotExclusion } from './libraries/got.ts'
import { kyExclusion } from './libraries/ky.ts'
import { langchainExclusion } from './libraries/langchain.ts'
import { octokitExclusion } from './libraries/octokit.ts'
import { pRetryExclusion } from './libraries/p-retry.ts'
import { promiseRetryExclusion } from './libraries/promise-retry.ts'
import { radashExclusion } from './libraries/radash.ts'
import { relayExclusion } from './libraries/relay.ts'
import { requestRetryExclusion } from './libraries/requestretry.ts'
import { retrierExclusion } from './libraries/retrier.ts'
import { retryAsPromisedExclusion } from './libraries/retry-as-promised.ts'
import { retryAxiosExclusion } from './libraries/retry-axios.ts'
import { retryExclusion } from './libraries/retry.ts'
import { rtkQueryExclusion } from './libraries/rtk-query.ts'
import { rxjsExclusion } from './libraries/rxjs.ts'
import { slackExclusion } from './libraries/slack.ts'
import { superagentExclusion } from './libraries/superagent.ts'
import { swrExclusion } from './libraries/swr.ts'
import { tanstackQueryExclusion } from './libraries/tanstack-query.ts'
import { trpcExclusion } from './libraries/trpc.ts'
import { tsRetryPromiseExclusion } from './libraries/ts-retry-promise.ts'
import { tsRetryExclusion } from './libraries/ts-retry.ts'
import { upFetchExclusion } from './libraries/up-fetch.ts'
import { urqlExclusion } from './libraries/urql.ts'
import { wretchExclusion } from './libraries/wretch.ts'
import { xiorExclusion } from './libraries/xior.ts'

/** One file each; a library that is in none of them is only mended by what the code around it offers. */
export const EXCLUSIONS: readonly Exclusion[] = [
  apolloExclusion,
  asyncRetryExclusion,
  asyncExclusion,
  attemptExclusion,
  axiosRetryExclusion,
  betterFetchExclusion,
  bottleneckExclusion,
  cockatielExclusion,
  effectExclusion,
  esToolkitExclusion,
  exponentialBackoffExclusion,
  fetchRetryTsExclusion,
  fetchRetryExclusion,
  gaxiosExclusion,
  googleCloudStorageExclusion,
  gotExclusion,
  kyExclusion,
  langchainExclusion,
  octokitExclusion,
  pRetryExclusion,
  promiseRetryExclusion,
  radashExclusion,
  relayExclusion,
  requestRetryExclusion,
  retrierExclusion,
  retryAsPromisedExclusion,
  retryAxiosExclusion,
  retryExclusion,
  rtkQueryExclusion,
  rxjsExclusion,
  slackExclusion,
  superagentExclusion,
  swrExclusion,
  tanstackQueryExclusion,
  trpcExclusion,
  tsRetryPromiseExclusion,
  tsRetryExclusion,
  upFetchExclusion,
  urqlExclusion,
  wretchExclusion,
  xiorExclusion,
]

const BY_LIBRARY = new Map(EXCLUSIONS.map((exclusion) => [exclusion.library, exclusion]))

/** How to leave a status out of what a library sends again; undefined where it is not known. */
export function exclusionOf(library: string): Exclusion | undefined {
  return BY_LIBRARY.get(library)
}
