import { asyncLibrary, asyncRetryModule } from './async-library.ts'
import { asyncRetryLibrary } from './async-retry.ts'
import { attemptLibrary } from './attempt.ts'
import type { Client } from './client.ts'
import { cockatielLibrary } from './cockatiel.ts'
import { esToolkitLibrary } from './es-toolkit.ts'
import { exponentialBackoffLibrary } from './exponential-backoff.ts'
import { pRetryLibrary } from './p-retry.ts'
import { promiseRetryLibrary } from './promise-retry.ts'
import { radashLibrary } from './radash.ts'
import { retrierLibrary } from './retrier.ts'
import { retryAsPromisedLibrary } from './retry-as-promised.ts'
import { retryOperationLibrary } from './retry-operation.ts'
import { swrImmutable, swrInfinite, swrInternal, swrLibrary, swrMutation } from './swr.ts'
import { procedureLibrary, tanstackQueryLibrary } from './tanstack-query.ts'
import { tsRetryLibrary, tsRetryPromiseLibrary } from './ts-retry.ts'

/** Libraries that call again what they are given. */
export const RETRY_LIBRARIES: readonly Client[] = [
  asyncLibrary,
  asyncRetryLibrary,
  asyncRetryModule,
  attemptLibrary,
  cockatielLibrary,
  esToolkitLibrary,
  exponentialBackoffLibrary,
  pRetryLibrary,
  procedureLibrary,
  promiseRetryLibrary,
  radashLibrary,
  retrierLibrary,
  retryAsPromisedLibrary,
  retryOperationLibrary,
  swrImmutable,
  swrInfinite,
  swrInternal,
  swrLibrary,
  swrMutation,
  tanstackQueryLibrary,
  tsRetryLibrary,
  tsRetryPromiseLibrary,
]
