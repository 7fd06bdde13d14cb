import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** async 3: the options come first, and a number stands for `times`. */
export const asyncExclusion: Exclusion = {
  library: 'async',
  words: ['errorFilter'],
  ways: [byErrorPredicate({
    name: 'errorFilter',
    place: { index: 0, countAs: 'times', isFirst: true },
  })],
}
