import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { describeSystemError } from '../source/paths.ts'
import { ExitCode } from './exit-codes.ts'
import type { Surroundings } from './messages.ts'
import { write } from './terminal.ts'

const NAME = 'add-402-handling'
const TRANSFORM = `eslint-plugin-http-errors/codemods/${NAME}.cjs`
const CODE = `module.exports = require('${TRANSFORM}')`

/**
 * jscodeshift takes `-t add-402-handling` for a path in the working directory and looks for it nowhere else (17.4.0). A
 * file without extension is CommonJS for `require` in every project, `"type": "module"` or not.
 */
const STUB = `// Lets jscodeshift find the transform by its name: npx jscodeshift -t ${NAME} src
// Written by "npx eslint-plugin-http-errors init"; "npx eslint-plugin-http-errors init --remove" takes it away.
${CODE}
`

/** Writes the stub into the working directory. Never overwrites a file that is not such a stub. */
export async function init({ cwd, stdout, stderr }: Surroundings): Promise<ExitCode> {
  const path = join(cwd, NAME)
  const found = stateOf(path)
  if (found === 'foreign') {
    await write(stderr, `./${NAME}: is there already and is not ours, so it stays as it is; move it away first\n`)
    return ExitCode.incomplete
  }
  try {
    writeFileSync(path, STUB)
  } catch (error) {
    await write(stderr, `./${NAME}: could not be written: ${describeSystemError(error)}\n`)
    return ExitCode.incomplete
  }
  await write(stdout, `${found === 'ours' ? 'Renewed' : 'Wrote'} ./${NAME}. Now run: npx jscodeshift -t ${NAME} src\n`)
  if (!canLoad(path)) {
    await write(stderr, 'eslint-plugin-http-errors is not installed here, and jscodeshift needs it to be; install it first:\n')
    await write(stderr, '  npm install --save-dev eslint-plugin-http-errors\n')
  }
  return ExitCode.done
}

/** Takes the stub away again, if it is ours. */
export async function removeStub({ cwd, stdout, stderr }: Surroundings): Promise<ExitCode> {
  const path = join(cwd, NAME)
  const found = stateOf(path)
  if (found === 'foreign') {
    await write(stderr, `./${NAME}: is not what "init" wrote, so it stays\n`)
    return ExitCode.incomplete
  }
  try {
    if (found === 'ours') rmSync(path)
  } catch (error) {
    await write(stderr, `./${NAME}: could not be removed: ${describeSystemError(error)}\n`)
    return ExitCode.incomplete
  }
  await write(stdout, found === 'ours' ? `Removed ./${NAME}\n` : `There is no ./${NAME}\n`)
  return ExitCode.done
}

/** Ours is a file with just our line of code; comments, line ends and a semicolon do not matter. */
function stateOf(path: string): 'missing' | 'ours' | 'foreign' {
  const entry = lstatSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return 'missing'
  if (!entry.isFile()) return 'foreign'
  const code = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
  return code.length === 1 && code[0]!.replace(/;$/, '').replaceAll('"', "'") === CODE ? 'ours' : 'foreign'
}

function canLoad(path: string): boolean {
  try {
    createRequire(path).resolve(TRANSFORM)
    return true
  } catch {
    return false
  }
}
