import { declaredAs } from './declarations.ts'
import type { Node } from './estree.ts'
import { isFunction, propertyName, unwrap } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** Methods that are given to prototypes: `F.prototype.f = function () {}`. */
export interface Prototypes {
  /** By the function `F` and the name. */
  readonly methods: ReadonlyMap<Node, ReadonlyMap<string, Node>>
  /** The function that makes the objects of which a function is a method, or that it makes itself. */
  readonly makers: ReadonlyMap<Node, Node>
}

/** Each file's are asked for by who looks for calls and by who runs them. */
const known = new WeakMap<ScopeTree, Prototypes>()

export function prototypesOf(tree: ScopeTree): Prototypes {
  let prototypes = known.get(tree)
  if (prototypes === undefined) known.set(tree, (prototypes = find(tree)))
  return prototypes
}

function find(tree: ScopeTree): Prototypes {
  const methods = new Map<Node, Map<string, Node>>()
  const makers = new Map<Node, Node>()
  // Most files have none.
  for (const member of tree.accesses.has('prototype') ? tree.members : []) {
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
    methods.set(maker, (methods.get(maker) ?? new Map<string, Node>()).set(name, value))
    makers.set(maker, maker).set(value, maker)
  }
  return { methods, makers }
}
