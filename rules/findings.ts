import type { Rule, SourceCode } from 'eslint'

import { analyse, type AnalysisOptions, type CheckFinding, type CheckVerdict, type FileFindings, type RetryFinding } from '../analysis/index.ts'
import type { Program } from '../analysis/syntax/estree.ts'
import { minifiedLine } from '../source/minified.ts'
import { CERTAINTIES, type Certainty } from './certainty.ts'
import { isPaidFor } from './paid-endpoints.ts'
import { readSettings } from './settings.ts'

/** By program: under oxlint one `SourceCode` object serves all files, and its `ast` is made when it is first asked for. */
const known = new WeakMap<object, Map<string, FileFindings>>()

/** How rules ask. An editor waits for a rule and nobody for the audit, which has more steps for each run. */
export function askedIn({ settings }: Rule.RuleContext): Pick<AnalysisOptions, 'operations' | 'budget' | 'clients'> {
  return { operations: false, budget: 3_000, clients: readSettings(settings).clients }
}

/** The program as the analysis reads it. */
export function programOf(sourceCode: SourceCode): Program {
  // The analysis trusts nothing but `type` and `range`, which ESLint asks of every parser.
  return sourceCode.ast as unknown as Program
}

/** Is it a program at all? ESLint lints JSON, CSS and Markdown as well, and its rules have to expect their trees. */
export function isProgram(sourceCode: SourceCode): boolean {
  return (sourceCode.ast as { readonly type: string }).type === 'Program'
}

/** What a rule may report. */
export interface Wanted {
  readonly checks?: readonly CheckVerdict[]
  /** Constructs that send again after the status: how sure that has to be. */
  readonly retries?: Certainty
  /** Of requests too that only the use of their answer shows. */
  readonly supposed?: boolean
}

const wantedOf = new WeakMap<SourceCode, Wanted>()

/** Says what a rule will ask for, when the rule is made: so one analysis answers all rules, and goes no further than they ask. */
export function want(sourceCode: SourceCode, { checks = [], retries, supposed = false }: Wanted): void {
  const before = wantedOf.get(sourceCode) ?? {}
  const certainties = [before.retries, retries]
  const widest = CERTAINTIES.findLast((certainty) => certainties.includes(certainty))
  wantedOf.set(sourceCode, { checks: [...new Set([...(before.checks ?? []), ...checks])], ...(widest && { retries: widest }), supposed: before.supposed === true || supposed })
}

/** What is asked of a file: what rules may report, or all, which edits are judged by. */
type Extent = 'reported' | 'all'

const RETRIES = { proven: 'surely after status', likely: 'after status' } as const

function questionFor(sourceCode: SourceCode, extent: Extent): AnalysisOptions {
  if (extent === 'all') return {}
  const { checks = [], retries, supposed = false } = wantedOf.get(sourceCode) ?? {}
  return { checks, retries: retries ? RETRIES[retries] : 'none', supposed, unpaid: false }
}

/**
 * The answers for one file and status: analysed once, however many rules ask. What repeats something that is not known to
 * be HTTP is none of our business.
 */
export function findingsFor(context: Rule.RuleContext, status: number, extent: Extent = 'reported'): FileFindings {
  const program = programOf(context.sourceCode)
  let byQuestion = known.get(program)
  if (byQuestion === undefined) known.set(program, (byQuestion = new Map<string, FileFindings>()))
  const question = `${extent} ${status}`
  let findings = byQuestion.get(question)
  if (findings === undefined) byQuestion.set(question, (findings = asked(context, status, extent)))
  return findings
}

const NONE: FileFindings = { checks: [], retries: [] }

/** Of what a machine wrote nothing is said, as in the audit: nobody mends it there. */
function asked(context: Rule.RuleContext, status: number, extent: Extent): FileFindings {
  const { sourceCode } = context
  const { text } = sourceCode
  return minifiedLine(text) === undefined ? analyse(programOf(sourceCode), text, { ...askedIn(context), status, ...questionFor(sourceCode, extent) }) : NONE
}

/** The request sites that rules may speak of: for each status, those that the settings leave in. */
export function checksOf(context: Rule.RuleContext, statuses: readonly number[]): CheckFinding[] {
  return statuses
    .flatMap((status) => findingsFor(context, status).checks)
    .filter(({ madeElsewhere }) => !madeElsewhere)
    .filter(isIncluded(context))
}

/** The constructs that may send again and that rules may speak of. A loop around something not known to be HTTP is none. */
export function retriesOf(context: Rule.RuleContext, statuses: readonly number[]): RetryFinding[] {
  return statuses
    .flatMap((status) => findingsFor(context, status).retries)
    .filter(({ client, library }) => client !== 'operation' || library !== undefined)
    .filter(isIncluded(context))
}

function isIncluded({ settings, sourceCode }: Rule.RuleContext): (finding: CheckFinding | RetryFinding) => boolean {
  const { paidEndpoints } = readSettings(settings)
  return (finding) => !finding.unpaid && (paidEndpoints === undefined || isPaidFor(finding, paidEndpoints, programOf(sourceCode)))
}
