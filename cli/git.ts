import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'

import { repositoryRoot } from '../source/gitignore.ts'

/** A file that git could not bring back as it is now. */
export interface Uncommitted {
  /** Absolute. */
  readonly path: string
  /** True where git does not know the file at all. */
  readonly untracked: boolean
}

/** Thrown where git does not answer. The message says what it said. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/**
 * Which of some files have changes that are not committed, staged ones and new files included. A file outside of any git
 * work tree has none.
 *
 * @param paths absolute
 * @returns in the order of the paths
 * @throws {GitError} where git is not installed, or refuses
 */
export async function uncommittedAmong(paths: readonly string[]): Promise<Uncommitted[]> {
  const roots = new Map<string, string | undefined>()
  for (const folder of new Set(paths.map(dirname))) roots.set(folder, await repositoryRoot(folder))
  const changes = new Map<string, boolean>()
  for (const root of new Set(roots.values())) {
    if (root !== undefined) readStatus(root).forEach((untracked, path) => changes.set(path, untracked))
  }
  return paths.flatMap((path) => {
    const untracked = changes.get(path) ?? isInUntrackedFolder(path, roots.get(dirname(path)), changes)
    return untracked === undefined ? [] : [{ path, untracked }]
  })
}

/** A folder without any file that git knows is reported as a whole, with a slash at its end. */
function isInUntrackedFolder(path: string, root: string | undefined, changes: ReadonlyMap<string, boolean>): true | undefined {
  if (root === undefined) return undefined
  for (let folder = dirname(path); folder !== root && folder !== dirname(folder); folder = dirname(folder)) {
    if (changes.has(join(folder, '/'))) return true
  }
  return changes.has(join(root, '/')) || undefined
}

/** `git status`: absolute paths, and whether git does not know them. */
function readStatus(root: string): Map<string, boolean> {
  const args = ['-C', root, 'status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=normal', '--ignore-submodules=all']
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  })
  if (error) throw new GitError((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'git is not installed' : error.message)
  if (status !== 0) throw new GitError(stderr.trim())
  const entries = stdout.split('\0').filter(Boolean)
  return new Map(entries.map((entry) => [join(root, entry.slice(3)), entry.startsWith('??')]))
}
