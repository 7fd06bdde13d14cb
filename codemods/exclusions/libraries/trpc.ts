import { byPredicate, type Exclusion } from '../exclusion.ts'

/** tRPC 11: `retry` has the only say. */
export const trpcExclusion: Exclusion = {
  library: 'retryLink',
  words: ['retry'],
  ways: [byPredicate({
    name: 'retry',
    parameter: { index: 0, property: 'error' },
    names: ['error'],
    answer: 'again',
    subject: { place: 'data.httpStatus', isTyped: true },
    place: { index: 0 },
  })],
}
