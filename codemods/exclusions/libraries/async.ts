import { byPredicate, type Exclusion } from '../exclusion.ts'

/** async 3: the options come first, and a number stands for `times`. */
export const asyncExclusion: Exclusion = {
  library: 'async',
  words: ['errorFilter'],
  ways: [byPredicate({
    name: 'errorFilter',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'again',
    place: { index: 0, countAs: 'times', isFirst: true },
  })],
}
