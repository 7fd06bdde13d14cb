import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { analyse, mayHoldRequests, type Finding } from '../../analysis/index.ts'
import { parseSource, SourceSyntaxError } from '../../source/parse.ts'

/** Larger files take the parser longer than anybody waits. In bytes. */
const LARGEST = 10_000_000

const SOURCE = /(?<!\.d)\.[mc]?[jt]sx?$/

/** The source files below a folder that have less than so many bytes, in an order that is the same everywhere. */
export function* sourceFilesBelow(folder: string, largest = LARGEST): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFilesBelow(path, largest)
    else if (entry.isFile() && SOURCE.test(entry.name) && statSync(path).size < largest) yield path
  }
}

/** What became of one file. */
export interface Survey {
  readonly path: string
  readonly findings: readonly Finding[]
  /** CPU time of this process for the analysis, without the parser's, in milliseconds. */
  readonly cpu: number
  /** What is wrong with what was answered; empty where nothing is. */
  readonly faults: readonly string[]
}

/** Parses and analyses a file; undefined where it can't hold requests or is no program. */
export function survey(path: string): Survey | undefined {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  if (!mayHoldRequests(text)) return undefined
  let program
  try {
    program = parseSource(text, path)
  } catch (error) {
    if (error instanceof SourceSyntaxError) return undefined
    throw error
  }
  const start = process.cpuUsage()
  try {
    const { checks, retries } = analyse(program, text)
    const { user, system } = process.cpuUsage(start)
    const findings = [...checks, ...retries]
    return { path, findings, cpu: (user + system) / 1000, faults: findings.flatMap((finding) => faultsOf(finding, text)) }
  } catch (error) {
    return { path, findings: [], cpu: 0, faults: [`throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`] }
  }
}

function faultsOf(finding: Finding, text: string): string[] {
  const { kind, verdict, reason, evidence, range: [start, end] } = finding
  const line = text.slice(0, start).split('\n').length
  const at = `${kind} at line ${line}`
  return [
    ...(reason === 'internal-error' ? [`${at}: ${evidence}`] : []),
    ...(start >= 0 && start < end && end <= text.length ? [] : [`${at}: range ${start} to ${end} of ${text.length}`]),
    ...((verdict === 'unknown') === (reason !== undefined) ? [] : [`${at}: ${verdict} for reason ${String(reason)}`]),
    ...(evidence === '' ? [`${at}: no evidence`] : []),
    ...(finding.kind === 'retry' && finding.requests < 1 ? [`${at}: ${finding.requests} requests`] : []),
  ]
}
