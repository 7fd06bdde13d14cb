import { byPredicate, type Exclusion } from '../exclusion.ts'

/** requestretry 8: what decides where `retryStrategy` is absent leaves a 402 out. */
export const requestRetryExclusion: Exclusion = {
  library: 'requestretry',
  words: ['retryStrategy'],
  ways: [byPredicate({
    name: 'retryStrategy',
    parameter: { index: 1, isResponse: true },
    names: ['error', 'response'],
    answer: 'again',
    subject: { place: 'statusCode', isTyped: true },
  })],
}
