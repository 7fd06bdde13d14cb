import { resolve } from 'node:path'

import { analyse, exportedClients, mayHoldRequests, type OwnClients } from '../analysis/index.ts'
import { findFiles, type FileSearch, type SourceFile } from '../source/files.ts'
import { parseSource } from '../source/parse.ts'
import { readSource } from '../source/read.ts'
import { type AuditRecord, toRecords } from './audit-records.ts'
import { type FailedFile, toSarif } from './audit-sarif.ts'
import { AuditTally, formatSummary } from './audit-summary.ts'
import { formatFile } from './audit-table.ts'
import { ExitCode } from './exit-codes.ts'
import { describeFailure, formatFailure } from './failures.ts'
import { Messages, type Surroundings } from './messages.ts'
import { OwnClientSearch } from './own-clients.ts'
import { packageVersion } from './package-version.ts'
import { answersShown, type ReportFile, toReportFile } from './report/entries.ts'
import { writeReport } from './report/write.ts'
import { printable, styleFor, type TextStyle } from './terminal.ts'

/** What `audit` is asked. */
export interface AuditOptions {
  /** The status that the question is asked for. */
  readonly status: number
  /** One record a line, for programs. */
  readonly json: boolean
  /** One SARIF log at the end, for code scanning. */
  readonly sarif: boolean
  /** Where the report for a browser is written to, if it is wanted; it then stands for the table. */
  readonly html?: string
  /** Modules of the program's own that export a client. */
  readonly clients?: OwnClients | undefined
  /** Patterns in gitignore syntax of what to leave out. */
  readonly ignore: readonly string[]
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
  readonly #cwd: string
  readonly #style: TextStyle
  readonly #messages: Messages
  readonly #tally = new AuditTally()
  readonly #reported: ReportFile[] = []
  /** For the log, which tells of all at the end. */
  readonly #records: AuditRecord[] = []
  readonly #failures: FailedFile[] = []
  readonly #ownClients: OwnClientSearch
  #filesInAll = 0

  constructor(options: AuditOptions, around: Surroundings) {
    this.#options = options
    this.#cwd = around.cwd
    this.#style = styleFor(around.stdout, around.env)
    this.#messages = new Messages(around)
    this.#ownClients = new OwnClientSearch(options.clients)
  }

  get isComplete(): boolean {
    return this.#messages.isComplete
  }

  async reportSearch(search: FileSearch): Promise<void> {
    this.#filesInAll = search.files.length
    await this.#messages.reportSearch(search)
  }

  async auditFile(file: SourceFile): Promise<void> {
    const path = this.#messages.relative(file.path)
    this.#messages.step(this.#tally.files, this.#filesInAll, path)
    this.#tally.files++
    const records = await this.#recordsOf(file, path)
    this.#tally.add(records)
    if (records.length === 0) return
    if (this.#options.json) await this.#messages.print(jsonLines(records))
    else if (this.#options.sarif) this.#records.push(...records)
    else if (this.#options.html === undefined) await this.#messages.print(`${formatFile(records, this.#style)}\n`)
  }

  /** @param milliseconds how long the run took */
  async finish(milliseconds: number): Promise<void> {
    if (this.#tally.passedOver > 0) await this.#messages.note('', 'A file that was passed over is audited if it is named itself.')
    if (this.#options.sarif) await this.#messages.print(this.#sarifLog())
    else if (!this.#options.json) await this.#messages.print(formatSummary(this.#tally, this.#options.status, milliseconds, this.#style))
    if (this.#options.html !== undefined) await this.#report(this.#options.html)
    for (const { path, client, importers, flag } of this.#ownClients.found()) {
      const files = importers === 1 ? 'a file imports' : `${importers} files import`
      await this.#messages.note(this.#messages.relative(path), `exports a client (${client}) that ${files}; to follow it: --client '${flag}'`)
    }
    this.#messages.finish()
  }

  #sarifLog(): string {
    const log = toSarif({ records: this.#records, failures: this.#failures, status: this.#options.status, version: packageVersion() })
    return `${JSON.stringify(log, undefined, 2)}\n`
  }

  async #report(path: string): Promise<void> {
    const { status } = this.#options
    try {
      const written = writeReport(resolve(this.#cwd, path), { files: this.#reported, tally: this.#tally, status, date: new Date() })
      if (!this.#options.json && !this.#options.sarif) await this.#messages.print(`\nOpen ${printable(path)} in a browser (${formatSize(written)}).\n`)
    } catch (error) {
      await this.#messages.complain(...formatFailure(path, describeFailure(error, 'written')))
    }
  }

  async #recordsOf(file: SourceFile, path: string): Promise<AuditRecord[]> {
    try {
      const reading = readSource(file)
      if ('passedOver' in reading) {
        this.#tally.passedOver++
        await this.#messages.note(path, `passed over: ${reading.passedOver}`)
        return []
      }
      const { status, clients, html } = this.#options
      this.#ownClients.readImports(file.path, reading.text)
      if (!mayHoldRequests(reading.text, true, clients)) {
        this.#tally.withoutRequest++
        return []
      }
      const program = parseSource(reading.text, file.path)
      const findings = analyse(program, reading.text, { status, clients, ...(html !== undefined && { answers: answersShown(status) }) })
      this.#tally.parsed++
      this.#ownClients.readExports(file.path, exportedClients(program, reading.text))
      const reported = html !== undefined && toReportFile(findings, reading.text, path)
      if (reported) this.#reported.push(reported)
      return toRecords(findings, reading.text, path)
    } catch (error) {
      this.#tally.failed++
      const failure = describeFailure(error, 'read')
      this.#failures.push({ path, ...failure })
      await this.#messages.complain(...formatFailure(path, failure))
      return []
    }
  }
}

function jsonLines(records: readonly AuditRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

/** @param bytes how large it is */
function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
