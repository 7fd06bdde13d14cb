import { outward } from './around.ts'
import type { Node } from './estree.ts'
import { propertyName, unwrap } from './nodes.ts'
import type { Binding, ScopeTree } from './scopes.ts'

/** What a declaration gives the value of an expression to: a name, or a pattern. */
export function targetOf(expression: Node, tree: ScopeTree): Node | undefined {
  const { node, parent } = outward(expression, tree)
  return parent?.type === 'VariableDeclarator' && parent['init'] === node ? (parent['id'] as Node) : undefined
}

/** The variable that is declared with an expression as its value. */
export function variableOf(expression: Node, tree: ScopeTree): Binding | undefined {
  const target = targetOf(expression, tree)
  return target && tree.bindingOf.get(target)
}

/** What reads a property of an expression. */
export function memberOf(expression: Node, tree: ScopeTree): Node | undefined {
  const { node, parent } = outward(expression, tree)
  return parent?.type === 'MemberExpression' && parent['object'] === node ? parent : undefined
}

/** The properties that are read of these expressions; undefined where the text does not say which. */
export function membersRead(expressions: readonly Node[], tree: ScopeTree): (string | undefined)[] {
  return expressions.flatMap((expression) => {
    const member = memberOf(expression, tree)
    return member ? [propertyName(member)] : []
  })
}

/** What an expression is compared with: the other side of an operator, or what the cases of a `switch` over it name. */
export function comparedWith(expression: Node, tree: ScopeTree): readonly Node[] {
  const { node, parent } = outward(expression, tree)
  if (parent?.type === 'BinaryExpression') return [unwrap((parent['left'] === node ? parent['right'] : parent['left']) as Node)]
  if (parent?.type !== 'SwitchStatement') return []
  return (parent['cases'] as Node[]).flatMap((clause) => (clause['test'] ? [unwrap(clause['test'] as Node)] : []))
}
