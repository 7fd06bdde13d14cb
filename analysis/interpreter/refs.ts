import { outward } from '../syntax/around.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, propertyName, unwrap } from '../syntax/nodes.ts'
import type { Binding, ScopeTree } from '../syntax/scopes.ts'
import type { Machine } from './machine.ts'
import { objectData } from './objects.ts'
import { join, optionsOf, type Value } from './values.ts'

/** React's, and one that always has what it was given last. */
const MAKES_REF = /^use(?:Ref|Latest(?:Ref)?)$/

/**
 * What `useRef()` of React gives, where functions of the file are all that its `current` is given: `loadRef.current = load`, so that
 * `loadRef.current()` calls that. Of other refs nothing is known: effects and handlers change them at any time.
 */
export function functionRef(machine: Machine, binding: Binding): Value | undefined {
  const init = unwrap(binding.definition['init'] as Node)
  if (init.type !== 'CallExpression' || !MAKES_REF.test(memberPath(init['callee'] as Node)?.at(-1) ?? '')) return undefined
  const given = valuesGiven(binding, machine.tree)
  const [first] = init['arguments'] as Node[]
  // What it begins with is there before it is given anything.
  const all = given.length > 0 || !first ? given : [first]
  if (all.length === 0) return undefined
  const values = all.map((expression) => machine.readInPlace(expression))
  if (!values.every((value) => value !== undefined && optionsOf(value).every((option) => option.kind === 'closure'))) return undefined
  return machine.create(objectData([['current', join(values as Value[])]], { open: true }))
}

/** Right sides of `ref.current = ...`, less those that only empty it. */
function valuesGiven({ references }: Binding, tree: ScopeTree): readonly Node[] {
  return references.flatMap((reference) => {
    const { node, parent: member } = outward(reference, tree)
    if (member?.type !== 'MemberExpression' || member['object'] !== node || propertyName(member) !== 'current') return []
    const { node: target, parent: assignment } = outward(member, tree)
    if (assignment?.type !== 'AssignmentExpression' || assignment['left'] !== target) return []
    const right = unwrap(assignment['right'] as Node)
    return right.type === 'Literal' || right['name'] === 'undefined' ? [] : [right]
  })
}
