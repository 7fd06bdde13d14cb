import { analyse, type CheckFinding, type FileFindings, type RetryFinding } from '../../analysis/index.ts'
import type { Node, Program } from '../../analysis/syntax/estree.ts'
import type { Edit } from '../edits/apply.ts'
import { existingName } from '../edits/existing.ts'
import { Imports, type ImportOptions } from '../edits/imports.ts'
import { ERROR_NAME } from '../edits/module-exports.ts'
import { isPlanned, planSite } from '../edits/plan.ts'
import { nodeAt, readSource, walk, walkOwn, type Source } from '../edits/source.ts'
import { AnswerTests } from '../edits/tests.ts'
import { majorVersionIn } from '../package-version.ts'
import type { Candidate, Situation } from './candidate.ts'
import { conditionCandidates, regionsOf } from './conditions.ts'
import { Judge, type AskedHow } from './judge.ts'
import { exclusionOf } from './libraries.ts'
import { deniedCandidates, namedCandidates } from './named.ts'
import { refuseExclusion, type ExclusionRefusal, type ExclusionRefusalReason } from './refusals.ts'
import { resendStops, responseStops, stopCandidates, typedThrows } from './stops.ts'

/** What is known of the file besides its text. */
export interface ExclusionOptions extends ImportOptions {
  /** The path of the file: its ending tells the language. */
  readonly path: string
  readonly majorOf: (name: string) => number | undefined
  /** How the findings were asked for: what an edit does is asked likewise. */
  readonly asked?: AskedHow
}

/** The edits that leave the status out of one retry. */
export interface PlannedExclusion {
  readonly edits: readonly Edit[]
  /** They import from the module that the options name, which has to be there. */
  readonly usesModule: boolean
}

/** More ways than these are not tried for one retry. */
const MOST_TRIED = 120

/** Is a retry one to plan for? */
export function needsExclusion({ unpaid, verdict, client }: RetryFinding): boolean {
  return !unpaid && client !== 'operation' && (verdict === 'explicit' || verdict === 'blanket')
}

/** True where `planExclusion` gave edits. */
export function isExcluded(plan: PlannedExclusion | ExclusionRefusal): plan is PlannedExclusion {
  return 'edits' in plan
}

/**
 * Finds the edit after which a retry no longer sends the request again for its status. Of the ways that the code and its
 * libraries offer, the first is taken that the analysis finds to do that and nothing else.
 *
 * @param program any ESTree of the text with ranges; it is read only
 * @param findings of the same text and for the same status
 */
export function planExclusion(
  program: Program,
  text: string,
  finding: RetryFinding,
  findings: FileFindings,
  options: ExclusionOptions,
): PlannedExclusion | ExclusionRefusal {
  const source = readSource(program, text)
  const construct = nodeAt(source, finding.range)
  if (!construct) return refuseExclusion('no-way-out')
  const isTypeScript = /\.(?:[cm]?ts|tsx)$/.test(options.path)
  const majorOf = (name: string): number | undefined => majorVersionIn(text, name) ?? options.majorOf(name)
  const situation: Situation = { source, finding, construct, isTypeScript, majorOf, imports: options, testsAt: testsOf(source, finding, options.asked?.clients) }
  const judge = new Judge(text, options.path, findings, finding, options.asked)
  const found = firstAccepted(waysFor(situation), judge)
  if (found) return planned(found)
  // Code that is there for the status has its reasons.
  if (finding.verdict === 'explicit' && !finding.library) return refuseExclusion('on-purpose')
  const check = findings.checks.find(({ range }) => range[0] === finding.site[0] && range[1] === finding.site[1])
  if (finding.library && !exclusionWords(finding)) return refuseExclusion('no-option')
  const early = finding.library || throwsWhatItCatches(construct, source) ? undefined : firstAccepted(responseStops(situation), judge)
  if (early) return planned(early)
  for (const typed of typedSituations(situation, check)) {
    const byClass = firstAccepted(combined(waysFor(typed.situation), typed.edits, typed.usesModule), judge)
    if (byClass) return planned(byClass)
  }
  const stopped = finding.library ? undefined : firstAccepted(lastWays(situation), judge)
  if (stopped) return planned(stopped)
  return refuseExclusion(reasonFor(situation))
}

/** The tests on the answer of a retry's request, by what that is; each status is asked for once. */
function testsOf({ program, text }: Source, { site }: RetryFinding, clients: AskedHow['clients']): Situation['testsAt'] {
  const known = new Map<number, AnswerTests>()
  return (status) => {
    const before = known.get(status)
    if (before) return before
    const { checks } = analyse(program, text, { status, operations: false, retries: 'none', clients })
    const tests = new AnswerTests(checks.find(({ range }) => range[0] === site[0] && range[1] === site[1]) ?? {})
    known.set(status, tests)
    return tests
  }
}

