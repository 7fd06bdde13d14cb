import type { Node } from './estree.ts'
import { isFunction, parametersOf, propertyName, unwrap } from './nodes.ts'
import type { Binding, ScopeTree } from './scopes.ts'

/** What a variable begins with, or what it is taken out of: `load()` of `const { ok } = load()`. */
export function initOf({ definition }: Binding): Node | undefined {
  return definition.type === 'VariableDeclarator' ? ((definition['init'] as Node | null) ?? undefined) : undefined
}

/** The same of a variable that is given nothing else. */
export function onlyValueOf(binding: Binding): Node | undefined {
  return binding.writes.length === 0 ? initOf(binding) : undefined
}

/** Whether a variable is declared by its name, and not taken out of something. */
export function isNamed(definition: Node): boolean {
  return definition.type === 'VariableDeclarator' && (definition['id'] as Node).type === 'Identifier'
}

/** What a variable is given: its initialiser, and the right sides of assignments. */
export function valuesOf(binding: Binding, tree: ScopeTree): readonly Node[] {
  const init = isNamed(binding.definition) ? initOf(binding) : undefined
  return init ? [init, ...assignedTo(binding, tree)] : assignedTo(binding, tree)
}

/** The right sides of assignments to a variable. */
export function assignedTo({ writes }: Binding, tree: ScopeTree): readonly Node[] {
  return writes.flatMap((write) => {
    const parent = tree.parents.get(write)
    return parent?.type === 'AssignmentExpression' && parent['left'] === write ? [parent['right'] as Node] : []
  })
}

/** What a name is declared as: the value that its variable begins with, or the function or class that has it. */
export function declaredAs(binding: Binding): Node {
  const init = initOf(binding)
  return init ? unwrap(init) : binding.definition
}

/** The default of a parameter, or of what is taken out of one. */
export function defaultOf(binding: Binding, tree: ScopeTree): Node | undefined {
  const params = binding.kind === 'param' && isFunction(binding.definition) ? parametersOf(binding.definition) : []
  for (const param of params) {
    const found = defaultIn(param, binding, tree)
    if (found) return found
  }
  return undefined
}

function defaultIn(pattern: Node, binding: Binding, tree: ScopeTree): Node | undefined {
  if (pattern.type === 'AssignmentPattern') {
    const left = pattern['left'] as Node
    return tree.bindingOf.get(left) === binding ? (pattern['right'] as Node) : defaultIn(left, binding, tree)
  }
  if (pattern.type === 'ObjectPattern') {
    for (const property of pattern['properties'] as Node[]) {
      const found = property.type === 'Property' ? defaultIn(property['value'] as Node, binding, tree) : undefined
      if (found) return found
    }
  }
  return undefined
}

/** The pattern by which a name is taken out of something: of a declaration, or of the first parameter of a function. */
export function patternOf({ definition, kind }: Binding): Node | undefined {
  if (definition.type === 'VariableDeclarator') return definition['id'] as Node
  return kind === 'param' && isFunction(definition) ? parametersOf(definition)[0] : undefined
}

/** The property that a name is taken from: `response` of `const { response: answer } = ...`. */
export function keyOf(binding: Binding, tree: ScopeTree): string | undefined {
  const pattern = patternOf(binding)
  if (pattern?.type !== 'ObjectPattern') return undefined
  const own = (pattern['properties'] as Node[]).find((property) => property.type === 'Property' && tree.bindingOf.get(property['value'] as Node) === binding)
  return own && propertyName(own)
}

/** The properties that a pattern takes; undefined where the text does not say which. */
export function keysOf(pattern: Node): (string | undefined)[] {
  return (pattern['properties'] as Node[]).map((property) => (property.type === 'Property' ? propertyName(property) : undefined))
}
