import type { WriteStream } from 'node:tty'

/** A stream that a command writes to: a terminal, a pipe or a file. */
export type Output = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'hasColors'>>

/** How text is laid out for people. */
export interface TextStyle {
  /** Columns to fill at most. */
  readonly width: number
  readonly colour: boolean
}

const NARROWEST = 60
/** For output that goes to a file or to a pager. */
const WIDTH_WITHOUT_TERMINAL = 120

/** Colour only on a terminal that shows it, and not if `NO_COLOR` is set (`hasColors` looks at both, and at `TERM`). */
export function styleFor(output: Output, env: NodeJS.ProcessEnv): TextStyle {
  const width = output.isTTY ? output.columns : Number(env['COLUMNS'])
  return {
    width: width ? Math.max(width, NARROWEST) : WIDTH_WITHOUT_TERMINAL,
    colour: output.isTTY === true && output.hasColors?.() === true,
  }
}

/** Makes text of foreign files harmless on a terminal: one line, and no characters that steer it or turn its direction. */
export function printable(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (it) => `\\u{${it.charCodeAt(0).toString(16)}}`)
}

/**
 * Writes, and waits until it is written, so that no long output piles up in memory.
 *
 * @throws NodeJS.ErrnoException with code `EPIPE` where the reader is gone (`| head`)
 */
export function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

/** True for what {@link write} throws when the reader of a pipe is gone. */
export function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE'
}
