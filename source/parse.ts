import { parse, type ParserOptions, type ParserPlugin } from '@babel/parser'

import type { Program } from '../analysis/syntax/estree.ts'

/** Thrown where a text is no JavaScript or TypeScript that the parser knows. `line` counts from 1, `column` from 0. */
export class SourceSyntaxError extends Error {
  override readonly name = 'SourceSyntaxError'
  readonly path: string
  readonly line: number
  readonly column: number

  constructor(path: string, message: string, line: number, column: number) {
    super(message)
    this.path = path
    this.line = line
    this.column = column
  }
}

const BASE: readonly ParserPlugin[] = [
  ['estree', { classFeatures: true }],
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'sourcePhaseImports',
]

/** Two readings where the language has had two: today's, then the older one. */
const DIALECTS: readonly (readonly ParserPlugin[])[] = [
  ['decorators-legacy'],
  ['decorators', 'deprecatedImportAssert'],
]

const TYPESCRIPT = /\.[mc]?ts$/
const TYPESCRIPT_JSX = /\.tsx$/
const FLOW_PRAGMA = /@flow\b/

/**
 * Parses a text to ESTree with TypeScript nodes, as typescript-estree shapes them, plus `start`/`end` offsets.
 *
 * @param text the source, without a byte order mark
 * @param path decides the dialect by its ending: `.ts .mts .cts` (types, `<T>x` casts), `.tsx` (types and JSX), all others
 *   JSX, with Flow where the pragma says so
 * @throws {SourceSyntaxError} where no dialect fits
 */
export function parseSource(text: string, path: string): Program {
  let failure: unknown
  for (const dialect of DIALECTS) {
    try {
      return parse(text, options(text, path, dialect)).program as unknown as Program
    } catch (error) {
      failure ??= error
    }
  }
  throw toSourceSyntaxError(failure, path)
}

function options(text: string, path: string, dialect: readonly ParserPlugin[]): ParserOptions {
  return {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowUndeclaredExports: true,
    ranges: true,
    attachComment: false,
    plugins: [...BASE, ...languages(text, path), ...dialect],
  }
}

function languages(text: string, path: string): ParserPlugin[] {
  if (TYPESCRIPT.test(path)) return ['typescript']
  if (TYPESCRIPT_JSX.test(path)) return ['typescript', 'jsx']
  return FLOW_PRAGMA.test(text.slice(0, 2000)) ? ['flow', 'jsx'] : ['jsx']
}

function toSourceSyntaxError(failure: unknown, path: string): SourceSyntaxError {
  const message = failure instanceof Error ? failure.message : String(failure)
  const at = (failure as { loc?: { line: number; column: number } }).loc
  return new SourceSyntaxError(path, message, at?.line ?? 1, at?.column ?? 0)
}
