import { resolve } from 'node:path'

import { LineIndex } from '../source/positions.ts'
import type { CodemodResult, EditedSite, NewFile } from './codemod.ts'
import { movedOffset, type Edit } from './edits/apply.ts'
import { moduleSystemOf, type ModuleSystem } from './edits/imports.ts'
import type { Source } from './edits/source.ts'
import { isWorthTelling, whyNotByPath, whyNotByText } from './eligible.ts'
import type { CommonOptions, Tests } from './options.ts'
import { locatePaymentModule, quoteAround, readPlace, specifierOf, type FilePlace, type PaymentModule } from './payment-module.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** A request in a text. */
export interface Located {
  readonly offset: number
  readonly request: string
}

/** What became of a text, with the places in what was written. */
export interface Written {
  readonly text: string
  readonly edited: readonly Located[]
  readonly left: readonly (Located & { readonly reason: string; readonly message: string })[]
  readonly newFile: NewFile | undefined
}

/** Which files a codemod is for. */
export interface Scope {
  readonly tests: Tests | undefined
  /** Whether a text can have anything to edit. */
  readonly mayHold: (text: string) => boolean
}

/**
 * Runs a codemod on a file that a person wrote and that may hold requests; others stay as they are.
 *
 * @param path of the file, absolute or from the working folder
 * @param edit is given the text without a byte order mark, the absolute path and the working folder
 */
export function transformFile(
  source: string,
  path: string,
  { tests, mayHold }: Scope,
  edit: (text: string, file: string, cwd: string) => Written,
): CodemodResult {
  const cwd = process.cwd()
  const file = resolve(cwd, path)
  const mark = source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''
  const text = source.slice(mark.length)
  const untouched: CodemodResult = { output: source, edits: [], leftAlone: [], newFiles: [] }
  const byPath = whyNotByPath(file, cwd, tests)
  if ((byPath !== undefined && !isWorthTelling(file, cwd)) || !mayHold(text)) return untouched
  const passedOver = byPath ?? whyNotByText(text)
  if (passedOver !== undefined) return { ...untouched, passedOver }

  const written = edit(text, file, cwd)
  const lines = new LineIndex(written.text)
  const at = ({ offset, request }: Located): EditedSite => ({ ...lines.at(offset), request })
  return {
    output: mark + written.text,
    edits: [...new Map(written.edited.map((site) => [site.offset, at(site)])).values()].sort(byPlace),
    leftAlone: written.left.map(({ reason, message, ...site }) => ({ ...at(site), reason, message })).sort(byPlace),
    newFiles: written.newFile ? [written.newFile] : [],
  }
}

function byPlace(left: EditedSite, right: EditedSite): number {
  return left.line - right.line || left.column - right.column
}

/** Where a request stands once more edits are made. */
export function moved({ offset, request }: Located, edits: readonly Edit[]): Located {
  return { offset: movedOffset(offset, edits), request }
}

/** How a file gets at the typed error. */
export interface TypedModule {
  /** The module of the user's own source. */
  readonly local: PaymentModule
  /** How the file names it, or the module that an option names in its place. */
  readonly module: string
  readonly moduleSystem: ModuleSystem | undefined
  /** The quote that imports are written with where the file has no string to tell. */
  readonly usualQuote: () => string | undefined
}

/** Finds out how a file imports, and by what specifier. */
export function typedModuleFor(file: string, source: Source, { paymentModule, paymentFile }: CommonOptions, cwd: string): TypedModule {
  const place = readPlace(file, cwd)
  const moduleSystem = moduleSystemOf(source) ?? defaultSystem(place, source.text)
  const local = locatePaymentModule(place, moduleSystem ?? 'import', paymentFile === undefined ? undefined : resolve(cwd, paymentFile))
  return { local, module: paymentModule ?? specifierOf(local, place, source), moduleSystem, usualQuote: () => quoteAround(place) }
}

/** How a file imports that says nothing about it: by Node's rules. A page's own script can't import. */
function defaultSystem({ file, isModulePackage }: FilePlace, text: string): ModuleSystem | undefined {
  if (/\.(?:[cm]?ts|[jt]sx|mjs)$/.test(file)) return 'import'
  if (file.endsWith('.cjs')) return 'require'
  if (isModulePackage) return 'import'
  return /\b(?:window|document)\./.test(text) ? undefined : 'require'
}
