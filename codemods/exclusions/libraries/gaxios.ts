import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** gaxios 7: `shouldRetry` has the only say where it is given, else ranges of statuses. */
export const gaxiosExclusion: Exclusion = {
  library: 'gaxios',
  words: ['statusCodesToRetry', 'shouldRetry'],
  ways: [byErrorPredicate({
    name: 'shouldRetry',
    subject: { place: 'response.status', isTyped: true },
    place: { index: -1 },
  })],
}
