import { byPredicate, type Exclusion } from '../exclusion.ts'

/** @lifeomic/attempt 3: `handleError` ends the tries by `context.abort()`. */
export const attemptExclusion: Exclusion = {
  library: '@lifeomic/attempt',
  words: ['handleError'],
  ways: [byPredicate({
    name: 'handleError',
    parameter: { index: 0 },
    names: ['error', 'context'],
    answer: { does: ([, context]) => `${context}.abort()`, upTo: 1 },
    place: { index: 1 },
  })],
}
