import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** exponential-backoff 3: `retry` is asked before each further try. */
export const exponentialBackoffExclusion: Exclusion = {
  library: 'exponential-backoff',
  words: ['retry'],
  ways: [byErrorPredicate({
    name: 'retry',
    place: { index: 1 },
  })],
}
