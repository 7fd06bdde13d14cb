import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { CORPUS, PACKAGES } from './folders.ts'

/** A published package and what of it is audited. */
export interface Package {
  readonly name: string
  readonly version: string
  /** Absolute. */
  readonly folder: string
  /** Paths and globs inside the folder: one copy of the source, as readable as it is shipped. */
  readonly sources: readonly string[]
}

/** Thrown where the packages are not there, so that nothing can be said about the corpus. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
}

/**
 * The packages of the corpus, by name.
 *
 * @throws {NotInstalled} where one is missing or has another version than `corpus/package.json` pins
 */
export function readPackages(): Package[] {
  const { devDependencies: pinned } = readJson(resolve(CORPUS, 'package.json')) as { devDependencies: Record<string, string> }
  const sources = readJson(resolve(CORPUS, 'packages.json')) as Record<string, string[]>
  return Object.entries(pinned).map(([name, version]) => {
    const folder = resolve(PACKAGES, name)
    const manifest = resolve(folder, 'package.json')
    const installed = existsSync(manifest) ? (readJson(manifest) as { version: string }).version : 'nothing'
    if (installed !== version) throw new NotInstalled(`${name}@${version} is not there, but ${installed}: npm run corpus:install`)
    const paths = sources[name]
    if (!paths) throw new Error(`corpus/packages.json does not say what of ${name} is audited`)
    return { name, version, folder, sources: paths }
  })
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
