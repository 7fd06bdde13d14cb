import { analyse, type AnalysisOptions, type CheckFinding, type CheckVerdict, type FileFindings, type RetryFinding } from '../../analysis/index.ts'
import type { Program } from '../../analysis/syntax/estree.ts'
import { parseSource } from '../../source/parse.ts'
import { applyEdits, type Edit } from '../edits/apply.ts'
import type { Candidate } from './candidate.ts'

/** Verdicts of a request for which an edit has done harm, unless it was so before. */
const WORSE: ReadonlySet<CheckVerdict> = new Set(['unchecked', 'delegated', 'unknown'])

/** Statuses that stand for all others: the analysis asks for them whatever the text says. */
const ALWAYS_ASKED: readonly (number | 'none')[] = [418, 500, 'none']

/** Options of the analysis that decide what it finds. */
export type AskedHow = Pick<AnalysisOptions, 'operations' | 'budget' | 'clients'>

/** Asks the analysis what an edit does: the same question as before, on the text as it would be. */
export class Judge {
  private readonly text: string
  private readonly path: string
  private readonly before: FileFindings
  private readonly finding: RetryFinding
  private readonly asked: AskedHow
  private readonly known = new Map<string, boolean>()

  constructor(text: string, path: string, before: FileFindings, finding: RetryFinding, asked: AskedHow = {}) {
    this.text = text
    this.path = path
    this.before = before
    this.finding = finding
    this.asked = asked
  }

  /** Does a candidate leave out the status, this one request's, and change nothing else that the analysis can see? */
  accepts({ edits, isByClass = false }: Candidate): boolean {
    let written: string
    try {
      written = applyEdits(this.text, edits)
    } catch {
      // Two parts of a candidate may meet in one place; then it is none.
      return false
    }
    const question = `${isByClass} ${written}`
    let answer = this.known.get(question)
    if (answer === undefined) this.known.set(question, (answer = this.judge(written, edits, isByClass)))
    return answer
  }

  private judge(written: string, edits: readonly Edit[], isByClass: boolean): boolean {
    let program: Program
    try {
      program = parseSource(written, this.path)
    } catch {
      return false
    }
    const moved = (offset: number): number => shifted(offset, edits)
    const asked = { ...this.asked, status: this.finding.status }
    // Most edits that are tried do not do it, which the one request tells at a fraction of the cost of the file.
    if (this.stillSends(analyse(program, written, { ...asked, at: moved(this.finding.site[0]) }), moved)) return false
    const after = analyse(program, written, asked)
    return this.leavesOut(after, moved, isByClass) && this.keepsOtherRetries(after, moved) && this.keepsChecks(after, moved)
  }

  private stillSends({ retries }: FileFindings, moved: (offset: number) => number): boolean {
    return retries.some(({ range, verdict }) => range[0] === moved(this.finding.range[0]) && (verdict === 'blanket' || verdict === 'explicit'))
  }

  private leavesOut(after: FileFindings, moved: (offset: number) => number, isByClass: boolean): boolean {
    const { range, after: sentAfter, site, status } = this.finding
    const [from, to] = [moved(range[0]), moved(range[1])]
    const now =
      after.retries.find((retry) => retry.range[0] === from) ??
      after.retries.find((retry) => retry.site[0] === moved(site[0]) && retry.range[0] >= from && retry.range[1] <= to)
    const others = sentAfter.filter((answer) => answer !== status)
    if (!now) return others.length === 0
    const isOtherRequest = now.site[0] !== moved(site[0])
    const isOut = now.verdict === 'filtered' || now.verdict === 'network' || (isByClass && now.verdict === 'unknown') || isOtherRequest
    return isOut && (isOtherRequest || keeps(others, now.after.filter((answer) => answer !== status)))
  }

  private keepsOtherRetries(after: FileFindings, moved: (offset: number) => number): boolean {
    return this.before.retries.every((retry) => {
      if (retry.range[0] === this.finding.range[0]) return true
      const now = after.retries.find((other) => other.range[0] === moved(retry.range[0]))
      if (!now) return retry.verdict !== 'pays' && retry.after.every((answer) => answer === retry.status)
      return now.verdict === retry.verdict || isReported(retry)
    })
  }

  private keepsChecks(after: FileFindings, moved: (offset: number) => number): boolean {
    return this.before.checks.every((check) => {
      const now = after.checks.find((other) => other.range[0] === moved(check.range[0]))
      // A predicate that is given a response ends like for a success where it says no: only the request itself must not.
      const isItself = check.range[0] === this.finding.site[0]
      if (isItself && now?.endsLikeSuccess && !check.endsLikeSuccess) return false
      return now !== undefined && (now.verdict === check.verdict || !WORSE.has(now.verdict) || check.endsLikeSuccess === true || isAsBad(check, now))
    })
  }
}

function isReported({ verdict }: RetryFinding): boolean {
  return verdict === 'blanket' || verdict === 'explicit' || verdict === 'unknown'
}

/** What could not be told before may be told otherwise now. */
function isAsBad(before: CheckFinding, now: CheckFinding): boolean {
  return WORSE.has(before.verdict) && now.verdict !== 'unchecked'
}

function keeps(before: readonly (number | 'none')[], after: readonly (number | 'none')[]): boolean {
  return before.every((answer) => after.includes(answer)) && ALWAYS_ASKED.every((answer) => after.includes(answer) === before.includes(answer))
}

/** Where a character stands once the edits are made; what is inserted in front of it comes first. */
function shifted(offset: number, edits: readonly Edit[]): number {
  return edits.reduce((at, { start, end, text }) => (start < offset && end <= offset ? at + text.length - (end - start) : start === offset && end === start ? at + text.length : at), offset)
}
