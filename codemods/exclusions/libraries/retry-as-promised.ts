import { byPredicate, type Exclusion } from '../exclusion.ts'

/** retry-as-promised 7: `match` says which errors are tried again; a number stands for `max`. */
export const retryAsPromisedExclusion: Exclusion = {
  library: 'retry-as-promised',
  words: ['match'],
  ways: [byPredicate({
    name: 'match',
    parameter: { index: 0 },
    names: ['error'],
    type: 'unknown',
    answer: 'again',
    place: { index: 1, countAs: 'max' },
  })],
}
