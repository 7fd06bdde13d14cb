import { Analyser } from './analyser.ts'
import { declined } from './check.ts'
import { namesClient } from './clients/index.ts'
import type { CheckFinding, FileFindings } from './findings.ts'
import type { Program } from './syntax/estree.ts'

export type * from './findings.ts'

/** What is asked of the analysis. */
export interface AnalysisOptions {
  /** The status the question is asked for. Default 402. */
  readonly status?: number
  /** Interpreter steps a request site may cost at most. */
  readonly budget?: number
  /** Also say what happens for each of these answers (`undefined`: none comes). Each costs a run a site. Default: for none. */
  readonly answers?: readonly (number | undefined)[]
}

/**
 * Says what the code of one file does with one HTTP status.
 *
 * @param program any ESTree with ranges (`range`, or `start` and `end`); it is read only
 * @param text the source that the ranges point into
 * @throws never: where the analysis itself fails the site is `unknown` with reason `internal-error`, or else the file: one
 *   check of the whole of it
 */
export function analyse(program: Program, text: string, options: AnalysisOptions = {}): FileFindings {
  const { status = 402, budget = DEFAULT_BUDGET, answers = [] } = options
  if (!mayHoldRequests(text)) return { checks: [], retries: [] }
  try {
    return new Analyser(program, text, { status, budget, answers }).findings()
  } catch (error) {
    return { checks: [failureOf(text, status, error)], retries: [] }
  }
}

/** What is said of a file in which the analysis could not even find the requests. */
function failureOf(text: string, status: number, error: unknown): CheckFinding {
  return { kind: 'check', range: [0, text.length], client: 'unknown', request: 'this file', status, unpaid: false, ...declined(error) }
}

/** Steps of one run; the largest functions that people write take a tenth of it. */
const DEFAULT_BUDGET = 20_000

const REQUEST_WORDS = /fetch|\.ok\b|\bok\b\s*[,}]|\bstatus\b/

/** Whether a file can have anything to do with requests, by its text alone: false means that it can't. */
export function mayHoldRequests(text: string): boolean {
  return REQUEST_WORDS.test(text) || namesClient(text)
}
