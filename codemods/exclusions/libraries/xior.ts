import { byPredicate, type Exclusion } from '../exclusion.ts'

/** xior 0.8: undefined leaves it to the rule for methods. */
export const xiorExclusion: Exclusion = {
  library: 'xior',
  words: ['enableRetry'],
  ways: [byPredicate({
    name: 'enableRetry',
    parameter: { index: 1 },
    names: ['config', 'error'],
    answer: 'false-stops',
    subject: { place: 'response.status', isTyped: true },
    place: { index: 0 },
  })],
}
