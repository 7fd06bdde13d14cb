import { STATUS_CODES } from 'node:http'

import ts from 'typescript'

import * as host from './host.ts'
import { dateOf, type VirtualClock } from './clock.ts'
import { FileReader } from './file-reader.ts'
import type { Fixture } from './fixture.ts'
import { isForBrowsers } from './packages.ts'

/** A fixture's code, ready to be evaluated again and again. */
export interface Program {
  /** Evaluates the module anew, so that nothing of an earlier run is left in it, and starts the run. */
  start(world: SandboxWorld): Promise<unknown>
  /** It uses packages, which send and wait by themselves. */
  readonly usesPackages: boolean
  /** It needs what browsers have. */
  readonly isForBrowsers: boolean
}

/** What a program sees in place of the globals that reach outside. */
export interface SandboxWorld {
  readonly fetch: typeof fetch
  readonly clock: VirtualClock
  readonly log: (name: string, values: readonly unknown[]) => void
}

const ENTRY = '__run'
const INJECTED = [
  'fetch',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'Date',
  'performance',
  'FileReader',
  'console',
  'globalThis',
  'window',
  'self',
] as const

/**
 * Compiles a fixture. Types are taken off, imports become `require`, and the globals above become parameters: nothing
 * is patched, so a run that was given up can't disturb the next.
 *
 * @param modules what further imports give
 */
export function compile(fixture: Fixture, modules: Readonly<Record<string, unknown>> = {}): Program {
  const entry = `\nexport const ${ENTRY} = async () => (${fixture.run})\n`
  const { outputText } = ts.transpileModule(fixture.text + entry, {
    fileName: fixture.path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      allowJs: true,
    },
  })
  const parameters = ['module', 'exports', 'require', 'host', ...INJECTED].join(', ')
  // The inner block lets a fixture declare what a parameter is called too.
  const evaluate = new Function(parameters, `'use strict'; {${outputText}\n}`)
  return {
    usesPackages: Object.keys(modules).length > 0,
    isForBrowsers: isForBrowsers(fixture.text),
    start: async (world) => {
      const exported: Record<string, unknown> = {}
      const injected = globalsOf(world)
      const values = INJECTED.map((name) => injected[name])
      evaluate({ exports: exported }, exported, (name: string) => modules[name] ?? modulesOf(name, world), host, ...values)
      return await (exported[ENTRY] as () => Promise<unknown>)()
    },
  }
}

function globalsOf({ fetch, clock, log }: SandboxWorld): Record<string, unknown> {
  const methods = ['debug', 'info', 'log', 'warn', 'error', 'table', 'trace'] as const
  const outside = {
    fetch,
    setTimeout: clock.setTimeout,
    setInterval: clock.setInterval,
    clearTimeout: clock.clear,
    clearInterval: clock.clear,
    Date: dateOf(clock),
    performance: { now: () => clock.now },
    FileReader,
    console: Object.fromEntries(
      methods.map((name) => [name, (...values: unknown[]) => log(`console.${name}`, values)]),
    ),
  }
  // Defined, not assigned: assignment would run the setters that the real globals have.
  const all: unknown = Object.create(globalThis, Object.getOwnPropertyDescriptors(outside))
  return { ...outside, globalThis: all, window: all, self: all }
}

function modulesOf(name: string, { clock }: SandboxWorld): unknown {
  if (/(?:^|\/)host\.ts$/.test(name)) return host
  if (name === 'node:timers/promises') return { setTimeout: clock.sleep }
  if (name === 'http-status-codes') return { StatusCodes: statusNames() }
  throw new Error(`A fixture imports '${name}', which is neither the host nor a module that the sandbox knows`)
}

/** The names of `http-status-codes` 2.3: reason phrases in upper case, with the words joined by `_`. */
function statusNames(): Record<string, number> {
  const names: Record<string, number> = {}
  for (const [status, phrase] of Object.entries(STATUS_CODES)) {
    const name = phrase?.replaceAll("'", '').replaceAll(/[^A-Za-z]+/g, '_').toUpperCase()
    if (name !== undefined) names[name] = Number(status)
  }
  return names
}
