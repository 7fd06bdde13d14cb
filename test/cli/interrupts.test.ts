import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'

import { temporaryTree } from '../source/temporary-tree.ts'
import { buildCommand, MAIN, run } from './command.ts'

const COUNT = 120

const LOAD = `export async function load(id) {
  const response = await fetch('https://api.example.com/users/' + id)
  if (!response.ok) throw new Error('Failed to load')
  return response.json()
}
${'// A line that is only here to be copied.\n'.repeat(200)}`

interface Stopped {
  readonly root: string
  readonly signal: NodeJS.Signals | null
  readonly code: number | null
  readonly stderr: string
}

/** Runs the codemod over many files, and sends a signal once `isTime`. */
async function stop(signal: NodeJS.Signals, isTime: (root: string, stderr: string) => boolean, ...more: string[]): Promise<Stopped> {
  buildCommand()
  const names = Array.from({ length: COUNT }, (_, at) => [`src/${String(at).padStart(3, '0')}.js`, LOAD])
  const root = temporaryTree({ 'package.json': '{ "type": "module" }', ...Object.fromEntries(names) as Record<string, string> })
  const child = spawn(process.execPath, [MAIN, 'add-402-handling', 'src', ...more], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const end = ended(child)
  while (!isTime(root, stderr) && child.exitCode === null) await setTimeout(2)
  child.kill(signal)
  return { root, ...(await end), get stderr() { return stderr } }
}

function ended(child: ChildProcess): Promise<Pick<Stopped, 'code' | 'signal'>> {
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })))
}

function sources(root: string): string[] {
  return readdirSync(join(root, 'src')).filter((name) => /^\d+\.js$/.test(name)).map((name) => readFileSync(join(root, 'src', name), 'utf8'))
}

const isWritten = (root: string): boolean => readFileSync(join(root, 'src/000.js'), 'utf8') !== LOAD

/** A busy machine may let the command come to its end before it lets us send the signal: then once more. */
async function stopAmidWriting(signal: NodeJS.Signals): Promise<Stopped> {
  for (let attempt = 1; ; attempt++) {
    const stopped = await stop(signal, isWritten)
    if (stopped.signal === signal || attempt === 5) return stopped
  }
}

// Each attempt reads all files anew, and a busy machine takes its time.
const SLOW = { timeout: 180_000 }

test('Ctrl-C while files are written leaves each whole, and no other behind', SLOW, async () => {
  const { root, signal, stderr } = await stopAmidWriting('SIGINT')
  expect(signal).toBe('SIGINT')
  expect(stderr).toBe('stopped; each file is whole, and the rest is as it was: run again\n')
  const after = sources(root)
  const edited = after.filter((text) => text !== LOAD)
  expect(edited.length).toBeGreaterThan(0)
  expect(edited.length).toBeLessThan(COUNT)
  expect(new Set(edited).size).toBe(1)
  expect(edited[0]).toContain('throw await PaymentRequiredError.from(response)')
  expect(readdirSync(join(root, 'src')).filter((name) => name.endsWith('.tmp'))).toEqual([])

  // The next run does the rest.
  expect(run(root, ['add-402-handling', 'src']).code).toBe(0)
  expect(new Set(sources(root))).toEqual(new Set(edited))
})

test('a signal before anything is written changes nothing', async () => {
  // It says that `lib` is not there before it looks at the files.
  const { root, signal, stderr } = await stop('SIGTERM', (_root, said) => said !== '', 'lib')
  expect(signal).toBe('SIGTERM')
  expect(stderr).toBe('lib: no such file or folder\nstopped; nothing was written\n')
  expect(new Set(sources(root))).toEqual(new Set([LOAD]))
  expect(existsSync(join(root, 'src/payment-required.js'))).toBe(false)
})

test('not even a kill leaves half a file', SLOW, async () => {
  const { root, signal } = await stopAmidWriting('SIGKILL')
  expect(signal).toBe('SIGKILL')
  const edited = new Set(sources(root).filter((text) => text !== LOAD))
  expect(edited.size).toBe(1)
  expect([...edited][0]).toContain('throw await PaymentRequiredError.from(response)')
})
