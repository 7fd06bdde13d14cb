import { createRequire } from 'node:module'

/** The version of this package, as its manifest has it. */
export function packageVersion(): string {
  const manifest = createRequire(import.meta.url)('eslint-plugin-http-errors/package.json') as { version: string }
  return manifest.version
}
