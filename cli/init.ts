import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { describeSystemError } from '../source/paths.ts'
import { ExitCode } from './exit-codes.ts'
import type { Surroundings } from './messages.ts'
import { write } from './terminal.ts'

const NAMES = ['add-402-handling', 'exclude-402-from-retry'] as const

type Name = (typeof NAMES)[number]

function transformOf(name: Name): string {
  return `eslint-plugin-http-errors/codemods/${name}.cjs`
}

function codeOf(name: Name): string {
  return `module.exports = require('${transformOf(name)}')`
}

/**
 * jscodeshift takes `-t add-402-handling` for a path in the working directory and looks for it nowhere else (17.4.0). A
 * file without extension is CommonJS for `require` in every project, `"type": "module"` or not.
 */
function stubOf(name: Name): string {
  return `// Lets jscodeshift find the transform by its name: npx jscodeshift -t ${name} src
// Written by "npx eslint-plugin-http-errors init"; "npx eslint-plugin-http-errors init --remove" takes it away.
${codeOf(name)}
`
}

/** Writes a stub for each codemod into the working directory. Never overwrites a file that is not such a stub. */
export async function init(around: Surroundings): Promise<ExitCode> {
  const codes: ExitCode[] = []
  for (const name of NAMES) codes.push(await writeStub(name, around))
  const isWritten = codes.includes(ExitCode.done)
  if (isWritten && !canLoad(join(around.cwd, NAMES[0]))) {
    await write(around.stderr, 'eslint-plugin-http-errors is not installed here, and jscodeshift needs it to be; install it first:\n')
    await write(around.stderr, '  npm install --save-dev eslint-plugin-http-errors\n')
  }
  return codes.find((code) => code !== ExitCode.done) ?? ExitCode.done
}

/** Takes the stubs away again, those that are ours. */
export async function removeStub(around: Surroundings): Promise<ExitCode> {
  const codes: ExitCode[] = []
  for (const name of NAMES) codes.push(await removeOne(name, around))
  return codes.find((code) => code !== ExitCode.done) ?? ExitCode.done
}

async function writeStub(name: Name, { cwd, stdout, stderr }: Surroundings): Promise<ExitCode> {
  const path = join(cwd, name)
  const found = stateOf(path, name)
  if (found === 'foreign') {
    await write(stderr, `./${name}: is there already and is not ours, so it stays as it is; move it away first\n`)
    return ExitCode.incomplete
  }
  try {
    writeFileSync(path, stubOf(name))
  } catch (error) {
    await write(stderr, `./${name}: could not be written: ${describeSystemError(error)}\n`)
    return ExitCode.incomplete
  }
  await write(stdout, `${found === 'ours' ? 'Renewed' : 'Wrote'} ./${name}. Now run: npx jscodeshift -t ${name} src\n`)
  return ExitCode.done
}

async function removeOne(name: Name, { cwd, stdout, stderr }: Surroundings): Promise<ExitCode> {
  const path = join(cwd, name)
  const found = stateOf(path, name)
  if (found === 'foreign') {
    await write(stderr, `./${name}: is not what "init" wrote, so it stays\n`)
    return ExitCode.incomplete
  }
  try {
    if (found === 'ours') rmSync(path)
  } catch (error) {
    await write(stderr, `./${name}: could not be removed: ${describeSystemError(error)}\n`)
    return ExitCode.incomplete
  }
  await write(stdout, found === 'ours' ? `Removed ./${name}\n` : `There is no ./${name}\n`)
  return ExitCode.done
}

/** Ours is a file with just our line of code; comments, line ends and a semicolon do not matter. */
function stateOf(path: string, name: Name): 'missing' | 'ours' | 'foreign' {
  const entry = lstatSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return 'missing'
  if (!entry.isFile()) return 'foreign'
  const code = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
  return code.length === 1 && code[0]!.replace(/;$/, '').replaceAll('"', "'") === codeOf(name) ? 'ours' : 'foreign'
}

function canLoad(path: string): boolean {
  try {
    createRequire(path).resolve(transformOf(NAMES[0]))
    return true
  } catch {
    return false
  }
}
