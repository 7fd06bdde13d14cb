import { byPredicate, type Exclusion } from '../exclusion.ts'

/** ky 1 and 2: `shouldRetry` is asked before the lists. */
export const kyExclusion: Exclusion = {
  library: 'ky',
  words: ['statusCodes', 'shouldRetry'],
  ways: [byPredicate({
    name: 'shouldRetry',
    parameter: { index: 0, property: 'error' },
    names: ['error'],
    answer: 'again',
    subject: { place: 'response.status' },
    place: { index: 1, path: ['retry'] },
  })],
}
