import { outward } from './syntax/around.ts'
import type { Node } from './syntax/estree.ts'
import { nameOf, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'
import { comparedWith } from './syntax/uses.ts'

/** Classes of the status codes of RFC 9110 section 15 as far as they are given out; 130 is what a shell says of Ctrl-C. */
const STATUS_CODE = /^(?:10[0-4]|20\d|226|30\d|4\d\d|5\d\d)$/

/** Whether an expression is a status code as a literal, or the bound of a class of them (300). */
export function isStatusCode(node: Node | undefined): boolean {
  if (!node) return false
  const inner = unwrap(node)
  if (inner.type !== 'Literal') return false
  const value: unknown = inner['value']
  return typeof value === 'number' && STATUS_CODE.test(String(value))
}

/** Functions that are given a status to say what it means: `isRetryable(response.status)`, `RETRIED.includes(response.status)`. */
const JUDGES = /^(?:includes|has|indexOf)$|status|retr(?:y|ia)|redirect|success|^is_?(?:ok|error)/i

/** Whether an expression is compared with a status code, or looked up among such. */
export function isComparedWithStatus(expression: Node, tree: ScopeTree): boolean {
  if (comparedWith(expression, tree).some(isStatusCode)) return true
  const { node, parent } = outward(expression, tree)
  return parent?.type === 'CallExpression' && parent['callee'] !== node && JUDGES.test(nameOf(parent['callee'] as Node) ?? '')
}

/** Whether an expression is compared with a status from here on. */
export function isComparedFrom(lowest: number, expression: Node, tree: ScopeTree): boolean {
  return comparedWith(expression, tree).some(({ value }) => typeof value === 'number' && value >= lowest && value < 600)
}

/** Successes that a client which rejects failures may be asked about. */
const SUCCESSES: readonly unknown[] = [201, 202, 204, 206, 304]

/** Whether it is only asked which success an expression is. */
export function isComparedWithSuccess(expression: Node, tree: ScopeTree): boolean {
  const others = comparedWith(expression, tree)
  return others.length > 0 && others.every(({ value }) => SUCCESSES.includes(value))
}

/** Operators as they read from the other side. */
const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Whether a test on an expression has a side for what is no 2xx: `status !== 200`, `status >= 300`, `status === 200 ? answer : null`. */
export function hasSideForFailure(expression: Node, tree: ScopeTree): boolean {
  const { node, parent: test } = outward(expression, tree)
  if (test?.type !== 'BinaryExpression') return false
  const value: unknown = comparedWith(expression, tree)[0]?.['value']
  const operator = String(test['operator'])
  const asked = test['left'] === node ? operator : (FLIPPED[operator] ?? operator)
  if (typeof value !== 'number' || value < 199 || value > 300) return false
  if (/^!==?$/.test(asked) || (value >= 299 && asked.startsWith('>')) || (value <= 200 && asked.startsWith('<'))) return true
  return hasOtherSide(test, tree)
}

/** Whether something is done where a test says no: another branch, or what stands behind a branch that ends. */
function hasOtherSide(test: Node, tree: ScopeTree): boolean {
  const { node, parent } = outward(test, tree)
  if (parent?.type === 'LogicalExpression') return hasOtherSide(parent, tree)
  if (parent?.type === 'UnaryExpression' && parent['operator'] === '!') return true
  if (parent?.type === 'ConditionalExpression') return parent['test'] === node
  if (parent?.type !== 'IfStatement' || parent['test'] !== node) return false
  const branch = parent['consequent'] as Node
  const last = branch.type === 'BlockStatement' ? (branch['body'] as Node[]).at(-1) : branch
  const around: unknown = tree.parents.get(parent)?.['body']
  return Boolean(parent['alternate']) || (/^(?:Return|Throw)Statement$/.test(last?.type ?? '') && Array.isArray(around) && around.at(-1) !== parent)
}
