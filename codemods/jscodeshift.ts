import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'

import { withForwardSlashes } from '../source/paths.ts'
import type { CodemodResult, NewFile, Transform } from './codemod.ts'

/** As much of jscodeshift's `api` as is used. */
export interface TransformApi {
  report?(message: string): void
  /** Counts only under `--dry`. */
  stats?(name: string, quantity?: number): void
}

/** jscodeshift's own flags and those of the codemod, as jscodeshift passes them on: read as JSON where they can be. */
export interface TransformFlags {
  readonly dry?: unknown
  readonly [flag: string]: unknown
}

/**
 * A codemod as jscodeshift calls it. It needs none of jscodeshift's own parsing or printing.
 *
 * @returns the new text, or undefined where nothing changes
 * @throws {SourceSyntaxError} where the file can't be parsed
 * @throws {TypeError} where a flag has no usable value
 */
export type JscodeshiftTransform = (
  file: { readonly path: string; readonly source: string },
  api?: TransformApi,
  flags?: TransformFlags,
) => string | undefined

/** @param readOptions reads the flags of a command line; throws a TypeError where one has no usable value */
export function forJscodeshift<Options>(transform: Transform<Options>, readOptions: (flags: TransformFlags) => Options): JscodeshiftTransform {
  return (file, api = {}, flags = {}) => handOver(transform(file.source, file.path, readOptions(flags)), file, api, flags)
}

/**
 * Hands a result over to jscodeshift: writes the new files (not under `--dry`), and reports each site that is left alone, and
 * each file that may hold some and was passed over.
 *
 * @param path as jscodeshift names the file
 * @returns the new text, or undefined where nothing changes, which jscodeshift counts as skipped
 */
function handOver(
  { output, edits, leftAlone, newFiles, passedOver }: CodemodResult,
  { path, source }: { readonly path: string; readonly source: string },
  api: TransformApi,
  { dry }: TransformFlags,
): string | undefined {
  if (edits.length > 0) api.stats?.('sites edited', edits.length)
  for (const file of dry === true ? [] : newFiles) {
    if (writeNew(file)) api.report?.(`${withForwardSlashes(relative(process.cwd(), file.path))} written: the typed error, yours to keep`)
  }
  if (passedOver !== undefined) {
    api.stats?.('files passed over')
    api.report?.(`${path} passed over: ${passedOver}`)
  }
  for (const { line, reason, message } of leftAlone) {
    api.stats?.(`left alone: ${reason}`)
    api.report?.(`${path}:${line} ${reason}: ${message}`)
  }
  return output === source ? undefined : output
}

/** @returns false where the file is there by now: another worker was faster */
function writeNew({ path, text }: NewFile): boolean {
  if (existsSync(path)) return false
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
