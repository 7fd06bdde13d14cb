import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { PathProblem } from './files.ts'
import type { IgnoreScope } from './gitignore.ts'
import { describeSystemError, isComponentName, isSourceName } from './paths.ts'

/** What a search has come upon so far. Paths are absolute. */
export interface Findings {
  readonly files: Set<string>
  /** Components in the folders. */
  readonly components: Set<string>
  /** Symbolic links with the name of a source file; what they lead to is not looked at yet. */
  readonly links: Set<string>
  readonly problems: PathProblem[]
  /** What the caller wants left out. */
  readonly excluded: IgnoreScope
}

const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git'])

/** True for a folder's entry that a search takes or enters, and no rule leaves out. */
export function isAdmitted(path: string, name: string, isFolder: boolean, scope: IgnoreScope, into: Findings): boolean {
  if (isFolder ? NEVER_ENTERED.has(name) : !isSourceName(name)) return false
  return !scope.ignores(path, isFolder) && !into.excluded.ignores(path, isFolder)
}

/**
 * Adds the source files below a folder. Symbolic links to folders are not followed.
 *
 * @param scope the `.gitignore` rules that hold for the folder itself, without its own file
 * @returns how many files there are, those found before included
 */
export async function walk(folder: string, scope: IgnoreScope, into: Findings): Promise<number> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    into.problems.push({ path: folder, message: describeSystemError(error), missing: false })
    return 0
  }
  const inner = entries.some((entry) => entry.name === '.gitignore') ? await scope.enter(folder) : scope
  const counts = entries.map(async (entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile() && isComponentName(entry.name) && !inner.ignores(path, false) && !into.excluded.ignores(path, false)) into.components.add(path)
    if (!isAdmitted(path, entry.name, entry.isDirectory(), inner, into)) return 0
    if (entry.isDirectory()) return walk(path, inner, into)
    if (entry.isSymbolicLink()) into.links.add(path)
    else if (entry.isFile()) into.files.add(path)
    else return 0
    return 1
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}
