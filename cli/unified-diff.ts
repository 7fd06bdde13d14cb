import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

import { type Colour, coloured, visible } from './terminal.ts'

/** Unchanged lines around a change, as `git diff` has them. */
const CONTEXT = 3

/** A file before and after. */
export interface FileChange {
  /** With forward slashes, as it shall stand in the head. */
  readonly path: string
  /** Undefined for a file that is new. */
  readonly before: string | undefined
  readonly after: string
}

/**
 * A change as `diff -u` shows it, with a head that `git apply` and `patch -p1` understand.
 *
 * @returns lines that end with a line feed; empty if the texts are equal
 */
export function unifiedDiff({ path, before, after }: FileChange): string {
  if (before === after) return ''
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const options = { context: CONTEXT, headerOptions: FILE_HEADERS_ONLY }
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, options)
}

/** The diff of one file as a terminal shows it: in colour, and with what would steer the terminal made visible. */
export function colourDiff(diff: string): string {
  const HEAD = 2
  return diff.split('\n').map((line, at) => colourLine(visible(line.replace(/\r$/, '')), at < HEAD)).join('\n')
}

const COLOURS: Readonly<Record<string, Colour>> = { '+': 'green', '-': 'red', '@': 'cyan' }

function colourLine(line: string, isHead: boolean): string {
  const colour = isHead ? 'bold' : COLOURS[line[0] ?? '']
  return colour ? coloured(colour, line) : line
}
