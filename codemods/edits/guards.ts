import type { CheckFinding, Range } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { unwrap } from '../../analysis/syntax/nodes.ts'
import type { NonThrowing } from '../options.ts'
import type { Edit } from './apply.ts'
import { insertAsync, insertIntoArrow } from './arrows.ts'
import { placeForBody } from './body.ts'
import type { Branch } from './branch.ts'
import { isCaughtAndIgnored } from './catches.ts'
import { ExitFinder, type Exits } from './exits.ts'
import { failAt, type Planning } from './fail.ts'
import { placeOnFailure } from './failure.ts'
import { findGuard, laterGuards, looseGuard, type Guard } from './guard.ts'
import { isNamedBefore, isStatusOf } from './handled.ts'
import { insertBefore, insertCase, listedStatement } from './insertion.ts'
import { refuse, type Refusal } from './refusals.ts'
import { isSentAgain } from './sent-again.ts'
import { findResponse, givesStatus, type ResponseReference } from './response.ts'
import { throwsAnswer } from './server-errors.ts'
import { endOf, parentOf, startOf } from './source.ts'
import { AnswerTests } from './tests.ts'
import { planUnnamed } from './unnamed.ts'

/** As the flag says; `tell` where a throw would tell nobody. */
export type GuardMode = NonThrowing | 'tell'

type Plan = readonly Edit[] | Refusal

/** The planning of one guard. */
interface GuardPlanning extends Planning {
  readonly finding: CheckFinding
  readonly guard: Guard
  readonly response: ResponseReference
  readonly tests: AnswerTests
}

/** Plans the branch in front of the check that decides about a response. */
export function planGuard(finding: CheckFinding, decision: Range, nonThrowing: GuardMode, planning: Planning): Plan {
  const { source } = planning
  const guard = findGuard(decision, source)
  if (!('reason' in guard)) return planAt(guard, finding, nonThrowing, planning)
  const later = guard.reason === 'unsupported-check' ? laterGuards(decision, finding.range, source) : []
  const plans = later.map((one) => planAt(one, finding, nonThrowing, planning))
  const planned = plans.find((plan) => !('reason' in plan))
  const loose = isTelling(nonThrowing) && guard.reason === 'unsupported-check' ? looseGuard(decision, source) : undefined
  return planned ?? (loose ? planAt(loose, finding, nonThrowing, planning) : guard)
}

function planAt(guard: Guard, finding: CheckFinding, nonThrowing: GuardMode, planning: Planning): Plan {
  const { source } = planning
  const tests = new AnswerTests(finding)
  const response = findResponse(guard.test, finding.range, source)
  if ('reason' in response) {
    const { reason } = response
    const isUnnamed = reason === 'destructured-response' || reason === 'no-response-variable'
    if (isUnnamed && isSentAgain(finding, guard.node, planning)) return refuse('guard-goes-round')
    return (isUnnamed ? planUnnamed(guard, finding, tests, nonThrowing === 'tell' ? 'notify' : nonThrowing, planning) : undefined) ?? response
  }
  if (!givesStatus(finding, response, source)) return refuse('not-a-response')
  if (isNamedBefore(guard.node, finding.status, response.key, source)) return refuse('already-handled')
  const at: GuardPlanning = { ...planning, finding, guard, response, tests }
  const failing = nonThrowing === 'tell' ? refuse('caught-here') : planThrow(at, nonThrowing)
  if (!('reason' in failing) || !isTelling(nonThrowing)) return failing
  return isSentAgain(finding, guard.node, planning) ? refuse('guard-goes-round') : planNotification(at)
}

function isTelling(mode: GuardMode): boolean {
  return mode === 'notify' || mode === 'tell'
}

