import { declaredAs } from './declarations.ts'
import type { Node } from './estree.ts'
import { classAround } from './fields.ts'
import { isClass, isFunction, isOfThis, membersOf, propertyName, unwrap } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** A class, and those of the file that it extends, the nearest first. */
export function lineage(classNode: Node | undefined, tree: ScopeTree): readonly Node[] {
  const found: Node[] = []
  // A text may have classes that extend each other.
  for (let at = classNode; at && !found.includes(at); at = superclassOf(at, tree)) found.push(at)
  return found
}

function superclassOf(classNode: Node, tree: ScopeTree): Node | undefined {
  const parent = classNode['superClass'] as Node | null
  return parent ? classAt(parent, tree) : undefined
}

/** The class of the file that an expression names. */
function classAt(expression: Node, tree: ScopeTree): Node | undefined {
  const binding = tree.bindingOf.get(unwrap(expression))
  const value = binding?.writes.length === 0 ? declaredAs(binding) : undefined
  return value && isClass(value) ? value : undefined
}

/** The class of the file of which an expression is an instance: `new Api()`, or a constant that is one. */
export function classOfInstance(expression: Node, tree: ScopeTree): Node | undefined {
  const node = unwrap(expression)
  const binding = tree.bindingOf.get(node)
  const made = binding?.writes.length === 0 ? declaredAs(binding) : node
  return made.type === 'NewExpression' ? classAt(made['callee'] as Node, tree) : undefined
}

/** The classes of the file in which an access of `this` or `super` looks for what it names, in their order. */
export function lookedUpIn(access: Node, tree: ScopeTree): readonly Node[] {
  const classes = lineage(classAround(access, tree), tree)
  return unwrap(access['object'] as Node).type === 'Super' ? classes.slice(1) : classes
}

/** The function that the first of some classes or objects has under a name; not one that it only declares. */
export function methodIn(holders: readonly Node[], name: string): Node | undefined {
  for (const holder of holders) {
    for (const member of membersOf(holder)) {
      const value = member['value'] as Node | null | undefined
      const isOther = member['kind'] === 'get' || member['kind'] === 'set'
      if (!isOther && value && propertyName(member) === name && isFunction(unwrap(value)) && unwrap(value)['body']) return unwrap(value)
    }
  }
  return undefined
}

/** The function of the file that an access names: of `this` or `super`, of a constant that is an object or made by a class, of a class. */
export function methodAt(access: Node, tree: ScopeTree): Node | undefined {
  const name = propertyName(access)
  const object = unwrap(access['object'] as Node)
  if (name === undefined) return undefined
  if (object.type === 'Super') return methodIn(lookedUpIn(access, tree), name)
  if (object.type === 'ThisExpression') return methodOfThis(access, name, tree)
  if (object.type !== 'Identifier') return undefined
  const binding = tree.bindingOf.get(object)
  return binding && methodIn(holdersOf(declaredAs(binding), tree), name)
}

/** What has the functions of a value: an object that is written out, the classes of an instance, or of a class itself. */
export function holdersOf(value: Node, tree: ScopeTree): readonly Node[] {
  if (value.type === 'ObjectExpression') return [value]
  return lineage(value.type === 'NewExpression' ? classAt(value['callee'] as Node, tree) : isClass(value) ? value : undefined, tree)
}

/** An object that has no such function may stand in a class that has it, and be called with its `this`. */
function methodOfThis(access: Node, name: string, tree: ScopeTree): Node | undefined {
  for (let at = tree.parents.get(access); at; at = tree.parents.get(at)) {
    const found = isClass(at) ? methodIn(lineage(at, tree), name) : at.type === 'ObjectExpression' ? methodIn([at], name) : undefined
    if (found) return found
  }
  return undefined
}

/**
 * Whether an access may name a function of the file: by where it is found, or, of `this` in a class, by what a class that extends it has
 * in that place.
 */
export function mayName(access: Node, fn: Node, tree: ScopeTree): boolean {
  if (methodAt(access, tree) === fn) return true
  const around = classAround(access, tree)
  return around !== undefined && isOfThis(access) && lineage(classAround(fn, tree), tree).slice(1).includes(around)
}
