import type { Node } from './estree.ts'
import { declaredAs } from './fields.ts'
import { isFunction, propertyName, unwrap } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** `F.prototype.f = function () {}`, by the function `F` and the name. */
export type Prototypes = ReadonlyMap<Node, ReadonlyMap<string, Node>>

export function prototypesOf(tree: ScopeTree): Prototypes {
  const found = new Map<Node, Map<string, Node>>()
  for (const member of tree.members) {
    const assignment = tree.parents.get(member)
    const object = unwrap(member['object'] as Node)
    if (assignment?.type !== 'AssignmentExpression' || assignment['left'] !== member || object.type !== 'MemberExpression') continue
    const name = propertyName(member)
    const owner = unwrap(object['object'] as Node)
    const value = unwrap(assignment['right'] as Node)
    if (propertyName(object) !== 'prototype' || owner.type !== 'Identifier' || name === undefined || !isFunction(value)) continue
    const binding = tree.bindingOf.get(owner)
    if (!binding) continue
    const maker = declaredAs(binding)
    const methods = found.get(maker) ?? new Map<string, Node>()
    found.set(maker, methods.set(name, value))
  }
  return found
}

/** The function that makes the objects of which a function is a method, or that it makes itself. */
export function makerOf(fn: Node, prototypes: Prototypes): Node | undefined {
  if (prototypes.has(fn)) return fn
  for (const [maker, methods] of prototypes) for (const method of methods.values()) if (method === fn) return maker
  return undefined
}
