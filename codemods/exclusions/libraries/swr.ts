import { byPredicate, type Exclusion } from '../exclusion.ts'

/** SWR 2: `shouldRetryOnError` is asked before `onErrorRetry`. The options are the last argument, behind key and fetcher. */
export const swrExclusion: Exclusion = {
  library: 'swr',
  words: ['shouldRetryOnError', 'onErrorRetry'],
  ways: [2, 1].map((index) => byPredicate({
    name: 'shouldRetryOnError',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    literal: (value) => (value === true ? '' : undefined),
    place: { index },
  })),
}
