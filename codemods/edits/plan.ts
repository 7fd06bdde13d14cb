import type { CheckFinding } from '../../analysis/findings.ts'
import type { Node, Program } from '../../analysis/syntax/estree.ts'
import { isFunction, unwrap } from '../../analysis/syntax/nodes.ts'
import { chooseAction } from './action.ts'
import type { Edit } from './apply.ts'
import { placeForBody } from './body.ts'
import { writeBranch, type Branch } from './branch.ts'
import { isCaughtAndIgnored } from './catches.ts'
import { StatusTest } from './evaluate.ts'
import { ExitFinder, type Exits } from './exits.ts'
import { findGuard, laterGuards, type Guard } from './guard.ts'
import { isNamedBefore, isStatusOf } from './handled.ts'
import { planImport, type ImportOptions, type ImportPlan } from './imports.ts'
import { insertBefore, insertCase, insertExpression } from './insertion.ts'
import { placeOnFailure } from './failure.ts'
import { refuse, refuseUnknown, type Refusal } from './refusals.ts'
import { calledMethod } from './references.ts'
import { findResponse, type ResponseReference } from './response.ts'
import { parentOf, readSource, type Source } from './source.ts'

/** How a file reaches the typed error. */
export type PlanOptions = ImportOptions

/** What is to be done for one site. */
export type SitePlan = { readonly edits: readonly Edit[] } | { readonly refusal: Refusal }

/** What is to be done for the sites of one file. */
export interface FilePlan {
  /** For `applyEdits`: a branch that several sites share, and the import, are there once. */
  readonly edits: readonly Edit[]
  readonly edited: readonly CheckFinding[]
  /** Do the branches use the module that the options name? Not where the file has the class from elsewhere. */
  readonly usesModule: boolean
  readonly refused: readonly { readonly finding: CheckFinding; readonly refusal: Refusal }[]
}

/** Verdicts of sites that need nothing: they tell a 402 apart, or let it out as data. */
const FINE = new Set(['handled', 'structured'])

/** Is a site one to plan for, if only to say why it is left alone? */
export function needsBranch({ unpaid, verdict }: CheckFinding): boolean {
  return !unpaid && !FINE.has(verdict)
}

/** True where `planSite` gave edits. */
export function isPlanned(plan: SitePlan): plan is { readonly edits: readonly Edit[] } {
  return 'edits' in plan
}

/**
 * Plans the typed branch for one site: insertions only, no character of the text is replaced.
 *
 * @param program any ESTree of the text with ranges; it is read only
 * @returns the edits, the import among them, or why the site is left alone
 */
export function planSite(program: Program, text: string, finding: CheckFinding, options: PlanOptions): SitePlan {
  const { edits, refused } = planSites(program, text, [finding], options)
  const [left] = refused
  return left ? { refusal: left.refusal } : { edits }
}

/** Plans all sites of a file together. See `planSite`. */
export function planSites(
  program: Program,
  text: string,
  findings: readonly CheckFinding[],
  options: PlanOptions,
): FilePlan {
  const source = readSource(program, text)
  const brought = planImport(source, options)
  const branches = new Map<string, Edit>()
  const edited: CheckFinding[] = []
  const refused: { finding: CheckFinding; refusal: Refusal }[] = []
  for (const finding of findings) {
    const branch = planBranch(source, finding, brought)
    if ('reason' in branch) {
      refused.push({ finding, refusal: branch })
    } else {
      branches.set(`${branch.start} ${branch.text}`, branch)
      edited.push(finding)
    }
  }
  if (branches.size === 0 || 'reason' in brought) return { edits: [], edited, usesModule: false, refused }
  return { edits: [...brought.edits, ...branches.values()], edited, usesModule: brought.usesModule, refused }
}

