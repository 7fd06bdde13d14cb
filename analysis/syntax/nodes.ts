import type { Range } from '../findings.ts'
import type { Node } from './estree.ts'

/** The range of a node, whichever way its parser writes it. */
export function rangeOf(node: Node): Range {
  return node.range ?? [node.start ?? 0, node.end ?? 0]
}

/** Whether a node stands in another, or is that. */
export function isWithin(inner: Node, outer: Node): boolean {
  return rangeOf(inner)[0] >= rangeOf(outer)[0] && rangeOf(inner)[1] <= rangeOf(outer)[1]
}

/** Whether `null` or `undefined` is written there. */
export function isWrittenNullish(node: Node): boolean {
  return node.type === 'Literal' ? node['raw'] === 'null' : node.type === 'Identifier' && node['name'] === 'undefined'
}

export function isFunction(node: Node): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  )
}

/** The parameters that a function is called with: TypeScript's `this: T` says only what its `this` is. */
export function parametersOf(fn: Node): readonly Node[] {
  const params = fn['params'] as readonly Node[]
  return params[0]?.['name'] === 'this' ? params.slice(1) : params
}

/** What a parameter binds: that of TypeScript's `private http: Http` too, which is a field as well. */
export function parameterOf(param: Node): Node {
  return param.type === 'TSParameterProperty' ? (param['parameter'] as Node) : param
}

/** What a pattern binds, less its default: `a` of `a = 1`. */
export function withoutDefault(pattern: Node): Node {
  return pattern.type === 'AssignmentPattern' ? (pattern['left'] as Node) : pattern
}

export function isClass(node: Node): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
}

/** What stands in a class or an object. */
export function membersOf(holder: Node): readonly Node[] {
  return holder.type === 'ObjectExpression' ? (holder['properties'] as Node[]) : ((holder['body'] as Node)['body'] as Node[])
}

export function isLoop(node: Node): boolean {
  return (
    node.type === 'ForStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement' ||
    node.type === 'ForOfStatement' ||
    node.type === 'ForInStatement'
  )
}

/** Wrappers that leave the value as it is: `x as T`, `x!`, `x satisfies T`, `<T>x`, `(x)`, `a?.b` as a whole. */
const TRANSPARENT = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
  'TypeCastExpression',
  'ChainExpression',
])

export function isTransparent(node: Node): boolean {
  return TRANSPARENT.has(node.type)
}

/** Those, and what may be one. */
const WRAPPERS = new Set([...TRANSPARENT, 'SequenceExpression'])

/** The expression inside all transparent wrappers. The one unwrap of the analysis. */
export function unwrap(node: Node): Node {
  let inner = node
  while (WRAPPERS.has(inner.type)) {
    const within = isTransparent(inner) ? (inner['expression'] as Node) : calledIndirectly(inner)
    if (!within) return inner
    inner = within
  }
  return inner
}

/** `module.f` of `(0, module.f)`: what compilers write so that a call of it has no `this`. */
function calledIndirectly(sequence: Node): Node | undefined {
  const [first, second, ...others] = sequence['expressions'] as Node[]
  return first?.type === 'Literal' && others.length === 0 ? second : undefined
}

/**
 * The name of a property where the text says it: `a.b`, `a['b']`, `{ b: 1 }`, `#b` (with its `#`).
 * Undefined for a computed key that is no literal. The one property-name reader of the analysis.
 */
export function propertyName(node: Node): string | undefined {
  const key = (node['property'] ?? node['key']) as Node
  if (key.type === 'PrivateIdentifier' || key.type === 'PrivateName') {
    return `#${(key['name'] as string | undefined) ?? ((key['id'] as Node)['name'] as string)}`
  }
  if (!node['computed'] && key.type === 'Identifier') return key['name'] as string
  if (key.type === 'Literal') return String(key['value'])
  if (key.type === 'TemplateLiteral' && (key['expressions'] as Node[]).length === 0) {
    const [quasi] = key['quasis'] as Node[]
    return (quasi?.['value'] as { cooked: string } | undefined)?.cooked
  }
  return undefined
}

/** `this.b`. */
export function isOfThis(node: Node): boolean {
  return node.type === 'MemberExpression' && unwrap(node['object'] as Node).type === 'ThisExpression'
}

/** The property that an expression reads, where the text says it: `c` of `a.b.c`. */
export function memberName(expression: Node): string | undefined {
  const node = unwrap(expression)
  return node.type === 'MemberExpression' ? propertyName(node) : undefined
}

/** The name that an expression goes by: a variable's, or that of the property that it reads. */
export function nameOf(expression: Node): string | undefined {
  const node = unwrap(expression)
  return node.type === 'Identifier' ? (node['name'] as string) : memberName(node)
}

/** `a.b.c` or `this.a.b` as its names, outermost object first; undefined where a part is not a plain name. */
export function memberPath(node: Node): string[] | undefined {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return [inner['name'] as string]
  if (inner.type === 'ThisExpression') return ['this']
  if (inner.type === 'Super') return ['super']
  if (inner.type !== 'MemberExpression') return undefined
  const head = memberPath(inner['object'] as Node)
  const name = propertyName(inner)
  return head && name !== undefined ? [...head, name] : undefined
}

/** What a chain of members is read of: `api` of `api.plans.get`. */
export function headOf(expression: Node): Node {
  let at = unwrap(expression)
  while (at.type === 'MemberExpression') at = unwrap(at['object'] as Node)
  return at
}

/** The source of a node on one line, at most `limit` characters, cut in the middle of a word only where it must. */
export function sourceOf(node: Node, text: string, limit = 60): string {
  const [start, end] = rangeOf(node)
  const line = text.slice(start, Math.min(end, start + limit * 4)).replaceAll(/\s+/g, ' ')
  return line.length <= limit && end - start <= limit * 4 ? line : `${line.slice(0, limit - 1).trimEnd()}…`
}
