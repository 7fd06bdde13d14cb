import { resolve } from 'node:path'

import { analyse, mayHoldRequests, type CheckFinding } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { LineIndex } from '../source/positions.ts'
import type { CodemodResult, EditedSite, NewFile } from './codemod.ts'
import { mayAbort } from './edits/aborts.ts'
import { applyEdits, movedOffset, type Edit } from './edits/apply.ts'
import { moduleSystemOf, type ModuleSystem } from './edits/imports.ts'
import { needsBranch, planSites, type FilePlan } from './edits/plan.ts'
import { readSource, type Source } from './edits/source.ts'
import { relativeSpecifier, specifierEnding } from './edits/specifiers.ts'
import { isEligiblePath, isEligibleText } from './eligible.ts'
import { handOver, type TransformApi, type TransformFlags } from './jscodeshift.ts'
import { readOptions, type AddHandlingOptions } from './options.ts'
import { locatePaymentModule, missingExports, newPaymentModule, readPlace, type FilePlace, type PaymentModule } from './payment-module.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** A request may have several checks on its ways; the analysis names one at a time. So a second run finds nothing. */
const ROUNDS = 10

/**
 * The transform as jscodeshift calls it. It needs none of jscodeshift's own parsing or printing.
 *
 * @returns the new text, or undefined where nothing changes
 * @throws {SourceSyntaxError} where the file can't be parsed
 * @throws {TypeError} where a flag has no usable value
 */
export default function addPaymentHandling(
  file: { readonly path: string; readonly source: string },
  api: TransformApi = {},
  flags: TransformFlags = {},
): string | undefined {
  return handOver(transform(file.source, file.path, readOptions(flags)), file, api, flags)
}

/**
 * Adds a typed branch for 402 to a file. Writes nothing: the result names the files to write.
 *
 * @param path of the file, absolute or from the working folder; a file that is not there is treated by its path
 * @throws {SourceSyntaxError} where the file can't be parsed
 */
export function transform(source: string, path: string, options: AddHandlingOptions = {}): CodemodResult {
  const cwd = process.cwd()
  const file = resolve(cwd, path)
  const mark = source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const text = source.slice(mark.length)
  const nothing: CodemodResult = { output: source, edits: [], leftAlone: [], newFiles: [] }
  if (!isEligiblePath(file, cwd) || !mayHoldRequests(text, false) || !isEligibleText(text)) return nothing

  const planFor = (written: string, told?: ReadonlySet<number>): TextPlan => planText(written, readPlace(file, cwd), options, cwd, told)
  let written = text
  let plan = planFor(written)
  let edited: readonly Located[] = []
  let newFile: NewFile | undefined
  for (let round = 1; round <= ROUNDS && plan.edits.length > 0; round++) {
    let after = applyEdits(written, plan.edits)
    let next = planFor(after)
    const lost = lostSites(plan, next)
    if (lost.size > 0 && (options.nonThrowing ?? 'notify') === 'notify') {
      plan = planFor(written, lost)
      after = applyEdits(written, plan.edits)
      next = planFor(after)
    }
    edited = [...edited, ...locate(plan.edited)].map((site) => moved(site, plan.edits))
    newFile ??= plan.newFile
    written = after
    plan = next
  }
  const lines = new LineIndex(written)
  const at = ({ offset, request }: Located): EditedSite => ({ ...lines.at(offset), request })
  return {
    output: mark + written,
    edits: [...new Map(edited.map((site) => [site.offset, at(site)])).values()].sort(byPlace),
    leftAlone: plan.refused.map(({ finding, refusal }) => ({ ...at(located(finding)), ...refusal })).sort(byPlace),
    newFiles: newFile ? [newFile] : [],
  }
}

/** A request in the text of one round. */
interface Located {
  readonly offset: number
  readonly request: string
}

function located({ range, request }: CheckFinding): Located {
  return { offset: range[0], request }
}

function locate(findings: readonly CheckFinding[]): Located[] {
  return findings.map(located)
}

function moved({ offset, request }: Located, edits: readonly Edit[]): Located {
  return { offset: movedOffset(offset, edits), request }
}

/** The edited sites that the analysis still finds lost behind their branch: what is thrown there is dropped further out. */
function lostSites(plan: TextPlan, after: TextPlan): ReadonlySet<number> {
  const still = new Set(after.refused.filter(({ refusal }) => refusal.reason === 'already-handled').map(({ finding }) => finding.range[0]))
  return new Set(plan.edited.map(({ range }) => range[0]).filter((offset) => still.has(movedOffset(offset, plan.edits))))
}

function byPlace(left: EditedSite, right: EditedSite): number {
  return left.line - right.line || left.column - right.column
}

interface TextPlan extends FilePlan {
  /** The typed module that has to be written. */
  readonly newFile: NewFile | undefined
}

/**
 * What is to be done in a text.
 *
 * @param told offsets of requests whose typed error nobody would get
 */
function planText(text: string, place: FilePlace, options: AddHandlingOptions, cwd: string, told?: ReadonlySet<number>): TextPlan {
  const program = parseSource(text, place.file)
  const { checks, retries } = analyse(program, text, { status: 402, operations: false, retries: mayAbort(text) })
  const findings = checks.filter(needsBranch)
  if (findings.length === 0) return { edits: [], edited: [], usesModule: false, throws: false, refused: [], newFile: undefined }
  const source = readSource(program, text)
  const moduleSystem = moduleSystemOf(source) ?? defaultSystem(place, text)
  const paymentFile = options.paymentFile === undefined ? undefined : resolve(cwd, options.paymentFile)
  const local = locatePaymentModule(place, moduleSystem ?? 'import', paymentFile)
  const module = options.paymentModule ?? specifierOf(local, place, source)
  const lacks = options.paymentModule === undefined ? missingExports(local) : undefined
  const plan = planSites(program, text, findings, {
    ...options,
    module,
    moduleSystem,
    lacks,
    retries,
    told: ({ range }) => told?.has(range[0]) === true,
  })
  const isWritten = plan.usesModule && options.paymentModule === undefined
  return { ...plan, newFile: isWritten ? newPaymentModule(local) : undefined }
}

/** How a file imports that says nothing about it: by Node's rules. A page's own script can't import. */
export function defaultSystem({ file, isModulePackage }: FilePlace, text: string): ModuleSystem | undefined {
  if (/\.(?:[cm]?ts|[jt]sx|mjs)$/.test(file)) return 'import'
  if (file.endsWith('.cjs')) return 'require'
  if (isModulePackage) return 'import'
  return /\b(?:window|document)\./.test(text) ? undefined : 'require'
}

/** How a file names the typed module. */
export function specifierOf({ path }: PaymentModule, place: FilePlace, source: Source): string {
  const ending = specifierEnding(source) ?? place.ending
  return relativeSpecifier(withForwardSlashes(place.file), withForwardSlashes(path), ending)
}
