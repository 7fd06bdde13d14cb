import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** SWR 2: `shouldRetryOnError` is asked before `onErrorRetry`. The options are the last argument, behind key and fetcher. */
export const swrExclusion: Exclusion = {
  library: 'swr',
  words: ['shouldRetryOnError', 'onErrorRetry'],
  ways: [2, 1].map((index) => byErrorPredicate({
    name: 'shouldRetryOnError',
    literal: (value) => (value === true ? '' : undefined),
    place: { index },
  })),
}
