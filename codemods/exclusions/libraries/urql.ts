import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** @urql/exchange-retry 1 and 2: network errors unless `retryIf` is given; a status other than 2xx is one. */
export const urqlExclusion: Exclusion = {
  library: 'retryExchange',
  words: ['retryIf'],
  ways: [byErrorPredicate({
    name: 'retryIf',
    subject: { place: 'response.status', isTyped: true },
    usual: { code: '!!error.networkError', isFirst: true },
    place: { index: 0 },
  })],
}
