import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

import ignore from 'ignore'

import { isWithin, withForwardSlashes } from './paths.ts'

/** Git compares names as the file system does: `core.ignorecase` is on by default on Windows and macOS only. */
const IGNORE_CASE = process.platform === 'win32' || process.platform === 'darwin'

/**
 * What the `.gitignore` files from one base folder down to one inner folder say (gitignore(5)): patterns of an inner file
 * win over those of an outer one, and what lies in an ignored folder stays ignored.
 */
export class IgnoreScope {
  readonly #base: string
  readonly #patterns: readonly string[]
  readonly #rules: ignore.Ignore

  /**
   * @param base absolute path of the folder that all patterns are relative to
   * @param patterns in gitignore syntax, relative to `base`
   */
  constructor(base: string, patterns: readonly string[] = []) {
    this.#base = base
    this.#patterns = patterns
    this.#rules = ignore({ ignoreCase: IGNORE_CASE }).add(patterns)
  }

  /** @param path absolute; what lies outside of the base folder is never ignored */
  ignores(path: string, isFolder: boolean): boolean {
    const inner = withForwardSlashes(relative(this.#base, path))
    if (!ignore.isPathValid(inner)) return false
    return this.#rules.ignores(isFolder ? `${inner}/` : inner)
  }

  /** The scope inside `folder` (absolute, in the base folder or the base itself): these rules, then its own `.gitignore`. */
  async enter(folder: string): Promise<IgnoreScope> {
    const text = await readIgnoreFile(join(folder, '.gitignore'))
    if (text === undefined) return this
    const prefix = withForwardSlashes(relative(this.#base, folder))
    const own = text.replace(/^\uFEFF/, '').split('\n').flatMap((line) => rebase(line.replace(/\r$/, ''), prefix) ?? [])
    return new IgnoreScope(this.#base, [...this.#patterns, ...own])
  }
}

/** A `.gitignore` that is missing, or is no file, says nothing, as in git. */
async function readIgnoreFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * One line of the `.gitignore` in the folder `prefix`, as a line that means the same at the base: a pattern with a slash
 * at its start or middle is anchored to its folder, any other one matches at every depth below it.
 */
function rebase(line: string, prefix: string): string | undefined {
  if (line.startsWith('#')) return undefined
  const negated = line.startsWith('!')
  const pattern = line.slice(negated ? 1 : 0).replace(/(?<!\\) +$/, '')
  if (pattern === '' || pattern === '/') return undefined
  // Only a leading `\#` or `\!` needs its backslash, and these no longer lead.
  const body = pattern.replace(/^\\(?=[#!])/, '')
  const anchored = body.slice(0, -1).includes('/')
  const folder = prefix === '' ? '' : `/${prefix.replaceAll(/[\\*?[\]!# ]/g, '\\$&')}`
  return `${negated ? '!' : ''}${folder}${anchored ? '' : '/**'}${body.startsWith('/') ? '' : '/'}${body}`
}

/**
 * The `.gitignore` rules that hold for what lies in a folder, its own file left aside: those from the root of its
 * repository down, or from `cwd` down where there is no repository. If they ignore the folder itself, which the caller
 * named all the same, they hold no longer.
 *
 * @param folder absolute
 * @param cwd absolute
 */
export async function scopeOf(folder: string, cwd: string): Promise<IgnoreScope> {
  const root = (await repositoryRoot(folder)) ?? (isWithin(folder, cwd) ? cwd : folder)
  let scope = new IgnoreScope(root)
  let at = root
  for (const segment of relative(root, folder).split(sep).filter(Boolean)) {
    scope = await scope.enter(at)
    at = join(at, segment)
    if (scope.ignores(at, true)) return new IgnoreScope(folder)
  }
  return scope
}

/** Tells of any path, named or found, whether the `.gitignore` files from the root of its repository down leave it out. */
export class IgnoreLookup {
  readonly #cwd: string
  readonly #folders = new Map<string, Promise<IgnoreScope | 'ignored'>>()

  /** @param cwd absolute; where there is no repository, what holds starts here */
  constructor(cwd: string) {
    this.#cwd = cwd
  }

  /** @param path absolute, of a file or a folder */
  async ignores(path: string, isFolder: boolean): Promise<boolean> {
    const scope = await this.#inside(dirname(path))
    return scope === 'ignored' || scope.ignores(path, isFolder)
  }

  /** The rules for what lies in a folder, its own file included. */
  #inside(folder: string): Promise<IgnoreScope | 'ignored'> {
    const known = this.#folders.get(folder)
    if (known) return known
    const scope = this.#enter(folder)
    this.#folders.set(folder, scope)
    return scope
  }

  async #enter(folder: string): Promise<IgnoreScope | 'ignored'> {
    const isRoot = folder === this.#cwd ? !(await repositoryRoot(folder)) : await isRepositoryRoot(folder)
    if (isRoot || folder === dirname(folder)) return new IgnoreScope(folder).enter(folder)
    const outer = await this.#inside(dirname(folder))
    if (outer !== 'ignored' && !outer.ignores(folder, true)) return outer.enter(folder)
    // Who works in an ignored folder means it.
    return isWithin(this.#cwd, folder) ? new IgnoreScope(folder).enter(folder) : 'ignored'
  }
}

/** The folder of the git work tree that holds a folder, by its `.git`; undefined outside of any. */
export async function repositoryRoot(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await isRepositoryRoot(at)) return at
    if (at === dirname(at)) return undefined
  }
}

function isRepositoryRoot(folder: string): Promise<boolean> {
  return stat(join(folder, '.git')).then(() => true, () => false)
}
