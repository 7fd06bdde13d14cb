import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** @google-cloud/storage 7: `retryableErrorFn` among the `retryOptions` of an instance. */
export const googleCloudStorageExclusion: Exclusion = {
  library: '@google-cloud/storage',
  words: ['retryableErrorFn'],
  ways: [byErrorPredicate({
    name: 'retryableErrorFn',
    subject: { place: 'code', isTyped: true },
    place: { index: 0, path: ['retryOptions'] },
  })],
}