/** The branch that throws or rejects, where the failure path does so too, or where that is asked for. */
function planThrow(at: GuardPlanning, nonThrowing: GuardMode): Plan {
  const { source, guard, finding, response, tests } = at
  const finder = new ExitFinder(source, tests)
  const exits = guard.kind === 'arrow' ? finder.value(guard.node) : finder.from(guard.node)
  const going = refuseByExits(exits, tests.truth(guard.test), guard)
  const isAsked = nonThrowing === 'throw' && (going?.reason === 'guard-returns-a-value' || going?.reason === 'guard-sets-state')
  if (going && !isAsked) return going
  if (guard.isLoose) return refuse('unsupported-check')
  if (isCaughtAndIgnored(guard.node, !exits.has('throw') && exits.has('reject'), source)) return refuse('caught-here')
  if (throwsAnswer(guard.node, source)) return refuse('server-answer')
  const failing = failAt(guard.node, going ? new Set(['throw']) : exits, finding, at)
  if ('reason' in failing) return failing
  const target = guard.kind === 'arrow' ? undefined : placeOnFailure(guard, tests, source)
  if (guard.kind !== 'arrow' && target === undefined) return refuse('guard-does-more')
  const place = target && placeForBody(target, response, source)
  const statement = failing.statement(`from(${argumentFor(response, place?.body)})`)
  if (typeof statement !== 'string') return statement
  const branch = branchFor(at, statement)
  const edits = place ? insertGuarded(place.before, branch, at) : insertIntoArrow(parentOf(guard.node, source)!, branch, source)
  if ('reason' in edits) return edits
  return failing.makeAsync ? [insertAsync(failing.makeAsync), ...edits] : edits
}

function insertGuarded(before: Node, branch: Branch, { guard, response, source }: GuardPlanning): readonly Edit[] {
  const isCase = before === guard.node && isStatusSwitch(guard, response)
  return [isCase ? insertCase(guard.node, branch, source) : insertBefore(before, branch, source)]
}

/** The branch that makes the typed value known and lets the old path go on. */
function planNotification(at: GuardPlanning): Plan {
  const { source, guard, response, imports } = at
  const statement = guard.kind === 'arrow' ? undefined : listedStatement(guard.node, source)
  if (guard.kind !== 'arrow' && (statement === undefined || holdsResponse(statement, response))) return refuse('unsupported-check')
  const place = statement && placeForBody(statement, response, source)
  const notify = imports.name('notifyPaymentRequired')
  if (typeof notify !== 'string') return notify
  // Further out, what stands between may be what asks whether there is a response at all.
  const maybeAbsent = response.maybeAbsent || (statement !== undefined && statement !== guard.node && !isAwaited(response))
  const branch = branchFor({ ...at, response: { ...response, maybeAbsent } }, `${notify}(${argumentFor(response, place?.body)})`)
  if (place) return [insertBefore(place.before, branch, source)]
  return insertIntoArrow(parentOf(guard.node, source)!, branch, source)
}

/** Is the response the constant that it was awaited into? Then it is there. */
function isAwaited({ root }: ResponseReference): boolean {
  if (root?.kind !== 'const' || root.definition.type !== 'VariableDeclarator') return false
  const init = root.definition['init'] as Node | null
  return init !== null && unwrap(init).type === 'AwaitExpression'
}

/** Does the statement itself bring the response into being? Then nothing can be put in front of it. */
function holdsResponse(statement: Node, { root }: ResponseReference): boolean {
  const inside = (node: Node): boolean => startOf(statement) <= startOf(node) && endOf(node) <= endOf(statement)
  return root !== undefined && root.kind !== 'param' && [root.definition, ...root.writes].some(inside)
}

function branchFor({ finding: { status }, response: { text, maybeAbsent } }: GuardPlanning, statement: string): Branch {
  return { status, test: `${text}${maybeAbsent ? '?.' : '.'}status === ${status}`, statement }
}

/** What the error is made of: the response, and the body where it was read before. */
function argumentFor({ text }: ResponseReference, body: string | undefined): string {
  if (body === undefined) return text
  return `${text}, { ${body === 'body' ? body : `body: ${body}`} }`
}

function refuseByExits(exits: Exits, truth: boolean | undefined, guard: Guard): Refusal | undefined {
  if ([...exits].every((exit) => exit === 'throw' || exit === 'reject')) return undefined
  if (exits.has('continue')) return refuse('guard-goes-round')
  if (truth === undefined && guard.node.type !== 'SwitchStatement') return refuse('check-tests-more')
  return refuse(exits.has('return') ? 'guard-returns-a-value' : 'guard-sets-state')
}

function isStatusSwitch({ node }: Guard, { key }: ResponseReference): boolean {
  return node.type === 'SwitchStatement' && isStatusOf(unwrap(node['discriminant'] as Node), key)
}
