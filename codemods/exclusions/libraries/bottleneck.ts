import type { Node } from '../../../analysis/syntax/estree.ts'
import { unwrap } from '../../../analysis/syntax/nodes.ts'
import { calledMethod } from '../../edits/references.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { amendFunction, functionAt } from '../functions.ts'

/** Bottleneck 2: a job is called again where a listener for `failed` gives a number, 0 too. */
export const bottleneckExclusion: Exclusion = {
  library: 'bottleneck',
  words: ["limiter.on('failed', listener)"],
  ways: [byListener],
}

function* byListener(situation: Situation): Generator<Candidate> {
  const { source } = situation
  for (const call of source.tree.calls) {
    const [event, listener] = call['arguments'] as readonly Node[]
    const fn = listener && functionAt(listener, source)
    if (calledMethod(call) !== 'on' || !event || unwrap(event)['value'] !== 'failed' || !fn) continue
    const edits = amendFunction(fn, { index: 0 }, ['error'], 'undefined-stops', { isTyped: true }, situation)
    if (edits) yield { edits }
  }
}
