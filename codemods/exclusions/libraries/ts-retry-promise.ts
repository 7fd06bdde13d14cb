import { byPredicate, type Exclusion } from '../exclusion.ts'

/** ts-retry-promise 0.8: `retryIf` is asked before each further try. */
export const tsRetryPromiseExclusion: Exclusion = {
  library: 'ts-retry-promise',
  words: ['retryIf'],
  ways: [byPredicate({
    name: 'retryIf',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    place: { index: 1 },
  })],
}