function planned({ edits, usesModule = false }: Candidate): PlannedExclusion {
  return { edits, usesModule }
}

function firstAccepted(candidates: Iterable<Candidate>, judge: Judge): Candidate | undefined {
  let tried = 0
  for (const candidate of candidates) {
    if (judge.accepts(candidate)) return candidate
    if (++tried >= MOST_TRIED) return undefined
  }
  return undefined
}

function* waysFor(situation: Situation): Generator<Candidate> {
  const { finding } = situation
  const isByClass = situation.errorClass !== undefined
  if ((finding.verdict === 'explicit' || finding.library) && !isByClass) yield* namedCandidates(situation)
  const exclusion = exclusionOf(finding.library?.name ?? finding.client)
  for (const way of exclusion?.ways ?? []) yield* way(situation)
  if (!isByClass) yield* deniedCandidates(situation)
  yield* conditionCandidates(situation, (loses) => !(loses && isByClass))
  // What a library calls back may not be waited for by anyone: there nothing may be thrown.
  if (!finding.library) {
    yield* resendStops(situation)
    yield* stopCandidates(situation)
  }
  if (isByClass) yield* conditionCandidates(situation, (loses) => loses)
  if (finding.verdict === 'blanket' && !isByClass) yield* namedCandidates(situation)
}

/** Does a `try` of the tries throw what its own `catch` gets? Then it is there that they go on. */
function throwsWhatItCatches(construct: Node, source: Source): boolean {
  let found = false
  for (const region of regionsOf(construct, source)) {
    walk(region, (node) => {
      if (node.type !== 'TryStatement' || !node['handler']) return
      walkOwn(node['block'] as Node, (inner) => {
        found ||= inner.type === 'ThrowStatement'
      })
    })
  }
  return found
}

/** Ways that say less than the ones before. */
function* lastWays(situation: Situation): Generator<Candidate> {
  yield* responseStops(situation)
  yield* typedThrows(situation)
}

interface TypedSituation {
  readonly situation: Situation
  readonly edits: readonly Edit[]
  readonly usesModule: boolean
}

/** Where the error says nothing of the status: a typed branch in front of the check gives it a class. */
function* typedSituations(situation: Situation, check: CheckFinding | undefined): Generator<TypedSituation> {
  const { source, imports } = situation
  if (situation.finding.status !== 402) return
  for (const errorClass of thrownClasses(situation)) yield { situation: { ...situation, errorClass }, edits: [], usesModule: false }
  if (!check) return
  const plan = planSite(source.program, source.text, check, imports)
  const names = new Imports(source, imports)
  const name = names.name(ERROR_NAME)
  if (typeof name !== 'string') return
  const typed = { ...situation, errorClass: name }
  if (isPlanned(plan) && plan.throws) yield { situation: typed, edits: plan.edits, usesModule: names.usesModule }
  // A check whose throw ends in the tries themselves is left alone by the other codemod; here they are mended as well.
  else for (const { edits, usesModule = false } of typedThrows(situation)) yield { situation: typed, edits, usesModule }
}

/** Classes that the file throws for a 402 already. */
function thrownClasses({ source, imports }: Situation): string[] {
  const existing = existingName(source, imports.module, ERROR_NAME)?.name
  const thrown = [...source.text.matchAll(/\bthrow (?:await )?(?:new )?([A-Z]\w*(?:Payment|Billing|Quota|Credit)\w*|Payment\w*|Billing\w*|Quota\w*|Insufficient\w*)\b/g)].map((match) => match[1] as string)
  return [...new Set([...(existing === undefined ? [] : [existing]), ...thrown])]
}

/** Where what is sent again is chosen by class, the typed branch is enough: if that is known, and not only if nothing speaks against it. */
function* combined(candidates: Iterable<Candidate>, edits: readonly Edit[], usesModule: boolean): Generator<Candidate> {
  if (edits.length > 0) yield { edits, usesModule }
  for (const candidate of candidates) yield { edits: [...edits, ...candidate.edits], usesModule: usesModule || candidate.usesModule === true, isByClass: true }
}

function exclusionWords({ library }: RetryFinding): boolean {
  return library !== undefined && (exclusionOf(library.name)?.ways.length ?? 0) > 0
}

function reasonFor({ finding, construct }: Situation): ExclusionRefusalReason {
  if (finding.library) {
    if (finding.verdict === 'explicit') return 'on-purpose'
    const last = ((construct['arguments'] ?? []) as readonly Node[]).at(-1)
    return last && (last.type === 'Identifier' || last.type === 'MemberExpression' || last.type === 'CallExpression') ? 'options-elsewhere' : 'no-way-out'
  }
  return finding.statusPlaces.length === 0 ? 'no-status' : 'no-way-out'
}
