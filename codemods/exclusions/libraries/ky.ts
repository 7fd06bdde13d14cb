import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** ky 1 and 2: `shouldRetry` is asked before the lists. */
export const kyExclusion: Exclusion = {
  library: 'ky',
  words: ['statusCodes', 'shouldRetry'],
  ways: [byErrorPredicate({
    name: 'shouldRetry',
    parameter: { index: 0, property: 'error' },
    subject: { place: 'response.status' },
    place: { index: 1, path: ['retry'] },
  })],
}
