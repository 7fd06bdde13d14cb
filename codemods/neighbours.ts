import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

import { isWithin } from '../source/paths.ts'

/** Files of a folder that are asked where a file says nothing. */
const MOST_NEIGHBOURS = 20
/** Imports of values in a text that is not parsed. */
const IMPORT = /^(?:import|export)\s(?!\s*type\b)[^'"`;]*?from\s*(?<quote>['"])(?<imported>[^'"\r\n]+)['"]|\brequire\((?<mark>['"])(?<required>[^'"\r\n]+)['"]\)/gm

/** An import of a file that is not parsed. */
export interface NeighbourImport {
  readonly specifier: string
  readonly quote: string
}

/**
 * How the files around one import: those of its folder, then those of the folders around that. Read as they are asked for.
 *
 * @param root the folder to end with
 */
export function* neighbourImports(file: string, root: string): Generator<readonly NeighbourImport[]> {
  const kind = /^\.(?:[cm]?ts|tsx)$/.test(extname(file)) ? /\.(?:[cm]?ts|tsx)$/ : /\.(?:[cm]?js|jsx)$/
  for (let folder = dirname(file); isWithin(folder, root); folder = dirname(folder)) {
    yield importsIn(folder, (name) => kind.test(name) && join(folder, name) !== file)
    if (folder === dirname(folder)) return
  }
}

function importsIn(folder: string, isAsked: (name: string) => boolean): NeighbourImport[] {
  try {
    return readdirSync(folder).filter(isAsked).slice(0, MOST_NEIGHBOURS).flatMap((name) => {
      return [...readFileSync(join(folder, name), 'utf8').matchAll(IMPORT)].map(({ groups = {} }) => ({ specifier: (groups['imported'] ?? groups['required'])!, quote: (groups['quote'] ?? groups['mark'])! }))
    })
  } catch {
    return []
  }
}
