import { relative } from 'node:path'

import { analyse, mayHoldRequests } from '../analysis/index.ts'
import { findFiles, type FileSearch, type SourceFile } from '../source/files.ts'
import { describeSystemError, withForwardSlashes } from '../source/paths.ts'
import { parseSource, SourceSyntaxError } from '../source/parse.ts'
import { readSource } from '../source/read.ts'
import { type AuditRecord, toRecords } from './audit-records.ts'
import { AuditTally, formatSummary } from './audit-summary.ts'
import { formatFile } from './audit-table.ts'
import { ExitCode } from './exit-codes.ts'
import { Progress } from './progress.ts'
import { type Output, printable, styleFor, type TextStyle, write } from './terminal.ts'

/** What `audit` is asked. */
export interface AuditOptions {
  /** The status that the question is asked for. */
  readonly status: number
  /** One record a line, for programs. */
  readonly json: boolean
  /** Patterns in gitignore syntax of what to leave out. */
  readonly ignore: readonly string[]
}

/** Where a command runs and writes to. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Output
  readonly stderr: Output
}

/**
 * Lists every request and every construct that may send one again, file by file as they are read.
 *
 * @param paths files, folders and globs
 * @returns what the process shall end with
 * @throws NodeJS.ErrnoException where an output can't be written to, `EPIPE` where its reader is gone
 */
export async function audit(paths: readonly string[], options: AuditOptions, around: Surroundings): Promise<ExitCode> {
  const start = performance.now()
  const search = await findFiles(paths, { cwd: around.cwd, exclude: options.ignore })
  const run = new AuditRun(options, around)
  await run.reportSearch(search)
  if (search.files.length === 0) {
    // What is not there was a mistake in the command; what is there and can't be read was not.
    return search.problems.some(({ missing }) => !missing) ? ExitCode.incomplete : ExitCode.usage
  }
  for (const file of search.files) await run.auditFile(file)
  await run.finish(performance.now() - start)
  return run.isComplete ? ExitCode.done : ExitCode.incomplete
}

class AuditRun {
  readonly #options: AuditOptions
  readonly #around: Surroundings
  readonly #style: TextStyle
  readonly #progress: Progress
  readonly #tally = new AuditTally()
  #filesInAll = 0
  isComplete = true

  constructor(options: AuditOptions, around: Surroundings) {
    this.#options = options
    this.#around = around
    this.#style = styleFor(around.stdout, around.env)
    this.#progress = new Progress(around.stderr)
  }

  async reportSearch({ files, problems, unmatched }: FileSearch): Promise<void> {
    this.#filesInAll = files.length
    for (const { path, message } of problems) await this.#complain(path && this.#relative(path), message)
    for (const path of unmatched) await this.#note(path, 'no JavaScript or TypeScript file here, or all are ignored')
    if (problems.length > 0) this.isComplete = false
  }

  async auditFile(file: SourceFile): Promise<void> {
    const path = this.#relative(file.path)
    this.#progress.step(this.#tally.files, this.#filesInAll, path)
    this.#tally.files++
    const records = await this.#recordsOf(file, path)
    this.#tally.add(records)
    if (records.length > 0) await this.#print(this.#options.json ? jsonLines(records) : `${formatFile(records, this.#style)}\n`)
  }

  /** @param milliseconds how long the run took */
  async finish(milliseconds: number): Promise<void> {
    if (this.#tally.passedOver > 0) await this.#note('', 'A file that was passed over is audited if it is named itself.')
    if (!this.#options.json) await this.#print(formatSummary(this.#tally, this.#options.status, milliseconds, this.#style))
    this.#progress.clear()
  }

  async #recordsOf(file: SourceFile, path: string): Promise<AuditRecord[]> {
    try {
      const reading = readSource(file)
      if ('passedOver' in reading) {
        this.#tally.passedOver++
        await this.#note(path, `passed over: ${reading.passedOver}`)
        return []
      }
      if (!mayHoldRequests(reading.text)) {
        this.#tally.withoutRequest++
        return []
      }
      const program = parseSource(reading.text, file.path)
      const findings = analyse(program, reading.text, { status: this.#options.status })
      this.#tally.parsed++
      return toRecords(findings, reading.text, path)
    } catch (error) {
      this.#tally.failed++
      await this.#complain(...describeFailure(error, path))
      return []
    }
  }

  #relative(path: string): string {
    return withForwardSlashes(relative(this.#around.cwd, path)) || '.'
  }

  async #complain(place: string, message: string): Promise<void> {
    this.isComplete = false
    await this.#note(place, message)
  }

  async #note(place: string, message: string): Promise<void> {
    this.#progress.clear()
    await write(this.#around.stderr, `${printable(place ? `${place}: ${message}` : message)}\n`)
  }

  async #print(text: string): Promise<void> {
    this.#progress.clear()
    await write(this.#around.stdout, text)
  }
}

/** Where a file failed, and how. */
function describeFailure(error: unknown, path: string): [place: string, message: string] {
  if (error instanceof SourceSyntaxError) {
    return [`${path}:${error.line}:${error.column + 1}`, `could not be parsed: ${error.message}`]
  }
  const isFromSystem = (error as NodeJS.ErrnoException).syscall !== undefined
  return [path, isFromSystem ? `could not be read: ${describeSystemError(error)}` : `failed, which is our mistake: ${String(error)}`]
}

function jsonLines(records: readonly AuditRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}
