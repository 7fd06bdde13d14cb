import type { Node } from './syntax/estree.ts'
import { headOf, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** Constants are followed so far: `var url = url` comes back to itself. */
const FARTHEST = 12

/**
 * Whether the address of a call is given as it is to the function around it, or is a part of what is given: `url`, `props.rawUrl`, `file.uri` of a list.
 * Whose it is, and whether that is an API or a file, only callers know.
 */
export function isGivenAddress(call: Node, tree: ScopeTree): boolean {
  const [address] = (call['arguments'] as Node[] | undefined) ?? []
  return address !== undefined && isGiven(address, tree, 0)
}

function isGiven(expression: Node, tree: ScopeTree, depth: number): boolean {
  if (depth > FARTHEST) return false
  const node = unwrap(expression)
  if (node.type === 'NewExpression') {
    const [first, ...others] = node['arguments'] as Node[]
    return first !== undefined && others.length === 0 && isGiven(first, tree, depth + 1)
  }
  const binding = tree.bindingOf.get(headOf(node))
  if (!binding || binding.writes.length > 0) return false
  if (binding.kind === 'param') return true
  const { definition } = binding
  if (definition.type !== 'VariableDeclarator') return false
  if (definition['init']) return isGiven(definition['init'] as Node, tree, depth + 1)
  const declaration = tree.parents.get(definition)
  const loop = declaration && tree.parents.get(declaration)
  return loop?.type === 'ForOfStatement' && loop['left'] === declaration
}
