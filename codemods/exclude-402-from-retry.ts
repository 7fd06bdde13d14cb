import { resolve } from 'node:path'

import { analyse, mayHoldRequests, type RetryFinding } from '../analysis/index.ts'
import type { Program } from '../analysis/syntax/estree.ts'
import { parseSource } from '../source/parse.ts'
import { LineIndex } from '../source/positions.ts'
import { defaultSystem, specifierOf } from './add-402-handling.ts'
import type { CodemodResult, EditedSite, NewFile } from './codemod.ts'
import { applyEdits, movedOffset } from './edits/apply.ts'
import { moduleSystemOf } from './edits/imports.ts'
import { readSource } from './edits/source.ts'
import { isEligiblePath, isEligibleText } from './eligible.ts'
import { isExcluded, needsExclusion, planExclusion, type ExclusionOptions, type PlannedExclusion } from './exclusions/plan.ts'
import type { ExclusionRefusal } from './exclusions/refusals.ts'
import { handOver, type TransformApi, type TransformFlags } from './jscodeshift.ts'
import { readOptions as readAllOptions, type AddHandlingOptions } from './options.ts'
import { majorVersionFor } from './package-version.ts'
import { locatePaymentModule, newPaymentModule, readPlace, type FilePlace, type PaymentModule } from './payment-module.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** Retries of one file that are edited, one after the other. */
const ROUNDS = 100

/** What `exclude-402-from-retry` can be told: where the typed error comes from, where a retry has no status to look at. */
export type ExcludeOptions = Pick<AddHandlingOptions, 'paymentModule' | 'paymentFile'>

/**
 * Reads the flags of a command line, in kebab or in camel case.
 *
 * @throws {TypeError} where one has no usable value
 */
export function readOptions(flags: Readonly<Record<string, unknown>>): ExcludeOptions {
  const { paymentModule, paymentFile } = readAllOptions(flags)
  return { paymentModule, paymentFile }
}

/**
 * The transform as jscodeshift calls it. It needs none of jscodeshift's own parsing or printing.
 *
 * @returns the new text, or undefined where nothing changes
 * @throws {SourceSyntaxError} where the file can't be parsed
 * @throws {TypeError} where a flag has no usable value
 */
export default function exclude402FromRetry(
  file: { readonly path: string; readonly source: string },
  api: TransformApi = {},
  flags: TransformFlags = {},
): string | undefined {
  return handOver(transform(file.source, file.path, readOptions(flags)), file, api, flags)
}

/** What a file needs to know of its surroundings. */
interface Surroundings {
  readonly place: FilePlace
  readonly options: ExcludeOptions
  readonly cwd: string
}

/**
 * Leaves 402 out of what a file sends again. Writes nothing: the result names the files to write.
 *
 * @param path of the file, absolute or from the working folder; a file that is not there is treated by its path
 * @throws {SourceSyntaxError} where the file can't be parsed
 */
export function transform(source: string, path: string, options: ExcludeOptions = {}): CodemodResult {
  const cwd = process.cwd()
  const file = resolve(cwd, path)
  const mark = source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const text = source.slice(mark.length)
  const nothing: CodemodResult = { output: source, edits: [], leftAlone: [], newFiles: [] }
  if (!isEligiblePath(file, cwd) || !mayHoldRequests(text) || !isEligibleText(text)) return nothing

  const around = { place: readPlace(file, cwd), options, cwd }
  let written = text
  let edited: { readonly offset: number; readonly request: string }[] = []
  let newFile: NewFile | undefined
  for (let round = 1; ; round++) {
    const { next, left } = planNext(written, around)
    if (!next || round > ROUNDS) {
      const lines = new LineIndex(written)
      const at = (offset: number, request: string): EditedSite => ({ ...lines.at(offset), request })
      return {
        output: mark + written,
        edits: edited.map(({ offset, request }) => at(offset, request)).sort(byPlace),
        leftAlone: left.map(({ finding, refusal }) => ({ ...at(finding.range[0], finding.request), ...refusal })).sort(byPlace),
        newFiles: newFile ? [newFile] : [],
      }
    }
    const { plan, finding, module } = next
    if (plan.usesModule && options.paymentModule === undefined) newFile ??= newPaymentModule(module)
    edited = [...edited, { offset: finding.range[0], request: finding.request }].map(({ offset, request }) => ({ offset: movedOffset(offset, plan.edits), request }))
    written = applyEdits(written, plan.edits)
  }
}

function byPlace(left: EditedSite, right: EditedSite): number {
  return left.line - right.line || left.column - right.column
}

interface Next {
  readonly plan: PlannedExclusion
  readonly finding: RetryFinding
  readonly module: PaymentModule
}

interface Left {
  readonly finding: RetryFinding
  readonly refusal: ExclusionRefusal
}

/** The first retry of a text that can be edited, with all that can't be: an edit may mend several. */
function planNext(text: string, around: Surroundings): { readonly next?: Next; readonly left: readonly Left[] } {
  const program = parseSource(text, around.place.file)
  const findings = analyse(program, text, { status: 402 })
  const left: Left[] = []
  const exclusions = exclusionOptions(program, text, around)
  for (const finding of findings.retries.filter(needsExclusion)) {
    const plan = planExclusion(program, text, finding, findings, exclusions)
    if (isExcluded(plan)) return { next: { plan, finding, module: exclusions.local }, left }
    left.push({ finding, refusal: plan })
  }
  return { left }
}

function exclusionOptions(program: Program, text: string, { place, options, cwd }: Surroundings): ExclusionOptions & { readonly local: PaymentModule } {
  const source = readSource(program, text)
  const moduleSystem = moduleSystemOf(source) ?? defaultSystem(place, text)
  const paymentFile = options.paymentFile === undefined ? undefined : resolve(cwd, options.paymentFile)
  const local = locatePaymentModule(place, moduleSystem ?? 'import', paymentFile)
  return {
    path: place.file,
    module: options.paymentModule ?? specifierOf(local, place, source),
    moduleSystem,
    majorOf: (name) => majorVersionFor(place.file, name),
    local,
  }
}
