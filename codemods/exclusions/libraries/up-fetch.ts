import { byPredicate, type Exclusion } from '../exclusion.ts'

/** up-fetch 2: any response that is not ok, unless `when` is given. */
export const upFetchExclusion: Exclusion = {
  library: 'up-fetch',
  words: ['when'],
  ways: [byPredicate({
    name: 'when',
    parameter: { index: 0, property: 'response' },
    names: ['response'],
    answer: 'again',
    subject: { place: 'status', isTyped: true },
    usual: { code: 'response?.ok === false', isFirst: true },
    place: { index: 1, path: ['retry'] },
  })],
}
