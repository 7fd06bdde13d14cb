import { byPredicate, type Exclusion } from '../exclusion.ts'

/** fetch-retry-ts 1.3: as fetch-retry, but that a function is told the number of retries too. */
export const fetchRetryTsExclusion: Exclusion = {
  library: 'fetch-retry-ts',
  words: ['retryOn'],
  ways: [byPredicate({
    name: 'retryOn',
    parameter: { index: 3, isResponse: true },
    names: ['attempt', 'retries', 'error', 'response'],
    answer: 'again',
    subject: { place: 'status', isTyped: true },
    place: { index: 1 },
  })],
}
