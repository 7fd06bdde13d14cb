import type { Situation } from '../candidate.ts'
import { byPredicate, type Exclusion, type Way } from '../exclusion.ts'
import type { OptionsPlace } from '../options.ts'

/** `retry: 3` is `(count) => count < 3`, `retry: true` has no limit. */
function limitOf(value: unknown): string | undefined {
  if (typeof value === 'number') return `count < ${value}`
  return value === true ? '' : undefined
}

/** A hook that tRPC makes of a procedure, `trpc.plan.get.useQuery`: its errors are tRPC's. */
function isProcedure({ finding: { library } }: Situation): boolean {
  return /\.[^.]+\.use\w+$/.test(library?.function ?? '')
}

/** Where the option is absent, the number is that of the client, or the usual 3. */
function byRetry(place: OptionsPlace): Way {
  return (situation) => byPredicate({
    name: 'retry',
    parameter: { index: 1 },
    names: ['count', 'error'],
    answer: 'again',
    ...(isProcedure(situation) && { subject: { place: 'data.httpStatus', isTyped: true } }),
    usual: { code: `count < ${(situation.finding.atMost ?? 4) - 1}` },
    literal: limitOf,
    place,
  })(situation)
}

/** TanStack Query 3 to 5: `retry` of a query, of a mutation, of a client; before version 5 also behind key and function. */
export const tanstackQueryExclusion: Exclusion = {
  library: 'react-query',
  words: ['retry'],
  ways: [byRetry({ index: 0 }), byRetry({ index: 2 }), byRetry({ index: 1 })],
}
