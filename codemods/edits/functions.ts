import type { Node } from '../../analysis/syntax/estree.ts'
import { isClass, isFunction, isOfThis, propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import { ancestorsOf, bindingOf, walkOwn, type Source } from './source.ts'

/** The function of the same file that an expression names: `fail`, `this.fail`, or the function itself. */
export function namedFunction(expression: Node, source: Source): Node | undefined {
  const callee = unwrap(expression)
  if (isFunction(callee)) return callee
  if (callee.type === 'Identifier') return declaredFunction(callee, source)
  if (isOfThis(callee)) {
    const name = propertyName(callee)
    return name === undefined ? undefined : ownMethod(callee, name, source)
  }
  return undefined
}

function declaredFunction(identifier: Node, source: Source): Node | undefined {
  const binding = bindingOf(identifier, source)
  if (binding === undefined || binding.writes.length > 0) return undefined
  const { definition, kind } = binding
  if (kind === 'function') return hasBody(definition) ? definition : undefined
  if (kind !== 'const' && kind !== 'let' && kind !== 'var') return undefined
  if ((definition['id'] as Node).type !== 'Identifier') return undefined
  const value = definition['init'] as Node | null
  return value !== null && isFunction(unwrap(value)) ? unwrap(value) : undefined
}

function ownMethod(member: Node, name: string, source: Source): Node | undefined {
  for (const ancestor of ancestorsOf(member, source)) {
    if (ancestor.type === 'FunctionDeclaration') return undefined
    if (!isClass(ancestor)) continue
    for (const element of (ancestor['body'] as Node)['body'] as readonly Node[]) {
      const value = element['value'] as Node | null | undefined
      if (element['key'] === undefined || propertyName(element) !== name || element['static'] === true) continue
      if (value && isFunction(value) && element['kind'] !== 'get' && hasBody(value)) return value
    }
    return undefined
  }
  return undefined
}

/** False for an overload signature. */
function hasBody(node: Node): boolean {
  return isFunction(node) && Boolean(node['body'])
}

/** What a function may return, itself and not the functions inside it; `undefined` for a bare `return`. */
export function returnedValues(node: Node): readonly (Node | undefined)[] {
  const body = node['body'] as Node
  if (body.type !== 'BlockStatement') return [body]
  const values: (Node | undefined)[] = []
  walkOwn(body, (inner) => {
    if (inner.type === 'ReturnStatement') values.push((inner['argument'] as Node | null) ?? undefined)
  })
  return values
}
