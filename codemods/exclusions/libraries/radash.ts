import { byBailOut, type Exclusion } from '../exclusion.ts'

/** radash 12 and radashi: `exit(error)` throws, and is the end. */
export const radashExclusion: Exclusion = {
  library: 'radash',
  words: ['exit'],
  ways: [byBailOut({
    index: 1,
    names: ['exit'],
    returned: ({ is }, { error }) => `if (${is}) exit(${error}); throw ${error}`,
    response: (failure) => `exit(${failure})`,
  })],
}
