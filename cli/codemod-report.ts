import { isEdited, type Outcome, type Transformed } from './codemod-plan.ts'
import { fileRecord, toRecords, type CodemodRecord, type Totals } from './codemod-records.ts'
import { formatTotals } from './codemod-summary.ts'
import type { CodemodCommand } from './codemods.ts'
import { cell, newTable, withoutTrailingSpace } from './columns.ts'
import type { Messages, Surroundings } from './messages.ts'
import { nextCommands } from './next-commands.ts'
import { coloured, isClosedPipe, printable, styleFor, type TextStyle } from './terminal.ts'
import { colourDiff, type FileChange, unifiedDiff } from './unified-diff.ts'

/** In what form a run is told of. */
export interface ReportOptions {
  readonly diff: boolean
  readonly print: boolean
  readonly json: boolean
}

/** Tells what a codemod did, or would do, when all is done. */
export class CodemodReport {
  readonly #codemod: CodemodCommand
  readonly #options: ReportOptions
  readonly #around: Surroundings
  readonly #messages: Messages
  readonly #start = performance.now()

  constructor(codemod: CodemodCommand, options: ReportOptions, around: Surroundings, messages: Messages) {
    this.#codemod = codemod
    this.#options = options
    this.#around = around
    this.#messages = messages
  }

  /**
   * @param outcomes one for each file
   * @param created absolute paths of the new files; undefined where nothing was written
   */
  async finish(outcomes: readonly Outcome[], created: readonly string[] | undefined): Promise<void> {
    const edited = outcomes.filter(isEdited)
    const needed = new Map(edited.flatMap(({ result }) => result.newFiles).map(({ path, text }) => [path, text]))
    const news = [...needed]
      .filter(([path]) => created === undefined || created.includes(path))
      .map(([path, text]): FileChange => ({ path: this.#messages.relative(path), before: undefined, after: text }))
    const isWritten = created !== undefined && edited.length > 0
    const totals = totalsOf(outcomes, news, isWritten)
    try {
      if (this.#options.json) {
        await this.#printRecords(outcomes, news, totals)
      } else {
        const changes = edited.map(({ path, before, result }): FileChange => ({ path, before, after: result.output }))
        await this.#printTexts([...news, ...changes])
        await this.#printReport(outcomes, news, totals)
      }
    } catch (error) {
      // Whoever reads has seen enough; what was done is done, and the exit code says so.
      if (!isClosedPipe(error)) throw error
    } finally {
      this.#messages.finish()
    }
  }

  async #printRecords(outcomes: readonly Outcome[], news: readonly FileChange[], totals: Totals): Promise<void> {
    const records: CodemodRecord[] = [
      ...outcomes.flatMap((outcome) => (outcome ? toRecords(outcome, totals.written, this.#options) : [])),
      ...news.map((change) => fileRecord(change, totals.written, this.#options)),
      { kind: 'summary', codemod: this.#codemod.name, ...totals },
    ]
    for (const record of records) await this.#messages.print(`${JSON.stringify(record)}\n`)
  }

  async #printTexts(changes: readonly FileChange[]): Promise<void> {
    const { colour } = styleFor(this.#around.stdout, this.#around.env)
    for (const change of changes) {
      if (this.#options.diff) await this.#messages.print(colour ? colourDiff(unifiedDiff(change)) : unifiedDiff(change))
      if (this.#options.print) await this.#messages.print(change.after)
    }
  }

  /** Goes to standard error where standard output has texts, so that these can be piped on. */
  async #printReport(outcomes: readonly Outcome[], news: readonly FileChange[], totals: Totals): Promise<void> {
    const { diff, print } = this.#options
    const { stdout, stderr, env, cwd } = this.#around
    const output = diff || print ? stderr : stdout
    const style = styleFor(output, env)
    for (const outcome of outcomes) {
      if (outcome?.kind === 'transformed') await this.#messages.write(output, `${formatSites(outcome, totals.written, style)}\n`)
    }
    const details = {
      codemod: this.#codemod.name,
      edit: this.#codemod.edit,
      reasons: outcomes.flatMap((outcome) => (outcome?.kind === 'transformed' ? outcome.result.leftAlone.map(({ reason }) => reason) : [])),
      passedOver: outcomes.flatMap((outcome) => (outcome?.kind === 'passed-over' ? [outcome.reason] : [])),
      created: news.map(({ path }) => path),
      milliseconds: performance.now() - this.#start,
    }
    await this.#messages.write(output, formatTotals(totals, details, style))
    if (!totals.written) return
    const commands = nextCommands([...outcomes.filter(isEdited), ...news].map(({ path }) => path), cwd)
    if (commands.length > 0) await this.#messages.write(output, `\nNext, on what was written:\n${commands.map((line) => `  ${line}\n`).join('')}`)
  }
}

function totalsOf(outcomes: readonly Outcome[], news: readonly FileChange[], written: boolean): Totals {
  const count = (kind: NonNullable<Outcome>['kind']): number => outcomes.filter((outcome) => outcome?.kind === kind).length
  const results = outcomes.flatMap((outcome) => (outcome?.kind === 'transformed' ? [outcome.result] : []))
  return {
    files: outcomes.length,
    edited: outcomes.filter(isEdited).length,
    created: news.length,
    edits: results.reduce((sum, { edits }) => sum + edits.length, 0),
    leftAlone: results.reduce((sum, { leftAlone }) => sum + leftAlone.length, 0),
    passedOver: count('passed-over'),
    failed: count('failure'),
    written,
  }
}

/** The sites of one file for people: the path, then each with its line. */
function formatSites({ path, result: { edits, leftAlone } }: Transformed, written: boolean, style: TextStyle): string {
  const place = 12
  const what = 12
  const table = newTable([place, what, style.width - place - what])
  const paint = (colour: 'green' | 'yellow', word: string): string => (style.colour ? coloured(colour, word) : word)
  const rows = [
    ...edits.map((site) => ({ site, word: paint('green', written ? 'edited' : 'to edit'), about: '' })),
    ...leftAlone.map((site) => ({ site, word: paint('yellow', 'left alone'), about: printable(`${site.reason}: ${site.message}`) })),
  ].sort((a, b) => a.site.line - b.site.line || a.site.column - b.site.column)
  for (const { site, word, about } of rows) {
    table.push([{ content: String(site.line), hAlign: 'right' }, word, cell(printable(site.request), style.width - place - what)])
    if (about !== '') table.push(['', { content: cell(about, style.width - place), colSpan: 2 }])
  }
  const name = printable(path)
  return `${style.colour ? coloured('bold', name) : name}\n${withoutTrailingSpace(table.toString())}\n`
}
