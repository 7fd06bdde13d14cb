import { byBailOut, type Exclusion } from '../exclusion.ts'

/**
 * async-retry 1: no predicate; the operation calls `bail`, or throws an error that says `bail`. What it does after calling
 * `bail` must not throw, so `bail` serves only where its result is what the operation gives.
 */
export const asyncRetryExclusion: Exclusion = {
  library: 'async-retry',
  words: ['bail'],
  ways: [byBailOut({
    index: 0,
    names: ['bail'],
    returned: ({ is }, { error, isTypeScript }) => `if (${is}) return bail(${error})${isTypeScript ? ' as never' : ''}; throw ${error}`,
    awaited: ({ is }, { error }) => `throw ${is} ? Object.assign(${error}, { bail: true }) : ${error}`,
    response: (failure, { isTypeScript }) => `return bail(${failure})${isTypeScript ? ' as never' : ''}`,
  })],
}
