import type { Node } from '../../../analysis/syntax/estree.ts'
import { isFunction, propertyName, unwrap } from '../../../analysis/syntax/nodes.ts'
import { insertion } from '../../edits/insertion.ts'
import { parentOf, endOf, startOf, textOf, walk } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { tellersAt } from '../status-tests.ts'
import { conditionalStop, insertStop, statementOf } from '../writing.ts'

/** retry 0.13: after `operation.stop()` the next `operation.retry(error)` says false, and `mainError()` is that error. */
export const retryExclusion: Exclusion = {
  library: 'retry',
  words: ['operation.stop()'],
  ways: [stopFirst],
}

function* stopFirst(situation: Situation): Generator<Candidate> {
  const { construct, source } = situation
  const calls: { call: Node; operation: string }[] = []
  walk(construct, (node) => {
    if (node.type !== 'CallExpression') return
    const callee = unwrap(node['callee'] as Node)
    if (callee.type === 'MemberExpression' && propertyName(callee) === 'retry') calls.push({ call: node, operation: textOf(callee['object'] as Node, source) })
  })
  for (const { call, operation } of calls) {
    const [teller] = tellersAt(call, situation).filter(({ isError }) => isError)
    if (!teller) continue
    const statement = statementOf(call, source)
    if (statement) yield { edits: [insertStop(statement, conditionalStop(teller.is, `${operation}.stop()`), source)] }
    const fn = parentOf(call, source)
    const body = fn && isFunction(fn) ? (fn['body'] as Node) : undefined
    if (body && body.type !== 'BlockStatement') yield { edits: [insertion(startOf(body), `{ if (${teller.is}) ${operation}.stop(); return `), insertion(endOf(body), ' }')] }
  }
}
