import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, unwrap } from '../../../analysis/syntax/nodes.ts'
import { calledMethod } from '../../edits/references.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { amendFunction } from '../functions.ts'

/** superagent 10: `.retry(count, (error, response) => boolean)`; the error is there only where no answer came. */
export const superagentExclusion: Exclusion = {
  library: 'superagent',
  words: ['.retry(count, callback)'],
  ways: [byCallback],
}

function* byCallback(situation: Situation): Generator<Candidate> {
  for (const call of situation.source.tree.calls) {
    const callback = (call['arguments'] as readonly Node[] | undefined)?.[1]
    const fn = callback && unwrap(callback)
    if (calledMethod(call) !== 'retry' || !fn || !isFunction(fn)) continue
    const edits = amendFunction(fn, { index: 1, isResponse: true }, ['error', 'response'], 'again', { place: 'status' }, situation)
    if (edits) yield { edits }
  }
}
