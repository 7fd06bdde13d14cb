import { resolve } from 'node:path'

import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { transform } from '../../codemods/add-402-handling.ts'
import type { CodemodResult } from '../../codemods/codemod.ts'
import type { AddHandlingOptions } from '../../codemods/options.ts'
import * as typedModule from '../../codemods/templates/payment-required.ts'
import { parseSource } from '../../source/parse.ts'
import { ANSWERS, type Answer } from '../oracle/answers.ts'
import { readFixtures, type Fixture } from '../oracle/fixture.ts'
import { run, type Observation, type RunOptions } from '../oracle/run.ts'
import { compile } from '../oracle/sandbox.ts'
import { LoopbackServer } from '../oracle/server.ts'
import type { Snapshot } from '../oracle/snapshot.ts'

const MODULE = '#payment-required'
const REPORTED = ['blind', 'text', 'unchecked', 'grouped']

/** What the strict rule reports, and what the codemod makes of it. */
interface Closed {
  readonly fixture: Fixture
  readonly result: CodemodResult
}

/** The fixtures that the strict rule reports. */
const reported = readFixtures().filter(({ text, path }) => verdictsOf(text, path).length > 0)

function closedWith(options: AddHandlingOptions): readonly Closed[] {
  return reported.map((fixture) => ({ fixture, result: transform(fixture.text, fixture.path, { tests: 'edit', paymentModule: MODULE, ...options }) }))
}

function verdictsOf(text: string, path: string): readonly { verdict: string; line: number }[] {
  const { checks } = analyse(parseSource(text, path), text, { status: 402 })
  return checks
    .filter(({ verdict, unpaid, madeElsewhere }) => !unpaid && !madeElsewhere && REPORTED.includes(verdict))
    .map(({ verdict, range }) => ({ verdict, line: text.slice(0, range[0]).split('\n').length }))
}

let server: LoopbackServer

beforeAll(async () => {
  server = await LoopbackServer.start()
})

afterAll(async () => {
  await server.stop()
})

const MODES: readonly (readonly [string, AddHandlingOptions])[] = [
  ['by default', {}],
  ['--non-throwing=throw --unchecked=throw', { nonThrowing: 'throw', unchecked: 'throw' }],
  ['--non-throwing=report', { nonThrowing: 'report' }],
]

const byDefault = new Map(closedWith({}).map(({ fixture, result }) => [fixture.name, result.output]))

/** The error is thrown, and a caller in the file makes something else of whatever it catches: a message, an error of its own. */
const REPLACED = [
  'combinators/all-settled-reports-reasons.ts', 'errors/own-class-per-guard.ts', 'errors/two-level-loses-status.ts', 'retries/base-class-loop.ts', 'retries/made-object-loop.ts',
  'retries/object-method-loop.ts', 'traps/status-dropped-by-caller.ts',
]
/** Where a throw is asked for, and a caller in the file drops it. By default these tell the listeners instead. */
const DROPPED = [
  ...REPLACED, 'branches/return-in-finally.js', 'chains/promise-constructor.js', 'combinators/all-settled-drops-failures.ts',
  'combinators/all-settled-ends-failures.ts', 'errors/body-read-from-a-message.ts',
  'combinators/any-mirror.ts', 'combinators/promise-all-flat-map.ts', 'errors/instanceof-other-class.ts', 'helpers/higher-order-toast.ts', 'helpers/several-callers.ts',
  'logs/name-or-status-chooses-a-log.ts', 'retries/policy-object.ts', 'retries/until-there-is-a-result.ts',
]

