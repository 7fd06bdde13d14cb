import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** axios-retry 4: by default it leaves a 402 alone; `retryCondition` decides where it is given. */
export const axiosRetryExclusion: Exclusion = {
  library: 'axios-retry',
  words: ['retryCondition'],
  ways: [byErrorPredicate({
    name: 'retryCondition',
    subject: { place: 'response.status', isTyped: true },
    place: { index: 1 },
  })],
}
