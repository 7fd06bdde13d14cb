import type { Node } from '../../../analysis/syntax/estree.ts'
import { memberPath } from '../../../analysis/syntax/nodes.ts'
import { insertion } from '../../edits/insertion.ts'
import { endOf, startOf } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { subjectTest } from '../functions.ts'
import { objectAt, predicateCandidates, type PredicateOption } from '../options.ts'

/** Effect 3 and 4: the `while` of a retry policy; a schedule in its place becomes the `schedule` of one. */
export const effectExclusion: Exclusion = {
  library: 'effect',
  words: ['while'],
  ways: [byPolicy],
}

const WHILE: Omit<PredicateOption, 'place'> = { name: 'while', parameter: { index: 0 }, names: ['error'], answer: 'again' }

function* byPolicy(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  if (memberPath(construct['callee'] as Node)?.at(-1) !== 'retry') return
  const args = construct['arguments'] as readonly Node[]
  const policy = args.at(-1)
  if (!policy) return
  if (objectAt(policy, source)) {
    yield* predicateCandidates({ ...WHILE, name: 'until', answer: 'stop', place: { index: -1 } }, construct, situation)
    yield* predicateCandidates({ ...WHILE, place: { index: args.length - 1 } }, construct, situation)
    return
  }
  const test = subjectTest('error', WHILE.parameter, {}, situation)
  if (test) yield { edits: [insertion(startOf(policy), '{ schedule: '), insertion(endOf(policy), `, while: (error) => ${test.isNot} }`)] }
}