describe.each(MODES)('%s', (mode, options) => {
  const all = closedWith(options)
  const edited = all.filter(({ result }) => result.edits.length > 0)

  it('names each site that it leaves alone, and the rule is silent on all others', () => {
    for (const { fixture, result } of all) {
      const left = verdictsOf(result.output, fixture.path).map(({ line }) => line)
      const named = result.leftAlone.map(({ line }) => line)
      expect(left.filter((line) => !named.includes(line)), fixture.name).toEqual([])
    }
  })

  it('does so much, and leaves so much', () => {
    const reasons: Record<string, number> = {}
    for (const { reason } of all.flatMap(({ result }) => result.leftAlone)) reasons[reason] = (reasons[reason] ?? 0) + 1
    const sites = edited.reduce((sum, { result }) => sum + result.edits.length, 0)
    expect({ fixtures: reported.length, edited: edited.length, sites, left: Object.fromEntries(Object.entries(reasons).sort()) }).toMatchSnapshot()
  })

  it('run twice is run once', () => {
    for (const { fixture, result } of edited) {
      const again = transform(result.output, fixture.path, { tests: 'edit', paymentModule: MODULE, ...options })
      expect(again.output, fixture.name).toBe(result.output)
    }
  })

  it('type-checks as before, strictly', { timeout: 120_000 }, () => {
    expect(diagnosticsOf(edited.filter(({ fixture }) => fixture.path.endsWith('.ts') || fixture.path.endsWith('.tsx')))).toEqual([])
  })

  if (mode === '--non-throwing=report') return
  describe('on the loopback server every other status does what it did, and a 402 is typed', () => {
    it.each(edited.filter(({ fixture, result }) => mode === 'by default' || result.output !== byDefault.get(fixture.name)).map((closed) => [closed.fixture.name, closed] as const))('%s', { timeout: 30_000 }, async (_name, { fixture, result }) => {
      const after = compile({ ...fixture, text: result.output }, { [MODULE]: typedModule })
      for (const answer of ANSWERS) {
        if (answer === 402) continue
        const before = await seenBefore(fixture, answer)
        expect(seen(await run(after, server, optionsOf(fixture, answer))), String(answer)).toEqual(before)
      }
      const heard: unknown[] = []
      const stop = typedModule.onPaymentRequired((payment) => void heard.push(payment))
      const only = fixture.checks.find(({ verdict }) => REPORTED.includes(verdict))?.at
      const paid = await run(after, server, optionsOf(fixture, 402, only))
      await new Promise((resolve) => setTimeout(resolve, 5))
      stop()
      expect(heard.length > 0 || holdsTyped(paid)).toBe(!(mode === 'by default' ? REPLACED : DROPPED).includes(fixture.name))
    })
  })
})

/** What can be seen of a run. Why no answer came differs from one run to the next: it names the port. */
function seen({ answer, completion, value, effects }: Observation): unknown {
  const shown = (snapshot: Snapshot): unknown => (answer === 'none' ? withoutCause(snapshot) : snapshot)
  return {
    completion,
    value: shown(value),
    effects: effects.map((effect) => [effect.kind === 'request' ? effect.request.method : effect.name, shown(effect.values)]),
  }
}

function withoutCause(snapshot: Snapshot): Snapshot {
  if (!('fields' in snapshot)) return snapshot
  const fields = [...snapshot.fields].filter(([name]) => name !== 'cause').map(([name, field]) => [name, withoutCause(field)] as const)
  return { ...snapshot, fields: new Map(fields) }
}

const runsBefore = new Map<string, Promise<unknown>>()

/** What a fixture does as it is written, run once for each answer. */
function seenBefore(fixture: Fixture, answer: Answer): Promise<unknown> {
  const key = `${fixture.name} ${answer}`
  const known = runsBefore.get(key) ?? run(compile(fixture), server, optionsOf(fixture, answer)).then(seen)
  runsBefore.set(key, known)
  return known
}

function optionsOf({ world }: Fixture, answer: Answer, only?: string): RunOptions {
  return { answer, world, says: {}, only }
}

/** Did a typed error leave: thrown, returned, handed to code that is not seen, or logged? */
function holdsTyped({ value, effects }: Observation): boolean {
  return isTyped(value) || effects.some(({ values }) => isTyped(values))
}

function isTyped(snapshot: Snapshot): boolean {
  if (snapshot.kind === 'object' && snapshot.tag === 'PaymentRequiredError') return true
  return 'fields' in snapshot && [...snapshot.fields.values()].some(isTyped)
}

function diagnosticsOf(closed: readonly Closed[]): string[] {
  const folder = resolve(import.meta.dirname, '../oracle/fixtures')
  const { config } = ts.readConfigFile(resolve(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder)
  const template = resolve(import.meta.dirname, '../../codemods/templates/payment-required.ts')
  const strict: ts.CompilerOptions = { ...options, paths: { [MODULE]: [template] } }
  const host = ts.createCompilerHost(strict)
  const texts = new Map(closed.map(({ fixture, result }) => [resolve(fixture.path), result.output]))
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (path, target) => {
    const text = texts.get(resolve(path))
    return text === undefined ? read(path, target) : ts.createSourceFile(path, text, target, true)
  }
  const program = ts.createProgram([...texts.keys(), resolve(folder, 'modules.d.ts')], strict, host)
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName ?? ''} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}
