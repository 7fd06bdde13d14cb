import type { Node } from '../../../analysis/syntax/estree.ts'
import { memberPath, unwrap } from '../../../analysis/syntax/nodes.ts'
import type { Edit } from '../../edits/apply.ts'
import { insertion } from '../../edits/insertion.ts'
import { bindingOf, endOf, parentOf, startOf, textOf, type Source } from '../../edits/source.ts'
import type { Candidate, Situation } from '../candidate.ts'
import type { Exclusion } from '../exclusion.ts'
import { amendFunction, functionAt, subjectTest } from '../functions.ts'

/** cockatiel 3 and 4: which failures count is said by `handleAll`, `handleWhen`, `handleType` ... in front of the options. */
export const cockatielExclusion: Exclusion = {
  library: 'cockatiel',
  words: ['handleWhen'],
  ways: [byFilter],
}

/** Functions with a predicate, by its place among their arguments. */
const FILTERS: Readonly<Record<string, { readonly index: number; readonly isResult?: boolean }>> = {
  handleWhen: { index: 0 }, orWhen: { index: 0 }, handleType: { index: 1 }, orType: { index: 1 },
  handleWhenResult: { index: 0, isResult: true }, orWhenResult: { index: 0, isResult: true },
}

function* byFilter(situation: Situation): Generator<Candidate> {
  const { source } = situation
  for (const call of source.tree.calls) {
    const name = memberPath(call['callee'] as Node)?.at(-1) ?? ((unwrap(call['callee'] as Node)['property'] as Node | undefined)?.['name'] as string | undefined) ?? ''
    const filter = FILTERS[name]
    const predicate = filter && (call['arguments'] as readonly Node[])[filter.index]
    const fn = predicate && functionAt(predicate, source)
    const edits = fn && amendFunction(fn, { index: 0, ...(filter.isResult && { isResponse: true }) }, ['error'], 'again', {}, situation)
    if (edits) yield { edits }
  }
  yield* insteadOfAll(situation)
}

/** `retry(handleAll, ...)` becomes `retry(handleWhen((error) => error?.status !== 402), ...)`. */
function* insteadOfAll(situation: Situation): Generator<Candidate> {
  const { source } = situation
  for (const call of source.tree.calls) {
    const [policy] = (call['arguments'] ?? []) as readonly Node[]
    const name = memberPath(call['callee'] as Node)?.at(-1)
    if (!policy || name !== 'retry' || unwrap(policy).type !== 'Identifier' || textOf(policy, source) !== 'handleAll') continue
    const test = subjectTest('error', { index: 0 }, {}, situation)
    const brought = test && importInstead(unwrap(policy), 'handleWhen', source)
    if (test && brought) yield { edits: [...brought, { start: startOf(policy), end: endOf(policy), text: `handleWhen((error) => ${test.isNot})` }] }
  }
}

/** Imports a name from where another comes from; in its place, where nothing else needs that one. */
function importInstead(used: Node, name: string, source: Source): Edit[] | undefined {
  const binding = bindingOf(used, source)
  if (binding?.kind !== 'import') return undefined
  const specifier = binding.definition
  const siblings = (parentOf(specifier, source)?.['specifiers'] ?? []) as readonly Node[]
  if (siblings.some((sibling) => (sibling['local'] as Node)['name'] === name)) return []
  if (specifier.type !== 'ImportSpecifier') return undefined
  if (binding.references.length === 1) return [{ start: startOf(specifier), end: endOf(specifier), text: name }]
  return [insertion(endOf(specifier), `, ${name}`)]
}
