import { byPredicate, type Exclusion } from '../exclusion.ts'

/** better-fetch 1: any response that is not ok, unless `shouldRetry` is given. */
export const betterFetchExclusion: Exclusion = {
  library: '@better-fetch/fetch',
  words: ['shouldRetry'],
  ways: [1, 0].map((index) => byPredicate({
    name: 'shouldRetry',
    parameter: { index: 0, isResponse: true },
    names: ['response'],
    answer: 'again',
    subject: { place: 'status', isTyped: true },
    usual: { code: 'response !== null', isFirst: true },
    place: { index, path: ['retry'], countAs: "type: 'linear', delay: 1000, attempts" },
  })),
}
