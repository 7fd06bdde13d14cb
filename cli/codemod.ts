import { statSync } from 'node:fs'
import { resolve } from 'node:path'

import { findFiles, type FileSearch } from '../source/files.ts'
import { isEdited, Planner, type Outcome } from './codemod-plan.ts'
import { CodemodReport } from './codemod-report.ts'
import { Writer } from './codemod-write.ts'
import type { CodemodCommand } from './codemods.ts'
import { ExitCode } from './exit-codes.ts'
import { formatFailure } from './failures.ts'
import { GitError, uncommittedAmong } from './git.ts'
import { Interrupts } from './interrupts.ts'
import { Messages, type Surroundings } from './messages.ts'

/** What every codemod can be asked, beside its own flags. */
export interface CodemodOptions {
  /** Edit also where files have changes that are not committed. */
  readonly force: boolean
  /** Write nothing, and tell by the exit code whether something would be. */
  readonly check: boolean
  /** Write nothing, and show what would be. */
  readonly diff: boolean
  /** Write nothing. */
  readonly dry: boolean
  /** Show the texts of the edited files. */
  readonly print: boolean
  /** One record a line, for programs. */
  readonly json: boolean
  /** Patterns in gitignore syntax of what to leave out. */
  readonly ignore: readonly string[]
}

/**
 * Runs a codemod over files: first all are looked at, then those that it edits are written, each in one step.
 *
 * @param paths files, folders and globs
 * @param flags those of the codemod, as commander has read them
 * @returns what the process shall end with; if it is told to stop meanwhile, the process ends by that signal instead
 * @throws {TypeError} where a flag has no usable value
 */
export async function runCodemod(
  codemod: CodemodCommand,
  paths: readonly string[],
  flags: Readonly<Record<string, unknown>>,
  options: CodemodOptions,
  around: Surroundings,
): Promise<ExitCode> {
  const planner = new Planner(codemod.prepare(flags), around.cwd)
  const interrupts = new Interrupts()
  try {
    return await new CodemodRun(codemod, options, around, interrupts).run(paths, planner)
  } finally {
    interrupts.release()
  }
}

class CodemodRun {
  readonly #options: CodemodOptions
  readonly #around: Surroundings
  readonly #interrupts: Interrupts
  readonly #messages: Messages
  readonly #report: CodemodReport

  constructor(codemod: CodemodCommand, options: CodemodOptions, around: Surroundings, interrupts: Interrupts) {
    this.#options = options
    this.#around = around
    this.#interrupts = interrupts
    this.#messages = new Messages(around)
    this.#report = new CodemodReport(codemod, options, around, this.#messages)
  }

  async run(paths: readonly string[], planner: Planner): Promise<ExitCode> {
    const { cwd } = this.#around
    const search = await findFiles(paths, { cwd, exclude: this.#options.ignore })
    await this.#messages.reportSearch(search)
    await this.#noteFolders(paths, planner)
    const outcomes = await this.#plan(search, planner)
    if (this.#interrupts.hasStopped()) return this.#stopped('stopped; nothing was written')
    if (outcomes.every((outcome) => outcome?.kind === 'passed-over')) {
      if (outcomes.length > 0) await this.#messages.note('', 'Nothing to do: each file was passed over.')
      // What is not there was a mistake in the command; what is there and can't be read was not.
      return search.problems.some(({ missing }) => !missing) ? ExitCode.incomplete : ExitCode.usage
    }
    const { check, diff, dry, force } = this.#options
    const isReadOnly = check || diff || dry
    const edited = outcomes.filter(isEdited)
    if (isReadOnly || edited.length === 0) {
      await this.#report.finish(outcomes, undefined)
      return this.#exitCode(check && edited.length > 0)
    }
    if (!force && !(await this.#isCommitted(planner))) return ExitCode.usage
    const writer = await this.#write(outcomes)
    await this.#report.finish(outcomes, writer.created)
    if (this.#interrupts.hasStopped()) return this.#stopped('stopped; each file is whole, and the rest is as it was: run again')
    return this.#exitCode(false)
  }

  #exitCode(isFound: boolean): ExitCode {
    if (!this.#messages.isComplete) return ExitCode.incomplete
    return isFound ? ExitCode.found : ExitCode.done
  }

  async #stopped(message: string): Promise<ExitCode> {
    await this.#messages.complain('', message)
    return ExitCode.incomplete
  }

  /** Who names `dist` gets to know why nothing happens there. */
  async #noteFolders(paths: readonly string[], planner: Planner): Promise<void> {
    for (const path of paths) {
      if (!statSync(resolve(this.#around.cwd, path), { throwIfNoEntry: false })?.isDirectory()) continue
      const reason = await planner.whyNotInside(path)
      if (reason !== undefined) await this.#messages.note(path, `passed over: ${reason}`)
    }
  }

  async #plan({ files, components }: FileSearch, planner: Planner): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const file of files) {
      if (await this.#interrupts.listen()) break
      this.#messages.step(outcomes.length, files.length, this.#messages.relative(file.path))
      const outcome = await planner.plan(file)
      outcomes.push(outcome)
      if (outcome?.kind === 'passed-over' && outcome.named) await this.#messages.note(outcome.path, `passed over: ${outcome.reason}`)
      if (outcome?.kind === 'failure') await this.#messages.complain(...formatFailure(outcome.path, outcome))
    }
    outcomes.push(...components.map((path) => planner.component(path)).filter((outcome) => outcome !== undefined))
    return outcomes
  }

  /** Puts failures in the place of what could not be written, and nothing in the place of what was not come to. */
  async #write(outcomes: Outcome[]): Promise<Writer> {
    const writer = new Writer((path) => this.#messages.relative(path))
    for (const [at, outcome] of outcomes.entries()) {
      if (!isEdited(outcome)) continue
      if (await this.#interrupts.listen()) {
        outcomes[at] = undefined
        continue
      }
      this.#messages.step(at, outcomes.length, outcome.path)
      const failure = writer.write(outcome)
      if (failure === undefined) continue
      outcomes[at] = { kind: 'failure', path: outcome.path, ...failure }
      await this.#messages.complain(...formatFailure(outcome.path, failure))
    }
    return writer
  }

  /** Says which of the files that were looked at have changes that git could not bring back, or be told from ours. */
  async #isCommitted({ looked }: Planner): Promise<boolean> {
    try {
      const uncommitted = await uncommittedAmong(looked)
      for (const { path, untracked } of uncommitted.slice(0, MOST_NAMED)) {
        const state = untracked ? 'is not known to git' : 'has changes that are not committed'
        await this.#messages.note(this.#messages.relative(path), state)
      }
      if (uncommitted.length === 0) return true
      const more = uncommitted.length > MOST_NAMED ? `And ${uncommitted.length - MOST_NAMED} more. ` : ''
      await this.#messages.note('', `${more}Nothing was written. Commit or stash first, so that the edits can be told from yours, or pass --force.`)
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      await this.#messages.note('', `git did not say whether all is committed: ${error.message}. Nothing was written. --force does without git.`)
    }
    return false
  }
}

/** More files than this are only counted. */
const MOST_NAMED = 20
