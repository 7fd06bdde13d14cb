import type { Node } from '../../analysis/syntax/estree.ts'
import type { Candidate, Situation } from './candidate.ts'
import { bailOutCandidates, type BailOut } from './operations.ts'
import { typedStops } from './stops.ts'
import { predicateCandidates, type PredicateOption } from './options.ts'

/** The ways that one function of a library offers, the best first. */
export type Way = (situation: Situation) => Iterable<Candidate>

/** How the requests that one library sends again are kept from it: data, and edits in the library's own words. */
export interface Exclusion {
  /** As the analysis names it, see `docs/clients.md`. */
  readonly library: string
  readonly ways: readonly Way[]
  /** What a user would reach for, for messages: `AbortError`, `shouldRetry`. */
  readonly words: readonly string[]
}

/** An option that is a function; `on` finds the call that takes it, where it is not the one that sends again. */
export function byPredicate(option: PredicateOption, on: (situation: Situation) => readonly Node[] = ({ construct }) => [construct]): Way {
  return function* (situation) {
    for (const call of on(situation)) yield* predicateCandidates(option, call, situation)
  }
}

/** The option that most libraries have: it is given what was thrown, and says whether to try again. */
export function byErrorPredicate(option: Omit<PredicateOption, UsualPart> & Partial<Pick<PredicateOption, UsualPart>>): Way {
  return byPredicate({ parameter: { index: 0 }, names: ['error'], answer: 'again', ...option })
}

type UsualPart = 'parameter' | 'names' | 'answer'

/** A word that the operation says to end the tries. */
export function byBailOut(bailOut: BailOut): Way {
  return function* (situation) {
    const { construct } = situation
    yield* bailOutCandidates(bailOut, construct, situation)
    const operation = ((construct['arguments'] ?? []) as readonly Node[])[bailOut.index]
    const { response } = bailOut
    if (operation && response) yield* typedStops(operation, (failure) => response(failure, situation), situation)
  }
}
