import { byPredicate, type Exclusion } from '../exclusion.ts'

/** wretch 2 and 3: `until` of the middleware says when it is over. */
export const wretchExclusion: Exclusion = {
  library: 'wretch',
  words: ['until'],
  ways: [byPredicate({
    name: 'until',
    parameter: { index: 0, isResponse: true },
    names: ['response'],
    answer: 'stop',
    subject: { place: 'status', isTyped: true },
    place: { index: -1 },
  })],
}
