import { analyse, mayHoldRequests, type RetryFinding } from '../analysis/index.ts'
import type { Program } from '../analysis/syntax/estree.ts'
import { parseSource } from '../source/parse.ts'
import type { CodemodResult, NewFile } from './codemod.ts'
import { applyEdits } from './edits/apply.ts'
import { readSource } from './edits/source.ts'
import { isExcluded, needsExclusion, planExclusion, type ExclusionOptions, type PlannedExclusion } from './exclusions/plan.ts'
import type { ExclusionRefusal } from './exclusions/refusals.ts'
import { moved, transformFile, typedModuleFor, type Located, type Written } from './frame.ts'
import { forJscodeshift } from './jscodeshift.ts'
import { readCommonOptions, type CommonOptions } from './options.ts'
import { majorVersionFor } from './package-version.ts'
import { newPaymentModule, type PaymentModule } from './payment-module.ts'

/** Retries of one file that are edited, one after the other. */
const ROUNDS = 100

export default forJscodeshift(transform, readCommonOptions)

/** What a file needs to know of its surroundings. */
interface Surroundings {
  readonly file: string
  readonly cwd: string
  readonly options: CommonOptions
}

/**
 * Leaves 402 out of what a file sends again. Writes nothing: the result names the files to write.
 *
 * @param path of the file, absolute or from the working folder; a file that is not there is treated by its path
 * @throws {SourceSyntaxError} where the file can't be parsed
 */
export function transform(source: string, path: string, options: CommonOptions = {}): CodemodResult {
  return transformFile(source, path, { tests: options.tests, mayHold: (text) => mayHoldRequests(text, false, options.clients) }, (text, file, cwd) => exclude(text, { file, cwd, options }))
}

function exclude(text: string, around: Surroundings): Written {
  let written = text
  let edited: readonly Located[] = []
  let newFile: NewFile | undefined
  for (let round = 1; ; round++) {
    const { next, left } = planNext(written, around)
    if (!next || round > ROUNDS) return { text: written, edited, left: left.map(({ finding, refusal }) => ({ ...located(finding), ...refusal })), newFile }
    const { plan, finding, local } = next
    if (plan.usesModule && around.options.paymentModule === undefined) newFile ??= newPaymentModule(local)
    edited = [...edited, located(finding)].map((site) => moved(site, plan.edits))
    written = applyEdits(written, plan.edits)
  }
}

function located({ range, request }: RetryFinding): Located {
  return { offset: range[0], request }
}

interface Next {
  readonly plan: PlannedExclusion
  readonly finding: RetryFinding
  readonly local: PaymentModule
}

interface Left {
  readonly finding: RetryFinding
  readonly refusal: ExclusionRefusal
}

/** The first retry of a text that can be edited, with all that can't be: an edit may mend several. */
function planNext(text: string, around: Surroundings): { readonly next?: Next; readonly left: readonly Left[] } {
  const program = parseSource(text, around.file)
  const findings = analyse(program, text, { status: 402, clients: around.options.clients })
  const reported = findings.retries.filter(needsExclusion)
  if (reported.length === 0) return { left: [] }
  const left: Left[] = []
  const { local, ...exclusions } = exclusionOptions(program, text, around)
  for (const finding of reported) {
    const plan = planExclusion(program, text, finding, findings, exclusions)
    if (isExcluded(plan)) return { next: { plan, finding, local }, left }
    left.push({ finding, refusal: plan })
  }
  return { left }
}

function exclusionOptions(program: Program, text: string, { file, options, cwd }: Surroundings): ExclusionOptions & { readonly local: PaymentModule } {
  return { path: file, ...typedModuleFor(file, readSource(program, text), options, cwd), majorOf: (name) => majorVersionFor(file, name), asked: { clients: options.clients } }
}
