import { eachChild } from './children.ts'
import type { Node } from './estree.ts'
import { isClass, isFunction, propertyName, unwrap } from './nodes.ts'
import type { Binding, ScopeTree } from './scopes.ts'

/** What gives a field of a class its values. */
export interface FieldSources {
  /** Initialisers and right sides of `this.name = ...`. */
  readonly values: readonly Node[]
  /** The annotations of the field and of the constructor's parameter property. */
  readonly types: readonly Node[]
}

/** Everything in the class around `access` (`this.name`) that says what the field is. */
export function fieldSources(access: Node, tree: ScopeTree): FieldSources {
  const name = propertyName(access)
  const owner = classAround(access, tree)
  if (name === undefined || !owner) return { values: [], types: [] }
  const values: Node[] = []
  const types: Node[] = []
  for (const member of (owner['body'] as Node)['body'] as Node[]) {
    if (member.type === 'PropertyDefinition' && propertyName(member) === name) {
      if (member['value']) values.push(member['value'] as Node)
      if (member['typeAnnotation']) types.push(member['typeAnnotation'] as Node)
    }
    if (member['kind'] === 'constructor') {
      const parameter = parameterProperty(member['value'] as Node, name)
      if (parameter?.value) values.push(parameter.value)
      if (parameter?.type) types.push(parameter.type)
    }
  }
  for (const member of tree.ofThis.get(name) ?? []) {
    const parent = tree.parents.get(member)
    if (parent?.type === 'AssignmentExpression' && parent['left'] === member && classAround(member, tree) === owner) values.push(parent['right'] as Node)
  }
  return { values, types }
}

/** What a variable is given: its initialiser, and the right sides of assignments. */
export function valuesOf({ definition, writes }: Binding, tree: ScopeTree): readonly Node[] {
  const init = definition.type === 'VariableDeclarator' && (definition['id'] as Node).type === 'Identifier' ? (definition['init'] as Node | null) : null
  const assigned = writes.flatMap((write) => {
    const parent = tree.parents.get(write)
    return parent?.type === 'AssignmentExpression' && parent['left'] === write ? [parent['right'] as Node] : []
  })
  return init ? [init, ...assigned] : assigned
}

/** The class that a node stands in. */
export function classAround(node: Node, tree: ScopeTree): Node | undefined {
  let at = tree.parents.get(node)
  while (at && !isClass(at)) at = tree.parents.get(at)
  return at
}

/** `constructor(private readonly http: HttpClient)`. */
function parameterProperty(constructor: Node, name: string): { value?: Node; type?: Node } | undefined {
  for (const param of constructor['params'] as Node[]) {
    if (param.type !== 'TSParameterProperty') continue
    const inner = param['parameter'] as Node
    const identifier = (inner.type === 'AssignmentPattern' ? inner['left'] : inner) as Node
    if (identifier['name'] !== name) continue
    return {
      ...(inner.type === 'AssignmentPattern' && { value: inner['right'] as Node }),
      ...(identifier['typeAnnotation'] !== undefined && { type: identifier['typeAnnotation'] as Node }),
    }
  }
  return undefined
}

/** Fields that are assigned after the constructor: by another method, or by a function that the constructor makes. */
export function fieldsWrittenLater(members: readonly Node[]): Set<string> {
  const written = new Set<string>()
  const visit = (node: Node, isLater: boolean): void => {
    const target = (node.type === 'AssignmentExpression' ? node['left'] : node.type === 'UpdateExpression' ? node['argument'] : undefined) as Node | undefined
    if (target && isLater) {
      const member = unwrap(target)
      const name = member.type === 'MemberExpression' && unwrap(member['object'] as Node).type === 'ThisExpression' ? propertyName(member) : undefined
      if (name !== undefined) written.add(name)
    }
    eachChild(node, (child) => visit(child, isLater || isFunction(child)))
  }
  for (const member of members) if (member['value']) visit(member['value'] as Node, member['kind'] !== 'constructor')
  return written
}
