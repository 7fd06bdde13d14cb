import { byPredicate, type Exclusion } from '../exclusion.ts'

const PACKAGE = 'p-retry'

/** From this version on callbacks get a context with the error in it. */
const CONTEXT_SINCE = 7
/** Versions before this one take the option `shouldRetry` and do nothing with it. */
const PREDICATE_SINCE = 6

const place = { index: 1 }
const names = ['error']
const withContext = byPredicate({ name: 'shouldRetry', parameter: { index: 0, property: 'error' }, names, answer: 'again', place })
const withError = byPredicate({ name: 'shouldRetry', parameter: { index: 0 }, names, answer: 'again', place })
/** What it throws is the end. */
const byThrowing = byPredicate({
  name: 'onFailedAttempt',
  parameter: { index: 0 },
  names,
  answer: { does: ([error]) => `throw ${error}`, upTo: 0 },
  place,
})

/** p-retry 4 to 9. Where the version can't be told, the present one is meant. */
export const pRetryExclusion: Exclusion = {
  library: PACKAGE,
  words: ['shouldRetry', 'AbortError'],
  ways: [
    (situation) => {
      const major = situation.majorOf(PACKAGE) ?? CONTEXT_SINCE
      if (major >= CONTEXT_SINCE) return withContext(situation)
      return major >= PREDICATE_SINCE ? withError(situation) : byThrowing(situation)
    },
  ],
}
