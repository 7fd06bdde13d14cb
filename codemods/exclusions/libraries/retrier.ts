import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, memberPath, unwrap } from '../../../analysis/syntax/nodes.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { amendFunction } from '../functions.ts'

/** @humanwhocodes/retry 0.4: what `new Retrier(check)` is made with decides. */
export const retrierExclusion: Exclusion = {
  library: '@humanwhocodes/retry',
  words: ['new Retrier(check)'],
  ways: [byCheck],
}

function* byCheck(situation: Situation): Generator<Candidate> {
  for (const made of situation.source.tree.calls) {
    if (made.type !== 'NewExpression' || memberPath(made['callee'] as Node)?.at(-1) !== 'Retrier') continue
    const check = (made['arguments'] as readonly Node[])[0]
    const fn = check && unwrap(check)
    const edits = fn && isFunction(fn) ? amendFunction(fn, { index: 0, isUntyped: true }, ['error'], 'again', {}, situation) : undefined
    if (edits) yield { edits }
  }
}
