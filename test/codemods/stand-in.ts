import { analyse } from '../../analysis/index.ts'
import { applyEdits } from '../../codemods/edits/apply.ts'
import { needsBranch, planSites, type FilePlan, type PlanOptions } from '../../codemods/edits/plan.ts'
import { parseSource } from '../../source/parse.ts'

const DEFAULTS: PlanOptions = { module: './payment-required', moduleSystem: 'import', nonThrowing: 'report' }

/** Plans the sites of a text as the analysis finds them; guards that don't throw are only reported, unless told otherwise. */
export function plan(text: string, options: Partial<PlanOptions> = {}, path = 'file.ts'): FilePlan {
  const program = parseSource(text, path)
  const { checks, retries } = analyse(program, text, { status: 402 })
  return planSites(program, text, checks.filter(needsBranch), { ...DEFAULTS, retries: () => retries, ...options })
}

/** The text after the plan, or the reason why the (first) site is left alone. */
export function edit(text: string, options: Partial<PlanOptions> = {}, path = 'file.ts'): string {
  const { edits, refused } = plan(text, options, path)
  return refused[0]?.refusal.reason ?? applyEdits(text, edits)
}
