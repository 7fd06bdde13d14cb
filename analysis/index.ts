import { Analyser, type AnalysisOptions } from './analyser.ts'
import type { Retries } from './asking.ts'
import { declined } from './check.ts'
import { ownModules } from './clients/own-clients.ts'
import type { CheckFinding, FileFindings } from './findings.ts'
import { mayHold, type Asked } from './prefilter.ts'
import { requestFile } from './request-sites.ts'
import type { Program } from './syntax/estree.ts'

export type { AnalysisOptions } from './analyser.ts'
export { CLIENT_NAMES, ownModules, readOwnClients, type OwnClients } from './clients/own-clients.ts'
export { exportedClients, type ExportedClient } from './exported-clients.ts'
export type * from './findings.ts'
export { mayHoldChecks, mayHoldRequests } from './prefilter.ts'
export { FILE_ENDING } from './syntax/modules.ts'

/**
 * Says what the code of one file does with one HTTP status.
 *
 * @param program any ESTree with ranges (`range`, or `start` and `end`); it is read only
 * @param text the source that the ranges point into
 * @throws never: where the analysis itself fails the site is `unknown` with reason `internal-error`, or else the file: one
 *   check of the whole of it
 */
export function analyse(program: Program, text: string, options: AnalysisOptions = {}): FileFindings {
  const { status = 402, budget = DEFAULT_BUDGET, answers = [], operations = true, retries = 'all', checks = 'all', supposed = true, unpaid = true, clients, at } = options
  if (!mayHold(text, askedOf(operations, retries), clients)) return NOTHING
  try {
    const file = requestFile(program, text, operations, ownModules(clients).moduleNamed)
    return file.sites.length > 0 ? new Analyser(file, { status, budget, answers, retries, checks, supposed, unpaid }).findings(at) : NOTHING
  } catch (error) {
    return { checks: [failureOf(text, status, error)], retries: [] }
  }
}

function askedOf(operations: boolean, retries: Retries): Asked {
  if (retries === 'none') return 'checks'
  if (operations) return 'operations'
  return retries === 'surely after status' ? 'sure retries' : 'requests'
}

const NOTHING: FileFindings = { checks: [], retries: [] }

/** What is said of a file in which the analysis could not even find the requests. */
function failureOf(text: string, status: number, error: unknown): CheckFinding {
  return { kind: 'check', range: [0, text.length], client: 'unknown', request: 'this file', status, unpaid: false, ...declined(error) }
}

/** Steps of one run; the largest functions that people write take a tenth of it. */
const DEFAULT_BUDGET = 20_000
