import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import type { Machine } from './machine.ts'

/** Whether a call sends what the request that is asked about sends, on the other side of a test: `native ? native(url) : load().then((f) => f(url))`. */
export function isOtherWay({ scenario, tree, text }: Machine, site: Node): boolean {
  const asked = scenario.site
  if (!asked || asked === site || given(asked, text) === '' || given(asked, text) !== given(site, text)) return false
  const around = new Map<Node, Node>()
  for (let at = asked, parent = tree.parents.get(at); parent; at = parent, parent = tree.parents.get(at)) around.set(parent, at)
  for (let at = site, parent = tree.parents.get(at); parent; at = parent, parent = tree.parents.get(at)) {
    const other = around.get(parent)
    if (other) return areSides(parent, other, at) || isAfterReturn(other, asked, at) || isAfterReturn(at, site, other)
  }
  return false
}

/** What a call is given, as it is written. */
function given(call: Node, text: string): string {
  const args = (call['arguments'] as Node[] | undefined) ?? []
  return args.map((arg) => text.slice(...rangeOf(arg))).join()
}

function areSides(test: Node, a: Node, b: Node): boolean {
  const sides = [test['consequent'], test['alternate']]
  return (test.type === 'ConditionalExpression' || test.type === 'IfStatement') && sides.includes(a) && sides.includes(b)
}

/** `if (native) return native(url)`, and the other way after it. */
function isAfterReturn(statement: Node, call: Node, other: Node): boolean {
  if (statement.type !== 'IfStatement' || rangeOf(other)[0] < rangeOf(statement)[1]) return false
  const consequent = statement['consequent'] as Node
  const last = consequent.type === 'BlockStatement' ? (consequent['body'] as Node[]).at(-1) : consequent
  return last?.type === 'ReturnStatement' && rangeOf(call)[0] > rangeOf(last)[0] && rangeOf(call)[1] <= rangeOf(last)[1]
}
