import type { Node } from '../../analysis/syntax/estree.ts'
import { memberName, propertyName, unwrap, withoutDefault } from '../../analysis/syntax/nodes.ts'
import { textOf, type Source } from './source.ts'

/**
 * What names the same value each time it is read, without white space, optional marks and type assertions:
 * `res`, `this.response`, `results[0]`. Undefined for anything that calls or assigns.
 */
export function referenceKey(node: Node): string | undefined {
  const inner = unwrap(node)
  switch (inner.type) {
    case 'Identifier':
      return inner['name'] as string
    case 'ThisExpression':
      return 'this'
    case 'MemberExpression': {
      const object = referenceKey(inner['object'] as Node)
      if (object === undefined) return undefined
      const name = propertyName(inner)
      if (name !== undefined) return `${object}.${name}`
      const property = inner['property'] as Node
      return property.type === 'Identifier' ? `${object}[${property['name'] as string}]` : undefined
    }
    default:
      return undefined
  }
}

/** The code to write for a reference: as it stands in the text, in parentheses where it is a type assertion. */
export function referenceText(node: Node, source: Source): string {
  const written = textOf(node, source)
  return /^TS(?:As|Satisfies|TypeAssertion)/.test(node.type) ? `(${written})` : written
}

/** The name of the method that a call calls, or undefined. */
export function calledMethod(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  return memberName(node['callee'] as Node)
}

/** The object whose method a call calls, or undefined. */
export function calledObject(node: Node): Node | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = unwrap(node['callee'] as Node)
  return callee.type === 'MemberExpression' ? (callee['object'] as Node) : undefined
}

/** The property that an object pattern binds to a name: `status` for `code` in `{ status: code }`. */
export function boundProperty(pattern: Node, name: string): string | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined
  for (const property of pattern['properties'] as readonly Node[]) {
    const value = property['value'] as Node | undefined
    const bound = value && withoutDefault(value)
    if (bound?.type === 'Identifier' && bound['name'] === name) return propertyName(property)
  }
  return undefined
}
