import { resolve } from 'node:path'

import { analyse, mayHoldRequests } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { LineIndex } from '../source/positions.ts'
import type { CodemodResult, EditedSite, NewFile } from './codemod.ts'
import { applyEdits, movedOffset } from './edits/apply.ts'
import { moduleSystemOf, type ModuleSystem } from './edits/imports.ts'
import { needsBranch, planSites, type FilePlan } from './edits/plan.ts'
import { readSource, type Source } from './edits/source.ts'
import { relativeSpecifier, specifierEnding } from './edits/specifiers.ts'
import { isEligiblePath, isEligibleText } from './eligible.ts'
import { handOver, type TransformApi, type TransformFlags } from './jscodeshift.ts'
import { readOptions, type AddHandlingOptions } from './options.ts'
import { locatePaymentModule, newPaymentModule, readPlace, type FilePlace, type PaymentModule } from './payment-module.ts'

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
  if (!isEligiblePath(file, cwd) || !mayHoldRequests(text) || !isEligibleText(text)) return nothing

  const place = readPlace(file, cwd)
  let written = text
  let edited: { readonly offset: number; readonly request: string }[] = []
  let newFile: NewFile | undefined
  for (let round = 1; ; round++) {
    const planned = planText(written, place, options, cwd)
    const edits = round > ROUNDS ? [] : (planned?.edits ?? [])
    if (edits.length === 0) {
      const lines = new LineIndex(written)
      const at = (offset: number, request: string): EditedSite => ({ ...lines.at(offset), request })
      const leftAlone = (planned?.refused ?? []).map(({ finding, refusal }) => ({ ...at(finding.range[0], finding.request), ...refusal }))
      return {
        output: mark + written,
        edits: edited.map(({ offset, request }) => at(offset, request)).sort(byPlace),
        leftAlone: leftAlone.sort(byPlace),
        newFiles: newFile ? [newFile] : [],
      }
    }
    newFile ??= planned?.newFile
    written = applyEdits(written, edits)
    const sites = (planned?.edited ?? []).map(({ range, request }) => ({ offset: range[0], request }))
    edited = [...edited, ...sites].map(({ offset, request }) => ({ offset: movedOffset(offset, edits), request }))
  }
}

function byPlace(left: EditedSite, right: EditedSite): number {
  return left.line - right.line || left.column - right.column
}

interface TextPlan extends FilePlan {
  /** The typed module that has to be written. */
  readonly newFile: NewFile | undefined
}

/** What is to be done in a text, or undefined where it has no site that needs anything. */
function planText(text: string, place: FilePlace, options: AddHandlingOptions, cwd: string): TextPlan | undefined {
  const program = parseSource(text, place.file)
  const findings = analyse(program, text, { status: 402 }).checks.filter(needsBranch)
  if (findings.length === 0) return undefined
  const source = readSource(program, text)
  const moduleSystem = moduleSystemOf(source) ?? defaultSystem(place, text)
  const paymentFile = options.paymentFile === undefined ? undefined : resolve(cwd, options.paymentFile)
  const local = locatePaymentModule(place, moduleSystem ?? 'import', paymentFile)
  const module = options.paymentModule ?? specifierOf(local, place, source)
  const plan = planSites(program, text, findings, { module, moduleSystem })
  const isWritten = plan.usesModule && options.paymentModule === undefined
  return { ...plan, newFile: isWritten ? newPaymentModule(local) : undefined }
}

/** How a file imports that says nothing about it: by Node's rules. A page's own script can't import. */
function defaultSystem({ file, isModulePackage }: FilePlace, text: string): ModuleSystem | undefined {
  if (/\.(?:[cm]?ts|[jt]sx|mjs)$/.test(file)) return 'import'
  if (file.endsWith('.cjs')) return 'require'
  if (isModulePackage) return 'import'
  return /\b(?:window|document)\./.test(text) ? undefined : 'require'
}

function specifierOf({ path }: PaymentModule, place: FilePlace, source: Source): string {
  const ending = specifierEnding(source) ?? place.ending
  return relativeSpecifier(withForwardSlashes(place.file), withForwardSlashes(path), ending)
}
