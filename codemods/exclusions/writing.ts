import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { ifLines } from '../edits/branch.ts'
import { beginsLine, insertion } from '../edits/insertion.ts'
import { ancestorsOf, endOf, parentOf, startOf, statementList, type Source } from '../edits/source.ts'
import { eolAt, indentationAt, lineStart, styleAt } from '../edits/style.ts'

/** Operators that bind less than `&&`, and so need parentheses beside it; `||` does beside neither. */
const LOOSE = new Set(['ConditionalExpression', 'AssignmentExpression', 'ArrowFunctionExpression', 'SequenceExpression', 'YieldExpression', 'FunctionExpression', 'ObjectExpression'])

/** Joins a test to an expression: `expression && test`, or the other way round. */
export function joined(expression: Node, operator: '&&' | '||', test: string, where: 'before' | 'after', source: Source): Edit[] {
  const needsParentheses = bindsLess(expression, operator) && !isInParentheses(expression, source)
  const [open, close] = needsParentheses ? ['(', ')'] : ['', '']
  const [start, end] = outerRange(expression, source)
  if (where === 'before') return [insertion(start, `${test} ${operator} ${open}`), ...(close ? [insertion(end, close)] : [])]
  return [...(open ? [insertion(start, open)] : []), insertion(end, `${close} ${operator} ${test}`)]
}

function bindsLess(expression: Node, operator: '&&' | '||'): boolean {
  const node = expression.type === 'ChainExpression' ? unwrap(expression) : expression
  if (LOOSE.has(node.type)) return true
  if (node.type !== 'LogicalExpression') return false
  return node['operator'] === '??' || (operator === '&&' && node['operator'] === '||')
}

/** With the parentheses around it, where they hold nothing but the expression. */
export function outerRange(expression: Node, source: Source): readonly [number, number] {
  const parent = parentOf(expression, source)
  const isWhole = parent !== undefined && (parent.type === 'LogicalExpression' || parent.type === 'UnaryExpression' || parent.type === 'ConditionalExpression')
  return isWhole && isInParentheses(expression, source) ? [openBefore(expression, source), closeAfter(expression, source) + 1] : [startOf(expression), endOf(expression)]
}

function openBefore(node: Node, { text }: Source): number {
  let at = startOf(node) - 1
  while (at > 0 && /\s/.test(text[at]!)) at--
  return at
}

function closeAfter(node: Node, { text }: Source): number {
  let at = endOf(node)
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}

/** Does an expression stand in parentheses of its own? Those of an `if`, a `while` or a call are not. */
function isInParentheses(node: Node, source: Source): boolean {
  const { text } = source
  if (text[openBefore(node, source)] !== '(' || text[closeAfter(node, source)] !== ')') return false
  const parent = parentOf(node, source)
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'ConditionalExpression':
    case 'VariableDeclarator':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return true
    default:
      return false
  }
}

/** A branch of one line: `if (test) statement`. */
export interface Stop {
  readonly test: string
  readonly statement: string
}

export function conditionalStop(test: string, statement: string): Stop {
  return { test, statement }
}

/** Puts a stop in front of a statement, in the layout of the lines around it. */
export function insertStop(statement: Node, { test, statement: exit }: Stop, source: Source): Edit {
  const { text } = source
  const at = startOf(statement)
  const code = `if (${test}) ${exit}`
  if (!beginsLine(text, at)) return insertion(at, `${code}; `)
  const style = styleAt(statement, source)
  const { eol, semicolon, hasBraces } = style
  const isListed = statementList(parentOf(statement, source)!) !== undefined
  if (!isListed) return insertion(at, `${code}${semicolon || ';'} else `)
  const indentation = indentationAt(text, at)
  const lines = hasBraces ? ifLines({ test, statement: exit }, style) : [code + semicolon]
  return insertion(aboveComments(text, at), lines.map((line) => indentation + line + eol).join('') + (hasBraces ? style.gap : ''))
}

/** The start of the line of a statement, or of the line comments above it: they speak of the statement. */
function aboveComments(text: string, offset: number): number {
  let top = lineStart(text, offset)
  while (top > 0) {
    const above = lineStart(text, top - (text.slice(0, top).endsWith('\r\n') ? 2 : 1))
    if (!text.slice(above, top).trimStart().startsWith('//')) return top
    top = above
  }
  return top
}

/** Puts a stop in front of the statements of a block. */
export function insertFirst(block: Node, stop: Stop, source: Source): Edit {
  const [first] = block['body'] as readonly Node[]
  if (first) return insertStop(first, stop, source)
  const { text } = source
  const open = startOf(block) + 1
  const inside = text.slice(open, endOf(block) - 1)
  const code = `if (${stop.test}) ${stop.statement}`
  if (!/[\r\n]/.test(inside)) return { start: open, end: endOf(block) - 1, text: ` ${code}${inside.trim() === '' ? '' : `; ${inside.trim()}`} ` }
  const { eol, unit, semicolon } = styleAt(block, source)
  return insertion(open, eol + indentationAt(text, startOf(block)) + unit + code + semicolon)
}

/** The statement that holds a node, directly in a list of statements. */
export function statementOf(node: Node, source: Source): Node | undefined {
  let inner = node
  for (const ancestor of ancestorsOf(node, source)) {
    if (statementList(ancestor)?.includes(inner)) return inner
    if (isFunction(inner) && inner !== node) return undefined
    inner = ancestor
  }
  return undefined
}

/** Adds a property behind the last of an object literal, in its layout. */
export function addProperty(object: Node, property: string, source: Source): Edit {
  const { text } = source
  const last = (object['properties'] as readonly Node[]).at(-1)
  if (!last) return { start: startOf(object), end: endOf(object), text: `{ ${property} }` }
  const at = endOf(last)
  const rest = text.slice(at, endOf(object))
  const comma = /^\s*,/.exec(rest)
  const isOwnLine = text.slice(lineStart(text, startOf(last)), startOf(last)).trim() === ''
  if (!isOwnLine) return insertion(at, `, ${property}`)
  const line = eolAt(text, startOf(last)) + indentationAt(text, startOf(last))
  return comma ? insertion(at + comma[0].length, `${line}${property},`) : insertion(at, `,${line}${property}`)
}

/** Adds an argument behind the last of a call. */
export function addArgument(call: Node, argument: string, source: Source): Edit {
  const args = call['arguments'] as readonly Node[]
  const last = args.at(-1)
  if (last) return insertion(endOf(last), `, ${argument}`)
  const end = endOf(call)
  if (source.text[end - 1] !== ')') return insertion(end, `(${argument})`)
  return insertion(end - 1, argument)
}

/** Puts an argument in front of the first of a call. */
export function addFirstArgument(call: Node, argument: string): Edit | undefined {
  const [first] = call['arguments'] as readonly Node[]
  return first && insertion(startOf(first), `${argument}, `)
}
