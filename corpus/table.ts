/** The cells of one line, as far as there are any. */
export type Cells = readonly (string | undefined)[]

/**
 * Reads a tab separated table whose first line names its columns.
 *
 * @param name of its file, for messages
 * @param rowOf what a line says; undefined where it says nothing that can be read
 * @throws {SyntaxError} where the columns are others, or a line is none
 */
export function readTable<Row>(text: string, name: string, columns: readonly string[], rowOf: (cells: Cells) => Row | undefined): Row[] {
  const [head, ...lines] = text.trimEnd().split('\n')
  if (head !== columns.join('\t')) throw new SyntaxError(`${name} starts with something else than its columns`)
  return lines.map((line, index) => {
    const row = rowOf(line.split('\t'))
    if (row === undefined) throw new SyntaxError(`line ${index + 2} of ${name} can't be read`)
    return row
  })
}

/** What a cell says; `-` stands for nothing. */
export function said(cell = ''): string {
  return cell === '-' ? '' : cell
}

/** A line of a file of a repository, at one commit of it. */
export interface SourceLine {
  /** `owner/name` on GitHub. */
  readonly repository: string
  readonly commit: string
  readonly path: string
  readonly line: number
}

export const SOURCE_LINE_COLUMNS = ['repository', 'commit', 'path', 'line'] as const

/** The first four cells of a line; undefined where they name no line of a file. */
export function sourceLineOf([repository = '', commit = '', path = '', number]: Cells): SourceLine | undefined {
  const isOne = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{40}$/.test(commit) && path !== '' && Number(number) > 0
  return isOne ? { repository, commit, path, line: Number(number) } : undefined
}
