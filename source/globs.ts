import * as fs from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

import { type FileSystemAdapter, glob, isDynamicPattern } from 'tinyglobby'

import { type IgnoreScope, scopeOf } from './gitignore.ts'
import { describeSystemError, withForwardSlashes } from './paths.ts'
import { type Findings, isAdmitted, walk } from './walk.ts'

/**
 * Adds the source files that a glob stands for; a folder that it matches is walked. What is left out inside of folders is
 * left out here too. The part before the first wildcard counts as named: `node_modules/x/src/*.ts` finds files.
 *
 * @param pattern in the syntax of tinyglobby (`*`, `**`, `?`, `[]`, `{}`, `!()`), relative to `cwd`
 * @returns how many files there are, those found before included
 */
export async function expandGlob(pattern: string, cwd: string, into: Findings): Promise<number> {
  const { base, rest } = await splitGlob(process.platform === 'win32' ? withForwardSlashes(pattern) : pattern, cwd)
  const links = new Set<string>()
  const matches = await glob(rest, {
    cwd: base,
    dot: true,
    onlyFiles: false,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**', '**/.git/**'],
    fs: watchedFileSystem(base, links, into),
  })
  const scopes = new FolderScopes(base, await scopeOf(base, cwd), into)
  const walked: string[] = []
  let count = 0
  for (const match of matches.sort()) {
    const path = join(base, match)
    if (walked.some((folder) => path.startsWith(folder))) continue
    const scope = await scopes.around(path)
    const isFolder = match.endsWith('/')
    if (scope === undefined || !isAdmitted(path, basename(path), isFolder, scope, into)) continue
    if (isFolder) {
      walked.push(path)
      count += await walk(path, scope, into)
    } else {
      ;(links.has(path) ? into.links : into.files).add(path)
      count++
    }
  }
  return count
}

/** Parts a glob from the folders before it. What is there by that very name is a name: `app/(shop)/[id]/*.ts`. */
async function splitGlob(pattern: string, cwd: string): Promise<{ base: string; rest: string }> {
  const segments = pattern.split('/')
  let base = pattern.startsWith('/') ? '/' : cwd
  while (segments.length > 1) {
    const segment = segments[0]!
    const isPlain = !isDynamicPattern(segment) && !/[{}]/.test(segment)
    const next = resolve(base, isPlain ? segment.replaceAll(/\\(.)/g, '$1') : segment)
    if (!isPlain && !(await stat(next).then((found) => found.isDirectory(), () => false))) break
    base = next
    segments.shift()
  }
  return { base, rest: segments.join('/') }
}

/** The `.gitignore` rules around any path below a base folder; undefined where they ignore a folder on the way. */
class FolderScopes {
  readonly #base: string
  readonly #scope: IgnoreScope
  readonly #into: Findings
  readonly #known = new Map<string, Promise<IgnoreScope | undefined>>()

  constructor(base: string, scope: IgnoreScope, into: Findings) {
    this.#base = base
    this.#scope = scope
    this.#into = into
  }

  around(path: string): Promise<IgnoreScope | undefined> {
    const folder = dirname(path)
    const known = this.#known.get(folder)
    if (known) return known
    const scope = this.#enter(folder)
    this.#known.set(folder, scope)
    return scope
  }

  async #enter(folder: string): Promise<IgnoreScope | undefined> {
    if (folder === this.#base) return this.#scope.enter(folder)
    const outer = await this.around(folder)
    return outer && isAdmitted(folder, basename(folder), true, outer, this.#into) ? outer.enter(folder) : undefined
  }
}

/**
 * The file system as tinyglobby may see it. Left alone it drops links to files together with links to folders, and says
 * nothing of a folder that it can't read.
 */
function watchedFileSystem(base: string, links: Set<string>, into: Findings): FileSystemAdapter {
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void,
  ): void => {
    fs.readdir(path, options, (error, entries) => {
      if (error) {
        // The base itself may be missing: then the glob matches nothing.
        if (resolve(path) !== base) into.problems.push({ path: resolve(path), message: describeSystemError(error), missing: false })
        done(error, entries)
        return
      }
      for (const entry of entries) {
        if (!entry.isSymbolicLink()) continue
        links.add(join(resolve(path), entry.name))
        entry.isSymbolicLink = () => false
        entry.isFile = () => true
      }
      done(null, entries)
    })
  }
  return { readdir: readdir as typeof fs.readdir }
}
