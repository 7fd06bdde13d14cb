import { isFunction, parametersOf, unwrap } from '../../../analysis/syntax/nodes.ts'
import type { Node } from '../../../analysis/syntax/estree.ts'
import { insertion } from '../../edits/insertion.ts'
import { calledMethod } from '../../edits/references.ts'
import { endOf, parentOf, startOf, walk } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { handlerTest } from '../operations.ts'
import { conditionalStop, insertStop, statementOf } from '../writing.ts'

/** promise-retry 2: it tries again only where `retry(error)` is called, so a 402 is thrown in front of that. */
export const promiseRetryExclusion: Exclusion = {
  library: 'promise-retry',
  words: ['retry'],
  ways: [beforeRetry],
}

function* beforeRetry(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const operation = (construct['arguments'] as readonly Node[]).map((argument) => unwrap(argument)).find(isFunction)
  const retry = operation && (parametersOf(operation)[0]?.['name'] as string | undefined)
  if (!operation || retry === undefined) return
  const uses: Node[] = []
  walk(operation['body'] as Node, (node) => {
    if (node.type === 'Identifier' && node['name'] === retry) uses.push(node)
  })
  for (const use of uses) {
    const call = parentOf(use, source)
    if (call?.type !== 'CallExpression') continue
    if (call['callee'] !== use) {
      // `.catch(retry)`
      const test = handlerTest('error', situation)
      if (test && calledMethod(call) === 'catch') yield { edits: [insertion(startOf(use), `(error) => { if (${test.is}) throw error; return `), insertion(endOf(use), '(error) }')] }
      continue
    }
    const error = (call['arguments'] as readonly Node[])[0]?.['name'] as string | undefined
    const test = error === undefined ? undefined : handlerTest(error, situation)
    const statement = statementOf(call, source)
    if (test && statement) yield { edits: [insertStop(statement, conditionalStop(test.is, `throw ${error}`), source)] }
  }
}
