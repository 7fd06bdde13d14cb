import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

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

export type Colour = Parameters<typeof styleText>[0]

/** Whether there is colour is decided for the command's own output (`styleFor`), so Node need not look at `stdout`. */
export function coloured(colour: Colour, text: string): string {
  return styleText(colour, text, { validateStream: false })
}

/** Makes text of foreign files harmless on a terminal: one line, and no characters that steer it or turn its direction. */
export function printable(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' '))
}

/** The same for one line that keeps its spaces and tabs. */
export function visible(line: string): string {
  return line.replaceAll(/(?!\t)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (it) => `\\u{${it.charCodeAt(0).toString(16)}}`)
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
