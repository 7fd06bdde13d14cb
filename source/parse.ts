import { createRequire } from 'node:module'

import type { parse as babelParse, ParserOptions, ParserPlugin } from '@babel/parser'

import type { Program } from '../analysis/syntax/estree.ts'

let parser: { readonly parse: typeof babelParse } | undefined

/** Loaded when it is first needed: a lint run that finds nothing has no use for it. */
const parse: typeof babelParse = (text, options) => {
  parser ??= createRequire(import.meta.url)('@babel/parser') as { readonly parse: typeof babelParse }
  return parser.parse(text, options)
}

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

/**
 * Early errors of ECMA-262 and of TypeScript that leave no doubt about what the text says: `let a; let a`, `with` in a
 * module, `super` outside of a class. typescript-estree, and so ESLint, reads such files too. Babel's reason codes.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'AbstractMethodHasImplementation',
  'DeclareFunctionHasImplementation',
  'DuplicateConstructor',
  'DuplicateDefaultExport',
  'DuplicateExport',
  'DuplicateProto',
  'IllegalBreakContinue',
  'ImportAttributesUseAssert',
  'InvalidPrivateFieldResolution',
  'LabelRedeclaration',
  'OptionalTypeBeforeRequired',
  'ParamDupe',
  'PrivateNameRedeclaration',
  'StrictDelete',
  'StrictEvalArguments',
  'StrictEvalArgumentsBinding',
  'StrictFunction',
  'StrictNumericEscape',
  'StrictOctalLiteral',
  'StrictWith',
  'SuperNotAllowed',
  'UnexpectedSuper',
  'VarRedeclaration',
])

const TYPESCRIPT = /\.[mc]?ts$/
const FLOW_PRAGMA = /@flow\b/

/**
 * Parses a text to ESTree with TypeScript nodes, as typescript-estree shapes them, plus `start`/`end` offsets. Module or
 * script is told from the text, and a script may `return` and `await` at its top, as CommonJS files and snippets do.
 *
 * @param text the source, without a byte order mark
 * @param path decides the dialect by its ending: `.ts .mts .cts` (types, `<T>x` casts), `.tsx` (types and JSX), all others
 *   JSX, with Flow where the pragma says so or nothing else fits
 * @throws {SourceSyntaxError} where no dialect fits: the error of the one that came furthest
 */
export function parseSource(text: string, path: string): Program {
  const failures: unknown[] = []
  for (const attempt of attempts(text, path)) {
    try {
      const { program, errors } = parse(text, attempt)
      const harmful = errors?.find(({ reasonCode }) => !HARMLESS.has(reasonCode))
      if (harmful === undefined) return program as unknown as Program
      failures.push(harmful)
    } catch (error) {
      failures.push(error)
    }
  }
  throw toSourceSyntaxError(failures, path)
}

/** The readings to try, the likeliest first. Recovery comes last: with it on, Babel takes every script for a module. */
function attempts(text: string, path: string): ParserOptions[] {
  const language = languageOf(text, path)
  const withFlow: ParserPlugin[][] = language.length === 1 && language[0] === 'jsx' ? [['flow', 'jsx']] : []
  const plugins = [language, ...withFlow].flatMap((each) => DIALECTS.map((dialect) => [...BASE, ...each, ...dialect]))
  return [
    ...plugins.map((each) => options(each)),
    // Where `await` is a name, as in `const await = require('asyncawait/await')`.
    ...plugins.map((each) => ({ ...options(each), allowAwaitOutsideFunction: false })),
    ...plugins.map((each) => ({ ...options(each), errorRecovery: true })),
  ]
}

function options(plugins: ParserPlugin[]): ParserOptions {
  return {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowUndeclaredExports: true,
    ranges: true,
    attachComment: false,
    plugins,
  }
}

function languageOf(text: string, path: string): ParserPlugin[] {
  if (TYPESCRIPT.test(path)) return ['typescript']
  if (path.endsWith('.tsx')) return ['typescript', 'jsx']
  return FLOW_PRAGMA.test(text.slice(0, 2000)) ? ['flow', 'jsx'] : ['jsx']
}

function toSourceSyntaxError(failures: readonly unknown[], path: string): SourceSyntaxError {
  if (failures.some((failure) => failure instanceof RangeError)) {
    return new SourceSyntaxError(path, 'Nested too deeply for the parser', 1, 0)
  }
  // The first of those that came equally far: it speaks for the likeliest reading.
  const furthest = failures.reduce((best, failure) => (positionOf(failure) > positionOf(best) ? failure : best))
  const at = (furthest as { loc?: { line: number; column: number } }).loc
  return new SourceSyntaxError(path, messageOf(furthest), at?.line ?? 1, at?.column ?? 0)
}

function positionOf(failure: unknown): number {
  return (failure as { pos?: number }).pos ?? -1
}

/** Babel's message without the line and column behind it. */
function messageOf(failure: unknown): string {
  const message = failure instanceof Error ? failure.message : String(failure)
  return message.replace(/ \(\d+:\d+\)$/, '')
}
