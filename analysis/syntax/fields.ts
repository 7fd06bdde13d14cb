import { eachChild } from './children.ts'
import type { Node } from './estree.ts'
import { isClass, isFunction, isOfThis, membersOf, parametersOf, propertyName, unwrap, withoutDefault } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** What gives a field of a class its values. */
export interface FieldSources {
  /** Initialisers, right sides of `this.name = ...`, and the constructor's parameter property. */
  readonly values: readonly Node[]
  /** The annotations of the field and of the constructor's parameter property. */
  readonly types: readonly Node[]
}

/** Everything in the class around `access` (`this.name`) that says what the field is. */
export function fieldSources(access: Node, tree: ScopeTree): FieldSources {
  const name = propertyName(access)
  const owner = classAround(access, tree)
  return name === undefined || !owner ? { values: [], types: [] } : fieldSourcesIn(owner, name, tree)
}

/** Everything in a class that says what a field of it is. */
export function fieldSourcesIn(owner: Node, name: string, tree: ScopeTree): FieldSources {
  const fields = fieldsOf(owner, tree)
  let sources = fields.get(name)
  if (!sources) fields.set(name, (sources = sourcesOf(name, owner, tree)))
  return sources
}

/** The fields that were asked for, by program and class: a class names the same one in many places. */
const known = new WeakMap<ScopeTree, Map<Node, Map<string, FieldSources>>>()

function fieldsOf(owner: Node, tree: ScopeTree): Map<string, FieldSources> {
  const classes = known.get(tree) ?? new Map<Node, Map<string, FieldSources>>()
  known.set(tree, classes)
  const fields = classes.get(owner) ?? new Map<string, FieldSources>()
  classes.set(owner, fields)
  return fields
}

function sourcesOf(name: string, owner: Node, tree: ScopeTree): FieldSources {
  const values: Node[] = []
  const types: Node[] = []
  for (const member of membersOf(owner)) {
    if (member.type === 'PropertyDefinition' && propertyName(member) === name) {
      if (member['value']) values.push(member['value'] as Node)
      if (member['typeAnnotation']) types.push(member['typeAnnotation'] as Node)
    }
    if (member['kind'] === 'constructor') {
      const parameter = parameterProperty(member['value'] as Node, name)
      if (parameter) values.push(parameter.value)
      if (parameter?.type) types.push(parameter.type)
    }
  }
  for (const member of (tree.accesses.get(name) ?? []).filter(isOfThis)) {
    const parent = tree.parents.get(member)
    if (parent?.type === 'AssignmentExpression' && parent['left'] === member && classAround(member, tree) === owner) values.push(parent['right'] as Node)
  }
  return { values, types }
}

/** The class that a node stands in. */
export function classAround(node: Node, tree: ScopeTree): Node | undefined {
  let at = tree.parents.get(node)
  while (at && !isClass(at)) at = tree.parents.get(at)
  return at
}

/** `constructor(private readonly http: HttpClient)`. */
function parameterProperty(constructor: Node, name: string): { value: Node; type?: Node } | undefined {
  for (const param of parametersOf(constructor)) {
    if (param.type !== 'TSParameterProperty') continue
    const inner = param['parameter'] as Node
    const identifier = withoutDefault(inner)
    if (identifier['name'] !== name) continue
    return {
      value: inner.type === 'AssignmentPattern' ? (inner['right'] as Node) : inner,
      ...(identifier['typeAnnotation'] !== undefined && { type: identifier['typeAnnotation'] as Node }),
    }
  }
  return undefined
}

/** Fields that are assigned after the constructor: by another method, or by a function that the constructor makes. */
export function fieldsWrittenLater(members: readonly Node[]): Set<string> {
  return written(members, (object) => object.type === 'ThisExpression', ({ kind }) => kind !== 'constructor')
}

/** Static members that functions of the class assign: `Client.token = ...`, or `this.token = ...` where `this` is the class. */
export function staticsWrittenLater(classNode: Node): Set<string> {
  const name: unknown = (classNode['id'] as Node | null)?.['name']
  const members = membersOf(classNode)
  const named = written(members, (object) => object.type === 'Identifier' && object['name'] === name)
  const ofThis = written(members.filter((member) => member['static'] === true), (object) => object.type === 'ThisExpression')
  return new Set([...named, ...ofThis])
}

/** Properties that functions in class members assign to what `isOwner` says is theirs; of a method for which `isLater` is false, only the functions in it. */
function written(members: readonly Node[], isOwner: (object: Node) => boolean, isLater: (method: Node) => boolean = () => true): Set<string> {
  const names = new Set<string>()
  const visit = (node: Node, isIn: boolean): void => {
    const target = (node.type === 'AssignmentExpression' ? node['left'] : node.type === 'UpdateExpression' ? node['argument'] : undefined) as Node | undefined
    const member = target && isIn ? unwrap(target) : undefined
    const name = member?.type === 'MemberExpression' && isOwner(unwrap(member['object'] as Node)) ? propertyName(member) : undefined
    if (name !== undefined) names.add(name)
    eachChild(node, (child) => visit(child, isIn || isFunction(child)))
  }
  for (const member of members) {
    const value = member['value'] as Node | null | undefined
    if (value) visit(value, isFunction(value) && isLater(member))
  }
  return names
}
