import type { Node } from '../syntax/estree.ts'
import { isFunction, propertyName, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'

/** `F.prototype.f = function () {}`, by the function `F` and the name. */
export function prototypesOf(tree: ScopeTree): Map<Node, Map<string, Node>> {
  const found = new Map<Node, Map<string, Node>>()
  for (const member of tree.members) {
    const assignment = tree.parents.get(member)
    const object = unwrap(member['object'] as Node)
    if (assignment?.type !== 'AssignmentExpression' || assignment['left'] !== member || object.type !== 'MemberExpression') continue
    const name = propertyName(member)
    const owner = unwrap(object['object'] as Node)
    const value = unwrap(assignment['right'] as Node)
    if (propertyName(object) !== 'prototype' || owner.type !== 'Identifier' || name === undefined || !isFunction(value)) continue
    const definition = tree.bindingOf.get(owner)?.definition
    if (!definition) continue
    const methods = found.get(definition) ?? new Map<string, Node>()
    found.set(definition, methods.set(name, value))
  }
  return found
}
