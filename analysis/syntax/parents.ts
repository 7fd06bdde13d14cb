import type { Node } from './estree.ts'

/**
 * Who is whose parent. ESLint writes that on the nodes; it is kept here of those on which nobody has, or something else. To keep it
 * of every node is half the work of resolving names.
 */
export class Parents {
  private readonly root: Node
  private readonly kept = new Map<Node, Node>()

  /** @param root has no parent, whatever is written on it */
  constructor(root: Node) {
    this.root = root
  }

  set(node: Node, parent: Node): void {
    if (node['parent'] !== parent) this.kept.set(node, parent)
  }

  /** @param node of the tree, and no type in it */
  get(node: Node): Node | undefined {
    return this.kept.get(node) ?? (node === this.root ? undefined : (node['parent'] as Node | undefined))
  }
}
