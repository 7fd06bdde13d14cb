import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** got 14: `calculateDelay` has the last word, and 0 ends it. */
export const gotExclusion: Exclusion = {
  library: 'got',
  words: ['statusCodes', 'calculateDelay'],
  ways: [byErrorPredicate({
    name: 'calculateDelay',
    parameter: { index: 0, property: 'error' },
    answer: 'delay',
    subject: { place: 'response.statusCode', isTyped: true },
    place: { index: 1, path: ['retry'] },
  })],
}