function planBranch(source: Source, finding: CheckFinding, brought: ImportPlan | Refusal): Edit | Refusal {
  const beyond = refuseByVerdict(finding)
  if (beyond) return beyond
  if (finding.decision === undefined) return refuse('no-check')
  const guard = findGuard(finding.decision, source)
  if ('reason' in guard) {
    const later = guard.reason === 'unsupported-check' ? laterGuards(finding.decision, finding.range, source) : []
    return firstPlanned(later.map((one) => planAt(one, source, finding, brought))) ?? guard
  }
  return planAt(guard, source, finding, brought)
}

function firstPlanned(plans: readonly (Edit | Refusal)[]): Edit | undefined {
  return plans.find((plan): plan is Edit => !('reason' in plan))
}

function planAt(guard: Guard, source: Source, finding: CheckFinding, brought: ImportPlan | Refusal): Edit | Refusal {
  const response = findResponse(guard.test, finding.range, source)
  if ('reason' in response) return response
  if (isCaughtError(response, source)) return refuse('catch-site')
  if (isNamedBefore(guard.node, finding.status, response.key, source)) return refuse('already-handled')
  const test = new StatusTest(source, finding.status, response.key)
  const exits = failureExits(guard, test, source)
  const going = refuseByExits(exits, test.truth(guard.test), guard)
  if (going) return going
  if (isCaughtAndIgnored(guard.node, !exits.has('throw'), source)) return refuse('caught-here')
  if ('reason' in brought) return brought
  return insertBranch(source, finding.status, guard, response, { test, exits }, brought.name)
}

function refuseByVerdict({ verdict, reason, status }: CheckFinding): Refusal | undefined {
  if (status !== 402) return refuse('other-status')
  if (verdict === 'handled') return refuse('already-handled')
  if (verdict === 'unchecked') return refuse('unchecked')
  if (verdict === 'delegated') return refuse('response-handed-on')
  return verdict === 'unknown' ? refuseUnknown(reason) : undefined
}

/** Is it the error of a client that is looked at, in a `catch` clause or a `.catch` callback? */
function isCaughtError({ root }: ResponseReference, source: Source): boolean {
  if (root?.kind === 'catch') return true
  if (root?.kind !== 'param') return false
  const call = parentOf(root.definition, source)
  if (call?.type !== 'CallExpression' || !isFunction(root.definition)) return false
  const index = (call['arguments'] as readonly Node[]).indexOf(root.definition)
  return calledMethod(call) === 'catch' ? index === 0 : calledMethod(call) === 'then' && index === 1
}

function failureExits(guard: Guard, test: StatusTest, source: Source): Exits {
  const finder = new ExitFinder(source, test)
  return guard.kind === 'arrow' ? finder.value(guard.node) : finder.from(guard.node)
}

function refuseByExits(exits: Exits, truth: boolean | undefined, guard: Guard): Refusal | undefined {
  if ([...exits].every((exit) => exit === 'throw' || exit === 'reject')) return undefined
  if (truth === undefined && guard.node.type !== 'SwitchStatement') return refuse('check-tests-more')
  if (exits.has('continue')) return refuse('guard-goes-round')
  return refuse(exits.has('return') ? 'guard-returns-a-value' : 'guard-sets-state')
}

function insertBranch(
  source: Source,
  status: number,
  guard: Guard,
  response: ResponseReference,
  { test, exits }: { readonly test: StatusTest; readonly exits: Exits },
  name: string,
): Edit | Refusal {
  const action = chooseAction(guard.node, exits, source)
  if (action === undefined) return refuse('not-async')
  if (guard.kind === 'arrow') {
    return insertExpression(guard.node, writeBranch(status, name, action, response, undefined), source)
  }
  const target = placeOnFailure(guard, test, source)
  if (target === undefined) return refuse('guard-does-more')
  const place = placeForBody(target, response, source)
  const branch: Branch = writeBranch(status, name, action, response, place.body)
  const isCase = place.before === guard.node && isStatusSwitch(guard, response)
  return isCase ? insertCase(guard.node, branch, source) : insertBefore(place.before, branch, source)
}

function isStatusSwitch({ node }: Guard, { key }: ResponseReference): boolean {
  return node.type === 'SwitchStatement' && isStatusOf(unwrap(node['discriminant'] as Node), key)
}
