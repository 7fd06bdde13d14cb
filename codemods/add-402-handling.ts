import { relative, resolve } from 'node:path'

import { analyse, mayHoldRequests } from '../analysis/index.ts'
import { parseSource } from '../source/parse.ts'
import { withForwardSlashes } from '../source/paths.ts'
import { LineIndex } from '../source/positions.ts'
import { applyEdits } from './edits/apply.ts'
import { moduleSystemOf, type ModuleSystem } from './edits/imports.ts'
import { needsBranch, planSites, type FilePlan } from './edits/plan.ts'
import { readSource, type Source } from './edits/source.ts'
import { relativeSpecifier, specifierEnding } from './edits/specifiers.ts'
import { isEligiblePath, isEligibleText } from './eligible.ts'
import {
  locatePaymentModule, readPlace, writePaymentModule, type FilePlace, type PaymentModule,
} from './payment-module.ts'

/** As much of jscodeshift's `api` as is used. */
export interface TransformApi {
  report?(message: string): void
  stats?(name: string, quantity?: number): void
}

/** The flags, as jscodeshift passes them on. */
export interface TransformOptions {
  /** Specifier of a module that exports `PaymentRequiredError`; nothing is written then. */
  readonly 'payment-module'?: unknown
  /** Path of the typed module, from the working folder. */
  readonly 'payment-file'?: unknown
  readonly dry?: unknown
  readonly [flag: string]: unknown
}

const BYTE_ORDER_MARK = '\uFEFF'

/** A request may have several checks on its ways; the analysis names one at a time. So a second run finds nothing. */
const ROUNDS = 10

/**
 * Adds a typed branch for 402 in front of the checks that throw or reject. A jscodeshift transform that needs none of
 * jscodeshift's own parsing or printing.
 *
 * @returns the new text, or undefined where nothing changes
 * @throws {SourceSyntaxError} where the file can't be parsed
 * @throws {TypeError} where a flag has no usable value
 */
export default function addPaymentHandling(
  file: { readonly path: string; readonly source: string },
  api: TransformApi = {},
  options: TransformOptions = {},
): string | undefined {
  const cwd = process.cwd()
  const path = resolve(cwd, file.path)
  const mark = file.source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const text = file.source.slice(mark.length)
  const flags = readFlags(options, cwd)
  if (!isEligiblePath(path, cwd) || !mayHoldRequests(text) || !isEligibleText(text)) return undefined

  const place = readPlace(path, cwd)
  let written = text
  for (let round = 1; ; round++) {
    const planned = planText(written, place, flags)
    if (planned === undefined) break
    if (planned.edits.length === 0 || round === ROUNDS) {
      reportLeft(planned, file.path, written, api)
      break
    }
    api.stats?.('sites with a new branch', planned.edited.length)
    written = applyEdits(written, planned.edits)
    if (planned.written && options.dry !== true && writePaymentModule(planned.written)) {
      api.report?.(`${withForwardSlashes(relative(cwd, planned.written.path))} written: the typed error, yours to keep`)
    }
  }
  return written === text ? undefined : mark + written
}

interface TextPlan extends FilePlan {
  /** The typed module that has to be there. */
  readonly written: PaymentModule | undefined
}

/** What is to be done in a text, or undefined where it has no site that needs anything. */
function planText(text: string, place: FilePlace, flags: Flags): TextPlan | undefined {
  const program = parseSource(text, place.file)
  const findings = analyse(program, text, { status: 402 }).checks.filter(needsBranch)
  if (findings.length === 0) return undefined
  const source = readSource(program, text)
  const moduleSystem = moduleSystemOf(source) ?? defaultSystem(place, text)
  const local = locatePaymentModule(place, moduleSystem ?? 'import', flags.file)
  const module = flags.module ?? specifierOf(local, place, source)
  const plan = planSites(program, text, findings, { module, moduleSystem })
  return { ...plan, written: plan.usesModule && flags.module === undefined ? local : undefined }
}

interface Flags {
  readonly module: string | undefined
  readonly file: string | undefined
}

function readFlags(options: TransformOptions, cwd: string): Flags {
  const module = readText(options, 'payment-module')
  const file = readText(options, 'payment-file')
  return { module, file: file === undefined ? undefined : resolve(cwd, file) }
}

function readText(options: TransformOptions, flag: string): string | undefined {
  const camel = flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const value = options[flag] ?? options[camel]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw new TypeError(`--${flag} needs a value`)
  return value
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

/** Lines are those of the text that is written. */
function reportLeft(plan: FilePlan, path: string, text: string, api: TransformApi): void {
  const lines = new LineIndex(text)
  for (const { finding, refusal } of plan.refused) {
    api.stats?.(`left alone: ${refusal.reason}`)
    api.report?.(`${path}:${lines.at(finding.range[0]).line} ${refusal.reason}: ${refusal.message}`)
  }
}
