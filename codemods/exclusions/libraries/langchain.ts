import type { Candidate, Situation } from '../candidate.ts'
import { byPredicate, type Exclusion } from '../exclusion.ts'

/**
 * `AsyncCaller` of @langchain/core 1: gives up by itself on an error whose `status` is 402, and has no other rule than
 * `onFailedAttempt` where that is given: what it throws is the end.
 */
export const langchainExclusion: Exclusion = {
  library: 'langchain',
  words: ['onFailedAttempt'],
  ways: [byTypedError, byPredicate({
    name: 'onFailedAttempt',
    parameter: { index: 0 },
    names: ['error'],
    answer: { does: ([error]) => `throw ${error}`, upTo: 0 },
    subject: { isTyped: true },
  })],
}

/** A typed error says its status: that is enough. */
function* byTypedError({ errorClass }: Situation): Generator<Candidate> {
  if (errorClass !== undefined) yield { edits: [] }
}
