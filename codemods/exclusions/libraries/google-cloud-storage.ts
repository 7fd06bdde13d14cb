import { byPredicate, type Exclusion } from '../exclusion.ts'

/** @google-cloud/storage 7: `retryableErrorFn` among the `retryOptions` of an instance. */
export const googleCloudStorageExclusion: Exclusion = {
  library: '@google-cloud/storage',
  words: ['retryableErrorFn'],
  ways: [byPredicate({
    name: 'retryableErrorFn',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    subject: { place: 'code', isTyped: true },
    place: { index: 0, path: ['retryOptions'] },
  })],
}
