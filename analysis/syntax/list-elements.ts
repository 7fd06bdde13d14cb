import { declaredAs, onlyValueOf } from './declarations.ts'
import type { Node } from './estree.ts'
import { isFunction, membersOf, parametersOf, propertyName, unwrap } from './nodes.ts'
import { holdersOf, methodIn } from './methods.ts'
import type { ScopeTree } from './scopes.ts'

/** Methods that call a function with each element of their list. */
const WITH_EACH = /^(?:map|forEach|filter|find|some|every|flatMap)$/

/** The functions of the file that an access may name whose object is an element of a list that is written out: `for (const service of [itunes, deezer]) service.search(q)`. */
export function methodsOfElement(access: Node, tree: ScopeTree): readonly Node[] {
  const object = unwrap(access['object'] as Node)
  const list = object.type === 'Identifier' ? listOf(object, tree) : undefined
  const name = propertyName(access)
  if (!list || (name === undefined && access['computed'] !== true)) return []
  return elementsOf(list, tree).flatMap((element) => {
    const holders = holdersOf(element, tree)
    if (name !== undefined) return methodIn(holders, name) ?? []
    // Which one is told at run time.
    const names = new Set(holders.flatMap((holder) => membersOf(holder).flatMap((member) => propertyName(member) ?? [])))
    return [...names].flatMap((each) => methodIn(holders, each) ?? [])
  })
}

/** What a variable goes through: of a loop, of a callback. */
function listOf(identifier: Node, tree: ScopeTree): Node | undefined {
  const binding = tree.bindingOf.get(identifier)
  if (!binding || binding.writes.length > 0) return undefined
  const { definition } = binding
  if (binding.kind === 'param' && isFunction(definition)) {
    const call = tree.parents.get(definition)
    const callee = call?.type === 'CallExpression' && (call['arguments'] as Node[])[0] === definition ? unwrap(call['callee'] as Node) : undefined
    const isEach = callee?.type === 'MemberExpression' && WITH_EACH.test(propertyName(callee) ?? '')
    const [first] = parametersOf(definition)
    return isEach && first && tree.bindingOf.get(first) === binding ? (callee['object'] as Node) : undefined
  }
  const declaration = definition.type === 'VariableDeclarator' && (definition['id'] as Node).type === 'Identifier' ? tree.parents.get(definition) : undefined
  const loop = declaration && tree.parents.get(declaration)
  return loop?.type === 'ForOfStatement' && loop['left'] === declaration ? (loop['right'] as Node) : undefined
}

/** The elements of a list that is written out, there or where its constant is declared. */
function elementsOf(list: Node, tree: ScopeTree): readonly Node[] {
  const binding = tree.bindingOf.get(unwrap(list))
  const written = binding ? onlyValueOf(binding) : list
  const node = written && unwrap(written)
  if (node?.type !== 'ArrayExpression') return []
  return (node['elements'] as (Node | null)[]).flatMap((element) => {
    if (!element || element.type === 'SpreadElement') return []
    const named = tree.bindingOf.get(unwrap(element))
    return [named ? declaredAs(named) : unwrap(element)]
  })
}
