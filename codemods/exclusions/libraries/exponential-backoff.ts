import { byPredicate, type Exclusion } from '../exclusion.ts'

/** exponential-backoff 3: `retry` is asked before each further try. */
export const exponentialBackoffExclusion: Exclusion = {
  library: 'exponential-backoff',
  words: ['retry'],
  ways: [byPredicate({
    name: 'retry',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    place: { index: 1 },
  })],
}
