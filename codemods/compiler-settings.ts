import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

import type { TsConfigResult } from 'get-tsconfig'

/** Loaded when it is first needed: a lint run that reports nothing has no use for it. */
function reader(): typeof import('get-tsconfig') {
  return createRequire(import.meta.url)('get-tsconfig') as typeof import('get-tsconfig')
}

/** What tsconfig.json, or jsconfig.json, says about how modules are found. */
export interface CompilerSettings {
  /** The absolute path of the folder that they stand in. */
  readonly folder: string | undefined
  /** The project takes files from outside of that folder. */
  readonly reachesOut: boolean
  /** The absolute path of the folder that `@/`, `~/` or `#/` stands for: where the application's own code starts. */
  readonly sourceFolder: string | undefined
  /** Relative specifiers need the ending of the file. */
  readonly needsEnding: boolean
  /** The keys of `paths` that stand for a folder, by what is in front of their star: `@/` for `@/*`. */
  readonly aliases: readonly string[]
  /** The absolute path, without its ending, that a specifier means by `paths`; undefined where they don't say. */
  readonly pathOf: (specifier: string) => string | undefined
}

const NONE: CompilerSettings = { folder: undefined, reachesOut: false, sourceFolder: undefined, needsEnding: false, aliases: [], pathOf: () => undefined }

/**
 * The settings of the nearest tsconfig.json, or else jsconfig.json, with all that they extend.
 *
 * @param path absolute, of a file or a folder
 * @returns no settings where there is no such file, or where one of them can't be read
 */
export function readCompilerSettings(path: string): CompilerSettings {
  try {
    const { getTsconfig } = reader()
    const found = getTsconfig(path) ?? getTsconfig(path, 'jsconfig.json')
    return found ? settingsOf(found) : NONE
  } catch {
    return NONE
  }
}

/** The aliases that frameworks set up for it. */
const SOURCE_ALIAS = /^[@~#]\/\*$/

function settingsOf(found: TsConfigResult): CompilerSettings {
  const { compilerOptions = {}, include = [], files = [] } = found.config
  const { module, moduleResolution, paths = {} } = compilerOptions
  const match = reader().createPathsMatcher(found)
  const sources = Object.keys(paths).filter((key) => SOURCE_ALIAS.test(key)).flatMap((key) => match?.(key.replace('*', 'x')).slice(0, 1) ?? [])
  return {
    folder: dirname(found.path),
    reachesOut: [...include, ...files].some((pattern) => pattern.startsWith('..')),
    sourceFolder: sources.map((path) => dirname(path)).find((folder) => existsSync(folder)),
    needsEnding: [module, moduleResolution].some((value) => value !== undefined && /^node(?:16|18|20|next)$/i.test(value)),
    aliases: Object.keys(paths).filter((key) => /^[^*]+\*$/.test(key)).map((key) => key.slice(0, -1)),
    // Only the first that a specifier may mean: what the others mean depends on which files are there.
    pathOf: (specifier) => match?.(specifier)[0],
  }
}
