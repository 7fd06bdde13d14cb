import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { onTestFinished } from 'vitest'

/** A path to its content, or to where a symbolic link leads. */
export type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>

/** Writes files into a new folder that goes away with the test. A path that ends with a slash makes a folder. */
export function temporaryTree(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'http-errors-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeTree(root, tree)
  return root
}

export function writeTree(root: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    const absolute = join(root, path)
    mkdirSync(path.endsWith('/') ? absolute : dirname(absolute), { recursive: true })
    if (path.endsWith('/')) continue
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(absolute, content)
    else symlinkSync(content.link, absolute)
  }
}
