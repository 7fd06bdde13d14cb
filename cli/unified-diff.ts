import { styleText } from 'node:util'

import { createTwoFilesPatch, FILE_HEADERS_ONLY, OMIT_HEADERS } from 'diff'

import { visible } from './terminal.ts'

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
  const options = { context: CONTEXT, headerOptions: FILE_HEADERS_ONLY }
  return createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${path}`, `b/${path}`, before ?? '', after, '', '', options)
}

/** The hunks alone, as lines without their ends. */
export function hunks(before: string, after: string): string[] {
  if (before === after) return []
  const options = { context: CONTEXT, headerOptions: OMIT_HEADERS }
  return createTwoFilesPatch('', '', before, after, '', '', options).split('\n').slice(0, -1)
}

/** A diff as a terminal shows it: in colour, and with what steers a terminal made visible. */
export function colourDiff(diff: string): string {
  return diff.split('\n').map((line) => colourLine(visible(line))).join('\n')
}

function colourLine(line: string): string {
  const colour = /^(?:---|\+\+\+) /.test(line) ? 'bold' : COLOURS[line[0] ?? '']
  return colour ? styleText(colour, line, { validateStream: false }) : line
}

const COLOURS: Readonly<Record<string, 'green' | 'red' | 'cyan'>> = { '+': 'green', '-': 'red', '@': 'cyan' }
