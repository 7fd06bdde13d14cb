import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { loadedPackage } from '../analysis/syntax/packages.ts'

/**
 * The major version of a package that a file would get: the one that is installed, else the one that the nearest
 * package.json asks for.
 *
 * @param file absolute path
 * @returns undefined where neither tells
 */
export function majorVersionFor(file: string, name: string): number | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const major = majorOf(readManifest(join(folder, 'node_modules', name, 'package.json'))['version'])
    if (major !== undefined) return major
    const manifest = readManifest(join(folder, 'package.json'))
    const asked = ['dependencies', 'devDependencies', 'peerDependencies'].map((field) => (manifest[field] as Record<string, unknown> | undefined)?.[name])
    const range = asked.find((value) => value !== undefined)
    if (range !== undefined) return majorOf(range)
    if (dirname(folder) === folder) return undefined
  }
}

/** The same where the file itself says it: `npm:p-retry@6`. */
export function majorVersionIn(text: string, name: string): number | undefined {
  for (const [, specifier = ''] of text.matchAll(/['"]([a-z]+:[^'"\s]+)['"]/g)) {
    const loaded = loadedPackage(specifier)
    if (loaded?.name === name && loaded.version !== undefined) return majorOf(loaded.version)
  }
  return undefined
}

function majorOf(version: unknown): number | undefined {
  const found = typeof version === 'string' ? /^[^\d]*(\d+)/.exec(version) : null
  return found ? Number(found[1]) : undefined
}

function readManifest(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}
