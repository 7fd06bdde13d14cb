import { byPredicate, type Exclusion } from '../exclusion.ts'

/** ts-retry 7: `onError` ends the tries by giving false. */
export const tsRetryExclusion: Exclusion = {
  library: 'ts-retry',
  words: ['onError'],
  ways: [byPredicate({
    name: 'onError',
    parameter: { index: 0 },
    names: ['error'],
    answer: 'false-stops',
    place: { index: 1 },
  })],
}
