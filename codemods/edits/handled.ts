import type { Node } from '../../analysis/syntax/estree.ts'
import { propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import { referenceKey } from './references.ts'
import { endOf, functionOf, startOf, walkOwn, type Source } from './source.ts'

/** Does a branch that names the status, and ends there, stand in front of a guard or in its `switch`? */
export function isNamedBefore(guard: Node, status: number, key: string, source: Source): boolean {
  let named = false
  walkOwn(functionOf(guard, source), (node) => {
    if (startOf(node) >= endOf(guard)) return false
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      named ||= isStatusTest(node['test'] as Node, status, key) && endsThere(node['consequent'] as Node)
    }
    if (node === guard && node.type === 'SwitchStatement') named ||= hasCase(node, status)
    return !named
  })
  return named
}

function isStatusTest(test: Node, status: number, key: string): boolean {
  const node = unwrap(test)
  if (node.type === 'LogicalExpression' && node['operator'] === '&&') {
    return isStatusTest(node['left'] as Node, status, key)
  }
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node['operator'] as string)) return false
  const sides = [unwrap(node['left'] as Node), unwrap(node['right'] as Node)]
  return sides.some((side) => side['value'] === status) && sides.some((side) => isStatusOf(side, key))
}

/** Is a node `res.status`, for the key of `res`? */
export function isStatusOf(node: Node, key: string): boolean {
  if (node.type !== 'MemberExpression' || propertyName(node) !== 'status') return false
  return referenceKey(node['object'] as Node) === key
}

function endsThere(consequent: Node): boolean {
  const statement = consequent.type === 'BlockStatement' ? (consequent['body'] as readonly Node[]).at(-1) : consequent
  if (statement?.type === 'ExpressionStatement') return isNotification(statement['expression'] as Node)
  return statement !== undefined && (!statement.type.endsWith('Statement') || /^(?:Throw|Return)/.test(statement.type))
}

/** A branch of our own that lets the old path go on. */
function isNotification(node: Node): boolean {
  return node.type === 'CallExpression' && /^notifyPaymentRequired\d*$/.test(((node['callee'] as Node)['name'] as string | undefined) ?? '')
}

function hasCase(node: Node, status: number): boolean {
  return (node['cases'] as readonly Node[]).some((one) => (one['test'] as Node | null)?.['value'] === status)
}
