import type { Node } from '../../../analysis/syntax/estree.ts'
import { propertyName } from '../../../analysis/syntax/nodes.ts'
import { endOf, startOf } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import { byErrorPredicate, type Exclusion } from '../exclusion.ts'
import { subjectTest } from '../functions.ts'
import { addOption, objectAt } from '../options.ts'

const USUAL_RETRIES = 5

/**
 * RTK Query 2: `retryCondition` takes the place of `maxRetries`, and may not stand beside it.
 * https://redux-toolkit.js.org/rtk-query/api/retry
 */
export const rtkQueryExclusion: Exclusion = {
  library: 'RTK Query',
  words: ['retryCondition', 'retry.fail'],
  ways: [
    function* byWritten(situation) {
      yield* amended({ ...situation })
    },
    byNew,
  ],
}

const amended = byErrorPredicate({
  name: 'retryCondition',
  subject: { place: 'status' },
  place: { index: -1 },
})

function* byNew(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const args = construct['arguments'] as readonly Node[]
  const test = subjectTest('error', { index: 0 }, { place: 'status' }, situation)
  if (!test) return
  const condition = (most: string): string => `retryCondition: (error, args, { attempt }) => ${test.isNot} && attempt <= ${most}`
  const options = args[1] && objectAt(args[1], source)
  const stated = options && (options['properties'] as readonly Node[]).find((property) => property.type === 'Property' && propertyName(property) === 'maxRetries')
  if (stated) {
    const value = stated['value'] as Node
    yield { edits: [{ start: startOf(stated), end: endOf(stated), text: condition(source.text.slice(startOf(value), endOf(value))) }] }
    return
  }
  const edits = addOption(construct, { index: 1 }, condition(String(USUAL_RETRIES)), source)
  if (edits) yield { edits }
}
