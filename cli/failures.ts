import { describeSystemError } from '../source/paths.ts'
import { SourceSyntaxError } from '../source/parse.ts'

/** Why a file could not be done. `line` and `column` count from 1 and are there where a place in it is at fault. */
export interface Failure {
  readonly message: string
  readonly line?: number
  readonly column?: number
}

/** @param action what the system was asked to do with the file, if it was asked */
export function describeFailure(error: unknown, action?: 'read' | 'written'): Failure {
  if (error instanceof SourceSyntaxError) {
    return { message: `could not be parsed: ${error.message}`, line: error.line, column: error.column + 1 }
  }
  const isFromSystem = action !== undefined && (error as NodeJS.ErrnoException | undefined)?.syscall !== undefined
  return { message: isFromSystem ? `could not be ${action}: ${describeSystemError(error)}` : `failed, which is our mistake: ${String(error)}` }
}

/** A failure as complaints name it: the place, as editors open it, and the message. */
export function formatFailure(path: string, { message, line, column }: Failure): [place: string, message: string] {
  return [line === undefined ? path : `${path}:${line}:${column ?? 1}`, message]
}
