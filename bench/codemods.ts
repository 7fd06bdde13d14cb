// `npm run bench:codemods [-- --rounds 5]`: what add-402-handling costs, beside transforms that do nothing.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'

import { FOLDER, ROOT } from './folder.ts'
import { sourceFiles } from './sources.ts'
import { median } from './statistics.ts'
import { printTable } from './table.ts'

/** Reads nothing of the text: what jscodeshift itself costs. */
const IDENTITY = 'module.exports = () => undefined\n'

/** What a transform in jscodeshift's own manner does at the least: parse, and look at each call. */
const VISIT = `module.exports = ({ path, source }, { jscodeshift }) => {
  const j = jscodeshift.withParser(/\\.[cm]?ts$/.test(path) ? 'ts' : 'tsx')
  j(source).find(j.CallExpression)
}
`

interface Contender {
  readonly name: string
  /** Arguments for Node. */
  readonly args: readonly string[]
  /** Names the files on standard input, one a line. */
  readonly takesList: boolean
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds wants a number above 0, not "${values.rounds}".`)

const sources = join(FOLDER, 'sources')
const files = sourceFiles()
const contenders = [
  jscodeshift('identity', transform('identity', IDENTITY)),
  jscodeshift('add-402-handling', join(ROOT, 'codemods/add-402-handling.cjs')),
  jscodeshift('visit', transform('visit', VISIT)),
  { name: 'add-402-handling, our own command', args: [join(ROOT, 'dist/cli/main.js'), 'add-402-handling', '--dry', '--json', ...files.map((path) => relative(sources, path))], takesList: false },
]
const times = contenders.map((): number[] => [])
for (let round = 0; round < rounds; round++) {
  console.error(`Round ${round + 1} of ${rounds}`)
  contenders.forEach((contender, index) => times[index]!.push(measure(contender)))
}
const costs = times.map(median)
const [identity, , visit] = costs as [number, number, number]
console.log(`Node ${process.version}, ${files.length} files, medians of ${rounds} rounds, time of the processor for the whole run\n`)
printTable(
  ['Transform', 'ms', 'ms a file', 'to the identity', 'visit to it'],
  contenders.map(({ name }, index) => {
    const cost = costs[index]!
    return [name, cost.toFixed(0), (cost / files.length).toFixed(2), (cost / identity).toFixed(2), (visit / cost).toFixed(2)]
  }),
)

function transform(name: string, code: string): string {
  const folder = join(FOLDER, 'transforms')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.cjs`)
  writeFileSync(path, code)
  return path
}

/** One process, no Babel: else starting both would hide what the transforms take. Nothing is written. */
function jscodeshift(name: string, path: string): Contender {
  const main = createRequire(import.meta.url).resolve('jscodeshift/bin/jscodeshift.js')
  return { name, args: [main, '-t', path, '--stdin', '--dry', '--silent', '--run-in-band', '--no-babel'], takesList: true }
}

/** @returns milliseconds of the processor */
function measure({ name, args, takesList }: Contender): number {
  const result = join(FOLDER, 'cpu.txt')
  const clock = join(import.meta.dirname, 'cpu-clock.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', clock, ...args], {
    cwd: sources,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CPU_CLOCK: result },
    ...(takesList && { input: files.join('\n') }),
  })
  // Our command ends with 2 where it could not parse a file.
  if (status !== 0 && !(status === 2 && !takesList)) throw new Error(`${name} ended with ${String(status)}:\n${stdout}${stderr}`)
  return Number(readFileSync(result, 'utf8'))
}
