import { isAbsolute, relative, sep } from 'node:path'

const SOURCE_NAME = /\.(?:[cm]?[jt]s|[jt]sx)$/
/** Type declarations hold no code: `x.d.ts`, `x.d.mts`, and `x.d.css.ts` (TypeScript's `allowArbitraryExtensions`). */
const DECLARATION_NAME = /\.d\.(?:[cm]?ts|[^.]+\.ts)$/

/** True for the names of JavaScript and TypeScript files that hold code. */
export function isSourceName(name: string): boolean {
  return SOURCE_NAME.test(name) && !DECLARATION_NAME.test(name)
}

/** True for the names of components, which hold code beside their templates: of Vue, Svelte, Astro. */
export function isComponentName(name: string): boolean {
  return /\.(?:vue|svelte|astro)$/.test(name)
}

/** True where `path` is `folder` or lies in it. Both absolute. */
export function isWithin(path: string, folder: string): boolean {
  const inner = relative(folder, path)
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner)
}

/** The path with forward slashes on every system. */
export function withForwardSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

/** Orders by folder, so that `a/b.ts` and `a/c.ts` are not parted by `a-b.ts`. Not by locale: the same everywhere. */
export function compareByFolder(a: string, b: string): number {
  const left = a.replaceAll(sep, '\0')
  const right = b.replaceAll(sep, '\0')
  return left < right ? -1 : left > right ? 1 : 0
}

/** Says in words why the system did not open a path. */
export function describeSystemError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no such file or folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'EISDIR') return 'a folder, not a file'
  if (code === 'ELOOP') return 'symbolic links that lead round in a circle'
  return message
}
