import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** ts-retry-promise 0.8: `retryIf` is asked before each further try. */
export const tsRetryPromiseExclusion: Exclusion = {
  library: 'ts-retry-promise',
  words: ['retryIf'],
  ways: [byErrorPredicate({
    name: 'retryIf',
    place: { index: 1 },
  })],
}
