import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Rule } from 'eslint'

import type { CheckFinding } from '../analysis/index.ts'
import type { Program } from '../analysis/syntax/estree.ts'
import type { Edit } from '../codemods/edits/apply.ts'
import { ERROR_NAME } from '../codemods/edits/module-exports.ts'
import { moduleSystemOf, type ModuleSystem } from '../codemods/edits/imports.ts'
import { isPlanned, planSite } from '../codemods/edits/plan.ts'
import { readSource, type Source } from '../codemods/edits/source.ts'
import { locatePaymentModule, readPlace, specifierOf } from '../codemods/payment-module.ts'
import { findingsFor, programOf } from './findings.ts'
import { readSettings } from './settings.ts'

/** Where the typed error is to come from. */
interface ErrorModule {
  readonly specifier: string
  readonly exists: boolean
}

/**
 * The edit that `add-402-handling` makes for a site, as a suggestion; none where the codemod leaves the site alone.
 *
 * @param messageIds of the description, for a branch that throws and for one that makes the value known; they are given
 *   `status`, `error`, `module` and `note`
 */
export function branchSuggestions(
  context: Rule.RuleContext,
  finding: CheckFinding,
  messageIds: { readonly throws: string; readonly tells: string },
): Rule.SuggestionReportDescriptor[] {
  const { sourceCode } = context
  const { program, moduleSystem, module } = editedFile(context)
  const plan = planSite(program, sourceCode.text, finding, {
    module: module.specifier,
    moduleSystem,
    // All: the words of a library end its retries, those too that leave the status out as it stands.
    retries: () => findingsFor(context, finding.status, 'all').retries,
  })
  if (!isPlanned(plan)) return []
  const note = module.exists ? '' : ', which the codemod add-402-handling writes'
  const data = { status: finding.status, error: ERROR_NAME, module: module.specifier, note }
  return [{ messageId: plan.throws ? messageIds.throws : messageIds.tells, data, fix: (fixer) => plan.edits.map((edit) => toFix(fixer, edit)) }]
}

/** Suggestions that can't be made are none: the report stands, and the codemod says of the file what went wrong. */
export function orNone(make: () => Rule.SuggestionReportDescriptor[]): Rule.SuggestionReportDescriptor[] {
  try {
    return make()
  } catch {
    return []
  }
}

export function toFix(fixer: Rule.RuleFixer, { start, end, text }: Edit): Rule.Fix {
  return fixer.replaceTextRange([start, end], text)
}

/** The file of a suggestion, as the codemods see it. */
export interface EditedFile {
  readonly program: Program
  /** How it imports. Undefined: it can't. */
  readonly moduleSystem: ModuleSystem | undefined
  readonly module: ErrorModule
}

/** A file with several reports is looked up on the disk once; each lint run of it has a program of its own. */
const known = new WeakMap<Program, EditedFile>()

/** What an edit of the file of a rule has to know. */
export function editedFile(context: Rule.RuleContext): EditedFile {
  const program = programOf(context.sourceCode)
  let file = known.get(program)
  if (!file) known.set(program, (file = readFile(context, program)))
  return file
}

function readFile(context: Rule.RuleContext, program: Program): EditedFile {
  const source = readSource(program, context.sourceCode.text)
  const moduleSystem = moduleSystemOf(source) ?? systemByConfig(context)
  return { program, moduleSystem, module: errorModule(context, source, moduleSystem) }
}

/** How a file imports that says nothing about it itself. */
function systemByConfig({ languageOptions }: Rule.RuleContext): ModuleSystem | undefined {
  if (languageOptions.sourceType === 'commonjs') return 'require'
  return languageOptions.sourceType === 'script' ? undefined : 'import'
}

/** Where the typed error comes from: the setting, or the module that the codemods would write. */
function errorModule(context: Rule.RuleContext, source: Source, moduleSystem: ModuleSystem | undefined): ErrorModule {
  const { paymentModule } = readSettings(context.settings)
  if (paymentModule !== undefined) return { specifier: paymentModule, exists: true }
  const place = readPlace(resolve(context.cwd, context.filename), context.cwd)
  const module = locatePaymentModule(place, moduleSystem ?? 'import')
  return { specifier: specifierOf(module, place, source), exists: existsSync(module.path) }
}
