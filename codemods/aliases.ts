import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, parse } from 'node:path'

import { withForwardSlashes } from '../source/paths.ts'
import type { CompilerSettings } from './compiler-settings.ts'
import type { Source } from './edits/source.ts'
import { endingOf, specifiersOf } from './edits/specifiers.ts'

/** Files of the same folder that are asked where a file says nothing. */
const MOST_NEIGHBOURS = 20
/** Imports of values in a text that is not parsed. */
const IMPORT = /^(?:import|export)\s(?!\s*type\b)[^'"`;]*?from\s*['"]([^'"\r\n]+)['"]|\brequire\(['"]([^'"\r\n]+)['"]\)/gm

/**
 * The specifier of a module through a path alias, where the values that a file imports from outside of its folder mostly
 * come through that alias: so it is known to work there, also at run time. Where the file imports none from there, the
 * others of its folder decide.
 *
 * @param file absolute path of the importing file
 * @param target absolute path of the imported one
 * @returns undefined where a relative specifier is the custom
 */
export function aliasSpecifier(file: string, target: string, source: Source, { aliases, pathOf }: CompilerSettings): string | undefined {
  if (aliases.length === 0) return undefined
  const own = [...specifiersOf(source)]
  const used = customOf(own, aliases) ?? customOf(neighbourSpecifiers(file), aliases)
  if (used === undefined || used.length === 0) return undefined
  const { dir, name } = parse(target)
  const path = withForwardSlashes(join(dir, name))
  const segments = path.split('/')
  for (const alias of aliases.filter((one) => used.some((specifier) => specifier.startsWith(one)))) {
    const stems = segments.map((_, index) => segments.slice(-index - 1).join('/'))
    const stem = stems.find((one) => withForwardSlashes(pathOf(alias + one) ?? '') === path)
    if (stem !== undefined) return alias + stem + (endingOf(used) === 'js' ? '.js' : '')
  }
  return undefined
}

/** The specifiers that go through an alias, none where more go upwards by `../`; undefined where there are neither. */
function customOf(specifiers: readonly string[], aliases: readonly string[]): readonly string[] | undefined {
  const upwards = specifiers.filter((specifier) => specifier.startsWith('../'))
  const aliased = specifiers.filter((specifier) => aliases.some((alias) => specifier.startsWith(alias)))
  if (upwards.length + aliased.length === 0) return undefined
  return aliased.length >= upwards.length ? aliased : []
}

function neighbourSpecifiers(file: string): readonly string[] {
  const folder = dirname(file)
  const kind = /^\.[cm]?ts|^\.tsx/.test(extname(file)) ? /\.(?:[cm]?ts|tsx)$/ : /\.(?:[cm]?js|jsx)$/
  try {
    const names = readdirSync(folder).filter((name) => kind.test(name) && join(folder, name) !== file)
    return names.slice(0, MOST_NEIGHBOURS).flatMap((name) => {
      return [...readFileSync(join(folder, name), 'utf8').matchAll(IMPORT)].map(([, imported, required]) => imported ?? required!)
    })
  } catch {
    return []
  }
}

