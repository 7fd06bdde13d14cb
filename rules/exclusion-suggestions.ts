import { resolve } from 'node:path'

import type { Rule } from 'eslint'

import type { RetryFinding } from '../analysis/index.ts'
import { ERROR_NAME } from '../codemods/edits/module-exports.ts'
import { isExcluded, planExclusion } from '../codemods/exclusions/plan.ts'
import { majorVersionFor } from '../codemods/package-version.ts'
import { askedIn, findingsFor } from './findings.ts'
import { editedFile, toFix } from './suggestions.ts'

/**
 * The edit that `exclude-402-from-retry` makes for a retry, as a suggestion; none where the codemod leaves it alone.
 *
 * @param messageId of the description; it is given `status` and `note`
 */
export function exclusionSuggestions(
  context: Rule.RuleContext,
  finding: RetryFinding,
  messageId: string,
): Rule.SuggestionReportDescriptor[] {
  const { sourceCode } = context
  const { program, moduleSystem, module } = editedFile(context)
  const file = resolve(context.cwd, context.filename)
  // All retries: an edit must leave those as they are, too, that leave the status out, and this one for all other answers.
  const findings = findingsFor(context, finding.status, 'all')
  const whole = findings.retries.find(({ range }) => range[0] === finding.range[0] && range[1] === finding.range[1])
  if (!whole) return []
  const plan = planExclusion(program, sourceCode.text, { ...finding, after: whole.after }, findings, {
    path: file,
    module: module.specifier,
    moduleSystem,
    majorOf: (name) => majorVersionFor(file, name),
    asked: askedIn(context),
  })
  if (!isExcluded(plan)) return []
  const origin = module.exists ? '' : ', which the codemod exclude-402-from-retry writes'
  const note = plan.usesModule ? `, with a typed \`${ERROR_NAME}\` from '${module.specifier}'${origin}` : ''
  return [{ messageId, data: { status: finding.status, note }, fix: (fixer) => plan.edits.map((edit) => toFix(fixer, edit)) }]
}
