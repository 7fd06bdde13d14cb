import type { CheckFinding, CheckVerdict, Range } from '../../analysis/findings.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { applyEdits } from '../../codemods/edits/apply.ts'
import { planSites, type FilePlan, type PlanOptions } from '../../codemods/edits/plan.ts'
import { walk } from '../../codemods/edits/source.ts'
import { parseSource } from '../../source/parse.ts'

/** What a test says about a site in place of the analysis: pieces of the text that stand at its ranges. */
export interface SiteMark {
  /** How the request call begins. Default `fetch(`. */
  readonly request?: string
  /** The test of the guard, as written; the first place where it stands at a node's range counts. */
  readonly decision?: string
  readonly verdict?: CheckVerdict
  readonly status?: number
}

/** A finding as the analysis would make it, for tests of the planner alone. */
export function findingAt(text: string, mark: SiteMark, path = 'file.ts'): CheckFinding {
  const program = parseSource(text, path)
  const request = rangeOfNode(program, text, (node, code) => node.type === 'CallExpression' && code.startsWith(mark.request ?? 'fetch('))
  const decision = mark.decision === undefined ? undefined : rangeOfNode(program, text, (_, code) => code === mark.decision)
  if (mark.decision !== undefined && decision === undefined) throw new Error(`No node reads ${mark.decision}`)
  return {
    kind: 'check',
    range: request ?? [0, 0],
    client: 'fetch',
    request: 'fetch',
    status: mark.status ?? 402,
    verdict: mark.verdict ?? 'blind',
    evidence: '',
    unpaid: false,
    ...(decision ? { decision } : {}),
  }
}

function rangeOfNode(program: Node, text: string, matches: (node: Node, code: string) => boolean): Range | undefined {
  let range: Range | undefined
  walk(program, (node) => {
    const [start, end] = node.range!
    if (range === undefined && matches(node, text.slice(start, end))) range = [start, end]
  })
  return range
}

const DEFAULTS: PlanOptions = { module: './payment-required', moduleSystem: 'import' }

/** Plans the marked sites of a text. */
export function planMarked(text: string, marks: readonly SiteMark[], options: Partial<PlanOptions> = {}, path = 'file.ts'): FilePlan {
  const findings = marks.map((mark) => findingAt(text, mark, path))
  return planSites(parseSource(text, path), text, findings, { ...DEFAULTS, ...options })
}

/** The text after the plan, or the reason why the (first) site is left alone. */
export function edit(text: string, decision: string, options: Partial<PlanOptions> = {}, path = 'file.ts'): string {
  const plan = planMarked(text, [{ decision }], options, path)
  const [left] = plan.refused
  return left ? left.refusal.reason : applyEdits(text, plan.edits)
}
