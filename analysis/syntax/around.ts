import type { Node } from './estree.ts'
import { isFunction, unwrap } from './nodes.ts'
import type { ScopeTree } from './scopes.ts'

/** A node, or the outermost transparent wrapper around it, and the parent of that. */
export interface Placed {
  readonly node: Node
  readonly parent: Node | undefined
}

/** The parent that is no transparent wrapper, and the outermost wrapper below it. */
export function outward(node: Node, tree: ScopeTree): Placed {
  let inner = node
  let parent = tree.parents.get(node)
  while (parent && unwrap(parent) !== parent) {
    inner = parent
    parent = tree.parents.get(parent)
  }
  return { node: inner, parent }
}

/** The function (or the program) that a node stands in. */
export function enclosingFunction(node: Node, tree: ScopeTree): Node {
  let at = tree.parents.get(node)
  while (at && !isFunction(at)) at = tree.parents.get(at)
  return at ?? tree.program
}
