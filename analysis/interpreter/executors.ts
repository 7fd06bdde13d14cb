import type { Node } from '../syntax/estree.ts'
import { nameOf, parametersOf, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Machine } from './machine.ts'
import { sidesOf } from './promises.ts'
import { UNHANDLED } from './state.ts'
import { UNDEFINED, type Value } from './values.ts'

/**
 * What a promise is resolved with, where the call is one of the `resolve` that its executor was given: a promise is adopted, so that
 * what is handed on is what that brings, and its failure leaves as a rejection. All failed: undefined.
 */
export function resolvedWith(machine: Machine, site: Node, args: readonly Value[]): readonly Value[] | undefined {
  if (!isResolve(site, machine.tree)) return args
  const { fulfilled, rejected } = sidesOf(machine, args[0] ?? UNDEFINED)
  if (rejected) machine.effect(UNHANDLED, [rejected], 'rejection')
  return fulfilled && [fulfilled]
}

function isResolve(site: Node, tree: ScopeTree): boolean {
  const callee = site.type === 'CallExpression' ? unwrap(site['callee'] as Node) : undefined
  const binding = callee && tree.bindingOf.get(callee)
  if (binding?.kind !== 'param') return false
  const [first] = parametersOf(binding.definition)
  const made = tree.parents.get(binding.definition)
  return first !== undefined && tree.bindingOf.get(first) === binding && made?.type === 'NewExpression' && nameOf(made['callee'] as Node) === 'Promise'
}
