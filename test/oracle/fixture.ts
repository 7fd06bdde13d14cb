import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import type { CheckVerdict, RetryVerdict, UnknownReason } from '../../analysis/index.ts'
import type { World } from './answers.ts'

/** What is declared of one request site, or of one construct that may send again. */
export interface Declared<Verdict> {
  readonly verdict: Verdict
  /** Set where the verdict is `unknown`. */
  readonly reason?: UnknownReason
  /** Which of several sites is meant: only requests whose path starts so fail, or only those that are `paid`. */
  readonly at?: string
  /** Text that stands on the line where the finding starts. */
  readonly on?: string
}

/** A program with a request in it, and what is to be said of it. */
export interface Fixture {
  /** `<shape>/<file>` below `fixtures/`. */
  readonly name: string
  readonly path: string
  readonly text: string
  /** The expression that a caller of the module would evaluate. */
  readonly run: string
  readonly checks: readonly Declared<CheckVerdict>[]
  readonly retries: readonly Declared<RetryVerdict>[]
  readonly world: World
  /** Fields of a body that ends the program otherwise: the proof where the body decides. */
  readonly says: Readonly<Record<string, unknown>>
  readonly why: string
  /** Known misses: what the analysis answers instead, where that is less than what the run shows. Counted by a test. */
  readonly missed: { readonly checks?: readonly Declared<CheckVerdict>[]; readonly retries?: readonly Declared<RetryVerdict>[] }
}

const CHECK_VERDICTS: readonly CheckVerdict[] = [
  'handled',
  'grouped',
  'structured',
  'text',
  'blind',
  'unchecked',
  'delegated',
  'unknown',
]
const RETRY_VERDICTS: readonly RetryVerdict[] = [
  'explicit',
  'blanket',
  'filtered',
  'network',
  'pays',
  'polling',
  'unknown',
]
const REASONS: readonly UnknownReason[] = [
  'budget',
  'decided-by-body',
  'stored',
  'operation-not-seen',
  'not-reached',
  'options-not-seen',
  'version-not-seen',
  'condition-not-seen',
]
const DIRECTIVES = ['check', 'retry', 'run', 'body', 'says', 'why', 'missed']
const WORLDS: readonly World[] = ['same', 'honest', 'clean']

const ROOT = join(import.meta.dirname, 'fixtures')

/** Fixtures that use the real packages of clients and retry libraries. */
export const LIBRARIES = join(import.meta.dirname, 'libraries/fixtures')

/**
 * Can a run show this? Not where the verdict is unknown for what lies outside the file; where the body decides, two
 * bodies show it.
 */
export function isObservable(declared: Declared<string> | undefined): boolean {
  return declared?.verdict !== 'unknown' || declared.reason === 'decided-by-body'
}

/** All fixtures of a folder, by name. Throws where a head comment does not say what it must. */
export function readFixtures(root = ROOT): Fixture[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /[\\/]/.test(path) && /\.[mc]?[jt]s$/.test(path))
    .sort()
    .map((path) => parseFixture(relative('.', join(root, path)), path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')))
}

/**
 * Reads the head comment of a fixture:
 *
 * - `// @check <verdict> [<reason>] [at <path>|paid] [on <text>]`, one for each request site, in source order
 * - `// @retry <verdict> [<reason>] [at <path>|paid] [on <text>]`, one for each construct that may send again; `on` is
 *   text of the line where the finding starts
 * - `// @run <expression>`: what a caller evaluates; `run()` if absent
 * - `// @body honest|clean`: what the bodies of failures look like, see `World`
 * - `// @says <JSON object>`: for `unknown decided-by-body`, fields of a body that makes the program end otherwise
 * - `// @missed check <verdict>`, `// @missed retry none`: a known miss of the analysis, and what it says instead
 * - `// @why <sentence>`: required
 */
export function parseFixture(path: string, name: string, text: string): Fixture {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('//'))
  const directives: [string, string][] = []
  for (const line of lines.slice(0, end)) {
    const directive = /^\/\/ @(\w+) (.+)$/.exec(line)
    if (directive === null) throw new Error(`${name}: '${line}' is no directive`)
    directives.push([directive[1]!, directive[2]!])
  }
  const all = (key: string): string[] => directives.flatMap(([known, value]) => (known === key ? [value] : []))
  const unknown = directives.find(([key]) => !DIRECTIVES.includes(key))
  if (unknown !== undefined) throw new Error(`${name}: there is no directive @${unknown[0]}`)
  const why = all('why')[0]
  if (why === undefined) throw new Error(`${name}: @why is missing`)
  return {
    name,
    path,
    text,
    why,
    run: all('run')[0] ?? 'run()',
    checks: all('check').map((value) => parseDeclared(name, value, CHECK_VERDICTS)),
    retries: all('retry').map((value) => parseDeclared(name, value, RETRY_VERDICTS)),
    says: JSON.parse(all('says')[0] ?? '{}') as Record<string, unknown>,
    missed: parseMissed(name, all('missed')),
    world: oneOf(name, all('body')[0] ?? 'same', WORLDS),
  }
}

function parseDeclared<Verdict extends string>(
  name: string,
  value: string,
  verdicts: readonly Verdict[],
): Declared<Verdict> {
  const parts = /^(\S+)(?: (?!at |on )(\S+))?(?: at (\S+))?(?: on (.+))?$/.exec(value)
  if (parts === null) throw new Error(`${name}: '${value}' is no declaration`)
  const [, verdict, reason, at, on] = parts
  if ((verdict === 'unknown') !== (reason !== undefined)) {
    throw new Error(`${name}: '${value}': a reason belongs to 'unknown', and only to it`)
  }
  return {
    verdict: oneOf(name, verdict!, verdicts),
    ...(reason === undefined ? {} : { reason: oneOf(name, reason, REASONS) }),
    ...(at === undefined ? {} : { at }),
    ...(on === undefined ? {} : { on }),
  }
}

function parseMissed(name: string, values: readonly string[]): Fixture['missed'] {
  const of = (kind: string): string[] => values.flatMap((value) => (value.startsWith(`${kind} `) ? [value.slice(kind.length + 1)] : []))
  const stated = (kind: string): string[] => of(kind).filter((value) => value !== 'none')
  return {
    ...(of('check').length > 0 && { checks: stated('check').map((value) => parseDeclared(name, value, CHECK_VERDICTS)) }),
    ...(of('retry').length > 0 && { retries: stated('retry').map((value) => parseDeclared(name, value, RETRY_VERDICTS)) }),
  }
}

function oneOf<Word extends string>(name: string, word: string, words: readonly Word[]): Word {
  const found = words.find((known) => known === word)
  if (found === undefined) throw new Error(`${name}: '${word}' is none of ${words.join(', ')}`)
  return found
}
