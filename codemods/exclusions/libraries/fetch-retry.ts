import { byPredicate, type Exclusion } from '../exclusion.ts'

/** fetch-retry 6: a list of statuses, or a function that has the only say. */
export const fetchRetryExclusion: Exclusion = {
  library: 'fetch-retry',
  words: ['retryOn'],
  ways: [byPredicate({
    name: 'retryOn',
    parameter: { index: 2, isResponse: true },
    names: ['attempt', 'error', 'response'],
    answer: 'again',
    subject: { place: 'status', isTyped: true },
    place: { index: 1 },
  })],
}
