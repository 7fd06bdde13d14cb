import { lstat, realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { isDynamicPattern } from 'tinyglobby'

import { IgnoreScope, scopeOf } from './gitignore.ts'
import { expandGlob } from './globs.ts'
import { compareByFolder, describeSystemError } from './paths.ts'
import { type Findings, walk } from './walk.ts'

/** A file to look at. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string
  /** True where the caller named this very file; false where a folder or a glob led to it. */
  readonly named: boolean
}

/** A path that could not be looked at, and why, in words. */
export interface PathProblem {
  /** Absolute; empty where the caller gave an empty path. */
  readonly path: string
  readonly message: string
  /** True where nothing is there, which is more likely a mistake in the path. */
  readonly missing: boolean
}

/** What was found. */
export interface FileSearch {
  /** Sorted so that the files of one folder stand together; no file twice. */
  readonly files: readonly SourceFile[]
  /** Absolute paths of the components (`.vue`) in the folders of the caller, sorted likewise: they are no source files. */
  readonly components: readonly string[]
  readonly problems: readonly PathProblem[]
  /** Folders and globs of the caller that hold no file to look at. */
  readonly unmatched: readonly string[]
}

/** Where to search and what to leave out. */
export interface SearchOptions {
  /** Absolute; relative paths start here. */
  readonly cwd: string
  /** What to leave out, in gitignore syntax relative to `cwd`. Wins over everything else. */
  readonly exclude?: readonly string[]
}

/**
 * Finds the JavaScript and TypeScript files that paths, folders and globs stand for.
 *
 * A named file is taken whatever it is. A folder is walked wherever it lies; what a `.gitignore` names, `node_modules`,
 * `.git`, type declarations and symbolic links to folders are left out inside of it. Where something has just that name,
 * it is no glob: `app/[id]/page.ts` is a file, if there is one.
 *
 * @throws never for a path that can't be read: that is one of the `problems`
 */
export async function findFiles(paths: readonly string[], options: SearchOptions): Promise<FileSearch> {
  const { cwd } = options
  const named = new Set<string>()
  const unmatched: string[] = []
  const search: Findings = {
    files: new Set(),
    components: new Set(),
    links: new Set(),
    problems: [],
    excluded: new IgnoreScope(cwd, options.exclude),
  }
  for (const path of paths) {
    const absolute = resolve(cwd, path)
    const kind = await kindOf(path, absolute)
    const problemsBefore = search.problems.length
    let count = 0
    if (kind.is === 'file') {
      if (search.excluded.ignores(absolute, false)) unmatched.push(path)
      else named.add(absolute)
      continue
    } else if (kind.is === 'folder') {
      count = await walk(absolute, await scopeOf(absolute, cwd), search)
    } else if (kind.is === 'missing' && isDynamicPattern(path)) {
      count = await expandGlob(path, cwd, search)
    } else {
      const message = kind.is === 'unusable' ? kind.message : 'no such file or folder'
      search.problems.push({ path: path && absolute, message, missing: kind.is === 'missing' || path === '' })
    }
    if (count === 0 && search.problems.length === problemsBefore) unmatched.push(path)
  }
  await addLinkedFiles(search, named)
  const files = [...new Set([...named, ...search.files])].sort(compareByFolder)
  return { files: files.map((path) => ({ path, named: named.has(path) })), components: [...search.components].sort(compareByFolder), problems: byPath(search.problems), unmatched }
}

/** Each path once: a link may be named as well as found. */
function byPath(problems: readonly PathProblem[]): PathProblem[] {
  return [...new Map(problems.map((problem) => [problem.path, problem])).values()]
}

type PathKind = { readonly is: 'file' | 'folder' | 'missing' } | { readonly is: 'unusable'; readonly message: string }

async function kindOf(path: string, absolute: string): Promise<PathKind> {
  if (path === '') return { is: 'unusable', message: 'an empty path names nothing' }
  try {
    const found = await stat(absolute)
    if (found.isDirectory()) return { is: 'folder' }
    return found.isFile() ? { is: 'file' } : { is: 'unusable', message: 'neither a file nor a folder' }
  } catch (error) {
    if (await isLink(absolute)) return { is: 'unusable', message: describeLinkError(error) }
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { is: 'missing' }
    return { is: 'unusable', message: describeSystemError(error) }
  }
}

/** Links to files count once: not beside the file itself, and not a second time. Links to folders are not followed. */
async function addLinkedFiles(search: Findings, named: ReadonlySet<string>): Promise<void> {
  const targets = new Set([...search.files, ...named])
  for (const link of [...search.links].sort(compareByFolder)) {
    try {
      const target = await realpath(link)
      if (targets.has(target) || !(await stat(target)).isFile()) continue
      targets.add(target)
      search.files.add(link)
    } catch (error) {
      search.problems.push({ path: link, message: describeLinkError(error), missing: false })
    }
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then((found) => found.isSymbolicLink(), () => false)
}

function describeLinkError(error: unknown): string {
  const isDangling = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return isDangling ? 'a symbolic link that leads nowhere' : describeSystemError(error)
}
