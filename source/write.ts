import { randomBytes } from 'node:crypto'
import {
  accessSync, closeSync, constants, existsSync, fchmodSync, fchownSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync,
  rmSync, statSync, writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Replaces the text of a file in one step: whoever reads it, and whatever stops us, finds the old text or the new one. Mode
 * and owner stay (the owner as far as the system allows), and so does a symbolic link: the file that it leads to is written.
 *
 * @param path absolute
 * @param text is written as UTF-8, as it is
 * @throws {NodeJS.ErrnoException} where that is not possible; the file is as it was
 */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path)
  // Renaming asks only for the folder's permission: a file that is read-only would be gone.
  accessSync(target, constants.W_OK)
  const { mode, uid, gid } = statSync(target)
  writeBeside(target, text, (file) => {
    try {
      fchownSync(file, uid, gid)
    } catch {
      // Only root may give files away. Before the mode: a new owner clears set-user-ID.
    }
    fchmodSync(file, mode & 0o7777)
  })
}

/**
 * Writes a file that is not there yet in one step, and its folders.
 *
 * @param path absolute
 * @returns false where there is one by now, which stays as it is
 * @throws {NodeJS.ErrnoException} where that is not possible
 */
export function createFile(path: string, text: string): boolean {
  if (existsSync(path)) return false
  mkdirSync(dirname(path), { recursive: true })
  writeBeside(path, text)
  return true
}

/** Writes into a new file of the same folder, so of the same file system, and renames that. */
function writeBeside(target: string, text: string, prepare?: (file: number) => void): void {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  const file = openSync(temporary, 'wx')
  try {
    try {
      writeFileSync(file, text)
      prepare?.(file)
      // Else some file systems know the new name before the text, when the power fails.
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
