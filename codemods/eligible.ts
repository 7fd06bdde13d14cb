import { relative } from 'node:path'

import { isSourceName, withForwardSlashes } from '../source/paths.ts'

/** Folders whose files no person edits, by what they hold. */
const FOREIGN_FOLDERS: Readonly<Record<string, string>> = {
  node_modules: 'a dependency',
  bower_components: 'a dependency',
  dist: 'build output',
  build: 'build output',
  coverage: 'build output',
  '.next': 'build output',
  '.nuxt': 'build output',
  '.output': 'build output',
  '.svelte-kit': 'build output',
  '.turbo': 'build output',
  '.vercel': 'build output',
  __generated__: 'generated code',
}
const MINIFIED_NAME = /[.-]min\.[cm]?js$/
const GENERATED_NAME = /\.generated\.\w+$/
/** In the first lines: the mark that tools agree on, or a sentence. */
const GENERATED = /@generated\b|\bgenerated\b[^]{0,300}\bdo not (?:edit|modify|change)\b|\bdo not (?:edit|modify|change)\b[^]{0,300}\bgenerated\b/i
/** No hand writes lines of this length on average. UTF-16 code units. */
const MINIFIED_LINE = 500

/**
 * Why a codemod must not edit a file, as far as its path tells, in a few words; undefined where it may.
 *
 * @param path absolute
 * @param cwd absolute; only folders below it count, for files that lie in it
 */
export function whyNotByPath(path: string, cwd: string): string | undefined {
  const inside = withForwardSlashes(relative(cwd, path))
  const segments = (inside.startsWith('../') ? withForwardSlashes(path) : inside).split('/')
  const name = segments.pop()!
  const foreign = segments.find((segment) => Object.hasOwn(FOREIGN_FOLDERS, segment))
  if (foreign !== undefined) return `${FOREIGN_FOLDERS[foreign]!} (in ${foreign})`
  if (!isSourceName(name)) return /\.d\..*ts$/.test(name) ? 'a type declaration' : 'neither JavaScript nor TypeScript, by its name'
  if (MINIFIED_NAME.test(name)) return 'minified'
  return GENERATED_NAME.test(name) ? 'generated code' : undefined
}

/** Why a codemod must not edit a text, as far as a look at it tells; undefined where a person may have written it. */
export function whyNotByText(text: string): string | undefined {
  if (GENERATED.test(text.slice(0, 1000))) return 'generated code'
  return text.length >= 5000 && text.length / text.split('\n').length >= MINIFIED_LINE ? 'minified' : undefined
}

/** Is a file one that a codemod may edit, by its path? */
export function isEligiblePath(path: string, cwd: string): boolean {
  return whyNotByPath(path, cwd) === undefined
}

/** Is a text written by hand, as far as a look at it tells? */
export function isEligibleText(text: string): boolean {
  return whyNotByText(text) === undefined
}
