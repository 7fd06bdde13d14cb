import { byPredicate, type Exclusion } from '../exclusion.ts'

/** es-toolkit 1: a number of retries, or options with `shouldRetry`. */
export const esToolkitExclusion: Exclusion = {
  library: 'es-toolkit',
  words: ['shouldRetry'],
  ways: [byPredicate({
    name: 'shouldRetry',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    place: { index: 1, countAs: 'retries' },
  })],
}
