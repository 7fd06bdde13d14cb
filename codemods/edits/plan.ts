import type { CheckFinding, RetryFinding } from '../../analysis/findings.ts'
import type { Program } from '../../analysis/syntax/estree.ts'
import type { NonThrowing, Unchecked } from '../options.ts'
import type { Edit } from './apply.ts'
import { catcherOf, planCatcher } from './catch-sites.ts'
import type { Planning } from './fail.ts'
import { planGuard } from './guards.ts'
import { Imports, type ImportOptions } from './imports.ts'
import { ERROR_NAME } from './module-exports.ts'
import { refuse, refuseUnknown, type Refusal } from './refusals.ts'
import { readSource } from './source.ts'
import { planUnchecked } from './unchecked.ts'

/** How a file reaches the typed error, and what is asked for. */
export interface PlanOptions extends ImportOptions {
  /** Default `notify`. */
  readonly nonThrowing?: NonThrowing | undefined
  /** Default `report`. */
  readonly unchecked?: Unchecked | undefined
  /** Sites where a throw is known to tell nobody anything: they get a notification. */
  readonly told?: (finding: CheckFinding) => boolean
  /** Sites whose request would be sent again after a branch that throws, and is not now. */
  readonly sentAgain?: (finding: CheckFinding) => boolean
  /** The retries of the file, asked for where a branch may be sent again: under some libraries it has to end them. Default none. */
  readonly retries?: () => readonly RetryFinding[]
}

/** What is to be done for one site. */
export type SitePlan = Pick<FilePlan, 'edits' | 'throws'> | { readonly refusal: Refusal }

/** What is to be done for the sites of one file. */
export interface FilePlan {
  /** For `applyEdits`: a branch that several sites share, and the import, are there once. */
  readonly edits: readonly Edit[]
  readonly edited: readonly CheckFinding[]
  /** Do the branches use the module that the options name? Not where the file has the class from elsewhere. */
  readonly usesModule: boolean
  /** Does an edit throw or reject? Else all it does is to make the typed value known. */
  readonly throws: boolean
  readonly refused: readonly { readonly finding: CheckFinding; readonly refusal: Refusal }[]
}

/** Verdicts of sites that need nothing: they tell a 402 apart, or let it out as data. */
const FINE = new Set(['handled', 'structured'])

/** Is a site one to plan for, if only to say why it is left alone? */
export function needsBranch({ unpaid, verdict, madeElsewhere }: CheckFinding): boolean {
  return !unpaid && !madeElsewhere && !FINE.has(verdict)
}

/** True where `planSite` gave edits. */
export function isPlanned(plan: SitePlan): plan is Pick<FilePlan, 'edits' | 'throws'> {
  return 'edits' in plan
}

/**
 * Plans the typed branch for one site. Text is put in; the only text that is replaced is that of a response which gets a
 * name.
 *
 * @param program any ESTree of the text with ranges; it is read only
 * @returns the edits, the import among them, or why the site is left alone
 */
export function planSite(program: Program, text: string, finding: CheckFinding, options: PlanOptions): SitePlan {
  const { edits, throws, refused } = planSites(program, text, [finding], options)
  const [left] = refused
  return left ? { refusal: left.refusal } : { edits, throws }
}

/** Plans all sites of a file together. See `planSite`. */
export function planSites(
  program: Program,
  text: string,
  findings: readonly CheckFinding[],
  options: PlanOptions,
): FilePlan {
  const source = readSource(program, text)
  const imports = new Imports(source, options)
  const planning: Planning = { source, imports, retries: options.retries ?? (() => []) }
  const branches = new Map<string, Edit>()
  const edited: CheckFinding[] = []
  const refused: { finding: CheckFinding; refusal: Refusal }[] = []
  // A check that several requests share throws for those whose callers get it.
  const isTold = (finding: CheckFinding): boolean => options.told?.(finding) === true
  for (const finding of [...findings.filter((one) => !isTold(one)), ...findings.filter(isTold)]) {
    const plan = planFor(finding, options, planning)
    if ('reason' in plan) {
      refused.push({ finding, refusal: plan })
      continue
    }
    edited.push(finding)
    // Two sites may want the same lines in two ways; the second one's turn comes in the next round.
    if (plan.some((edit) => conflicts(edit, branches))) continue
    for (const edit of plan) branches.set(keyOf(edit), edit)
  }
  if (branches.size === 0) return { edits: [], edited, usesModule: false, throws: false, refused }
  return { edits: [...imports.edits([...branches.values()]), ...branches.values()], edited, usesModule: imports.usesModule, throws: imports.uses(ERROR_NAME), refused }
}

function keyOf({ start, text }: Edit): string {
  return `${start} ${text}`
}

function conflicts(edit: Edit, others: ReadonlyMap<string, Edit>): boolean {
  if (others.has(keyOf(edit))) return false
  return [...others.values()].some(({ start, end, text }) => {
    if (start === edit.start && testOf(text) !== undefined && testOf(text) === testOf(edit.text)) return true
    const isInsertion = start === end || edit.start === edit.end
    return isInsertion ? (start < edit.end && edit.start < end) : start < edit.end && edit.start < end
  })
}

/** What a branch that is put in asks for: two that ask for the same are one too many. */
function testOf(text: string): string | undefined {
  return /^\s*(?:if \((.*?(?:=== \d+|PaymentRequired\w*\(\w+\)))\)|case \d+:)/.exec(text)?.[0].trim()
}

function planFor(finding: CheckFinding, options: PlanOptions, planning: Planning): readonly Edit[] | Refusal {
  const { nonThrowing = 'notify', unchecked = 'report' } = options
  const { verdict, reason, status } = finding
  if (status !== 402) return refuse('other-status')
  if (verdict === 'handled') return refuse('already-handled')
  if (options.sentAgain?.(finding) === true) return refuse('sent-again')
  if (verdict === 'unchecked') return unchecked === 'throw' ? planUnchecked(finding, planning) : refuse('unchecked')
  if (verdict === 'delegated') return refuse('response-handed-on')
  if (verdict === 'unknown') return refuseUnknown(reason)
  const mode = options.told?.(finding) === true ? 'tell' : nonThrowing
  const catcher = catcherOf(finding, planning.source)
  if (catcher) return planCatcher(catcher, finding, mode, planning)
  return finding.decision === undefined ? refuse('no-check') : planGuard(finding, finding.decision, mode, planning)
}
