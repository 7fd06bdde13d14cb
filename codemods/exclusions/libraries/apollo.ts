import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** Apollo Client 3 and 4: `retryIf` is `(error) => !!error` unless given. */
export const apolloExclusion: Exclusion = {
  library: 'RetryLink',
  words: ['retryIf'],
  ways: [byErrorPredicate({
    name: 'retryIf',
    subject: { place: 'statusCode' },
    usual: { code: '!!error', isFirst: true },
    place: { index: 0, path: ['attempts'] },
  })],
}
