import { join, parse } from 'node:path'

import { withForwardSlashes } from '../source/paths.ts'
import type { CompilerSettings } from './compiler-settings.ts'
import { endingOf } from './edits/specifiers.ts'

/**
 * The specifier of a module through a path alias, where the values that a file imports from outside of its folder mostly
 * come through aliases, and one of those that the file or the files around it use leads there: so it is known to work
 * there, also at run time. Where the file imports none from there, the others decide.
 *
 * @param target absolute path of the imported file
 * @param own the specifiers of the file
 * @param others those of the files around it, folder by folder
 * @returns undefined where a relative specifier is the custom
 */
export function aliasSpecifier(target: string, own: readonly string[], others: Iterable<readonly string[]>, { aliases, pathOf }: CompilerSettings): string | undefined {
  if (aliases.length === 0) return undefined
  const { dir, name, ext } = parse(target)
  const path = withForwardSlashes(join(dir, name))
  const segments = path.split('/')
  const stems = segments.map((_, index) => segments.slice(-index - 1).join('/'))
  let isCustom = false
  for (const specifiers of [own, ...others]) {
    const used = customOf(specifiers, aliases)
    if (!isCustom && used?.length === 0) return undefined
    isCustom ||= used !== undefined
    for (const alias of aliases.filter((one) => used?.some((specifier) => specifier.startsWith(one)))) {
      const stem = stems.find((one) => withForwardSlashes(pathOf(alias + one) ?? '') === path)
      if (stem !== undefined) return alias + stem + endingFor(used!, ext)
    }
  }
  return undefined
}

function endingFor(used: readonly string[], ext: string): string {
  const ending = endingOf(used)
  return ending === 'js' ? '.js' : ending === 'ts' ? ext : ''
}

/** The specifiers that go through an alias, none where more go upwards by `../`; undefined where there are neither. */
function customOf(specifiers: readonly string[], aliases: readonly string[]): readonly string[] | undefined {
  const upwards = specifiers.filter((specifier) => specifier.startsWith('../'))
  const aliased = specifiers.filter((specifier) => aliases.some((alias) => specifier.startsWith(alias)))
  if (upwards.length + aliased.length === 0) return undefined
  return aliased.length >= upwards.length ? aliased : []
}
