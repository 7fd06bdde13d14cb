import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** es-toolkit 1: a number of retries, or options with `shouldRetry`. */
export const esToolkitExclusion: Exclusion = {
  library: 'es-toolkit',
  words: ['shouldRetry'],
  ways: [byErrorPredicate({
    name: 'shouldRetry',
    place: { index: 1, countAs: 'retries' },
  })],
}
