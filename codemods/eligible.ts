import { relative } from 'node:path'

import { isSourceName, withForwardSlashes } from '../source/paths.ts'
import type { Tests } from './options.ts'

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
/** Folders of tests and of what only they use, as Jest, Vitest, Mocha, Cypress, Playwright and Node have them. */
const TEST_FOLDERS: ReadonlySet<string> = new Set([
  'test', 'tests', '__test__', '__tests__', '__mocks__', '__fixtures__', 'spec', 'specs', '__specs__', 'e2e', 'cypress', 'playwright',
])
const TEST_FOLDER = /^(?:e2e|cypress|playwright|integration|unit|acceptance)[-_]tests?$/
const TEST_NAME = /[.-](?:test|spec|cy|e2e|e2e-spec|test-d)\.[cm]?[jt]sx?$|^(?:setup-?tests?|test-?setup|(?:jest|vitest)[.-]setup)\.[cm]?[jt]sx?$/i
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
 * @param tests what is to be done with tests
 */
export function whyNotByPath(path: string, cwd: string, tests: Tests = 'leave'): string | undefined {
  const { folders, name } = partsOf(path, cwd)
  return whyForeign(folders, name) ?? (tests === 'leave' && isTest(folders, name) ? 'a test (--tests=edit edits it, too)' : undefined)
}

/** What a reader of the code would have expected to be edited is told of; dependencies and build output go without saying. */
export function isWorthTelling(path: string, cwd: string): boolean {
  const { folders, name } = partsOf(path, cwd)
  return isSourceName(name) && !folders.some((folder) => Object.hasOwn(FOREIGN_FOLDERS, folder))
}

function partsOf(path: string, cwd: string): { readonly folders: readonly string[]; readonly name: string } {
  const inside = withForwardSlashes(relative(cwd, path))
  const folders = (inside.startsWith('../') ? withForwardSlashes(path) : inside).split('/')
  const name = folders.pop()!
  return { folders, name }
}

function isTest(folders: readonly string[], name: string): boolean {
  return TEST_NAME.test(name) || folders.some((folder) => TEST_FOLDERS.has(folder) || TEST_FOLDER.test(folder))
}

function whyForeign(segments: readonly string[], name: string): string | undefined {
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
