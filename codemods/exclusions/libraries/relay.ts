import { byPredicate, type Exclusion } from '../exclusion.ts'

/** react-relay-network-modern 6: `statusCodes` is a list, or a function that is asked about each status that is no success. */
export const relayExclusion: Exclusion = {
  library: 'retryMiddleware',
  words: ['statusCodes'],
  ways: [byPredicate({
    name: 'statusCodes',
    parameter: { index: 0, isResponse: true },
    names: ['status'],
    type: 'number',
    answer: 'again',
    subject: { place: '', isTyped: true },
    place: { index: 0 },
  })],
}
