import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
/** Not `dist`, which others may be building at this moment. In the package, so that its dependencies resolve. */
/** Of this worker alone: two that build at once would take each other's files away. */
const BUILD = join(ROOT, `.tmp/test-cli-${process.env['VITEST_POOL_ID'] ?? '0'}`)
/** The built command. Types are checked elsewhere. */
export const MAIN = join(BUILD, 'cli/main.js')

let isBuilt = false

/** Builds the command line once in a test run. */
export function buildCommand(): void {
  if (isBuilt) return
  rmSync(BUILD, { recursive: true, force: true })
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false', '--outDir', BUILD], { cwd: ROOT })
  for (const name of ['payment-required.ts', 'payment-required.js.txt']) {
    cpSync(join(ROOT, 'codemods/templates', name), join(BUILD, 'codemods/templates', name))
  }
  isBuilt = true
}

/** What a run of the command left behind. */
export interface Result {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command as a shell would, with no terminal. */
export function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Result {
  buildCommand()
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
    maxBuffer: 1 << 28,
  })
  return { code: status, stdout, stderr }
}
