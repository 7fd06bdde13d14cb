import { byErrorPredicate, type Exclusion } from '../exclusion.ts'

/** tRPC 11: `retry` has the only say. What is no answer of tRPC, a gateway's for example, has its status in `meta` alone. */
export const trpcExclusion: Exclusion = {
  library: 'retryLink',
  words: ['retry'],
  ways: [byErrorPredicate({
    name: 'retry',
    parameter: { index: 0, property: 'error' },
    subject: { place: 'data.httpStatus', isTyped: true, otherPlace: 'meta.response.status' },
    place: { index: 0 },
  })],
}
