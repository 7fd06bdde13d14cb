import { bodyOf, REASON_PHRASES } from './answers.ts'
import type { Effect, Observation } from './run.ts'
import type { Snapshot } from './snapshot.ts'

/** What differs in one place, strongest first. `log`: in a log call only, whatever differs there. */
export type Level = 'control' | 'data' | 'text' | 'log'

/** One place in which two runs differ. */
export interface Difference {
  readonly level: Level
  /** What of the answer made the difference; `branch` where other things were done, not what was let out. */
  readonly source: 'body' | 'status' | 'response' | 'branch'
  readonly where: string
  readonly left: string
  readonly right: string
}

/** All differences of two runs that were answered with these statuses. Both statuses must be numbers. */
export function differences(left: Observation, right: Observation): Difference[] {
  const statuses: Statuses = [Number(left.answer), Number(right.answer)]
  const completions = new Comparison(statuses)
  if (left.completion === right.completion) completions.compare(left.value, right.value, left.completion)
  else completions.branch('completion', left.completion, right.completion)
  effects(completions, left.effects.filter(isSeen), right.effects.filter(isSeen))

  const logs = new Comparison(statuses)
  effects(logs, left.effects.filter(isLog), right.effects.filter(isLog))
  return [...completions.found, ...logs.found.map((difference) => ({ ...difference, level: 'log' as const }))]
}

function isLog(effect: Effect): boolean {
  return effect.kind === 'log'
}

function isSeen(effect: Effect): boolean {
  return effect.kind !== 'log'
}

function effects(comparison: Comparison, left: readonly Effect[], right: readonly Effect[]): void {
  const names = (all: readonly Effect[]): string => all.map(nameOf).join(', ') || 'nothing'
  if (left.length !== right.length || left.some((effect, index) => nameOf(effect) !== nameOf(right[index]!))) {
    comparison.branch('effects', names(left), names(right))
    return
  }
  left.forEach((effect, index) => comparison.compare(effect.values, right[index]!.values, nameOf(effect)))
}

function nameOf(effect: Effect): string {
  return effect.kind === 'request' ? effect.request.method : effect.name
}

type Statuses = readonly [left: number, right: number]

class Comparison {
  readonly found: Difference[] = []
  readonly #statuses: Statuses

  constructor(statuses: Statuses) {
    this.#statuses = statuses
  }

  branch(where: string, left: string, right: string): void {
    this.found.push({ level: 'control', source: 'branch', where, left, right })
  }

  compare(left: Snapshot, right: Snapshot, where: string): void {
    if (left.kind === 'primitive' && right.kind === 'primitive') return this.#primitives(left.value, right.value, where)
    if (left.kind === 'stream' && right.kind === 'stream') {
      this.found.push({ level: 'data', source: 'body', where, left: 'stream', right: 'stream' })
      return
    }
    if (left.kind !== right.kind || tagOf(left) !== tagOf(right)) return this.branch(where, tagOf(left), tagOf(right))
    if ('fields' in left && 'fields' in right) this.#fields(left, right, where)
  }

  #fields(left: Snapshot & { fields: Fields }, right: Snapshot & { fields: Fields }, where: string): void {
    if (left.kind === 'response' && right.kind === 'response' && left.raw && right.raw) {
      this.found.push({ level: 'data', source: 'response', where, left: 'Response', right: 'Response' })
      return
    }
    const [names, others] = [[...left.fields.keys()].join(), [...right.fields.keys()].join()]
    if (names !== others) return this.branch(where, `{${names}}`, `{${others}}`)
    for (const [name, value] of left.fields) this.compare(value, right.fields.get(name)!, `${where}.${name}`)
  }

  #primitives(left: unknown, right: unknown, where: string): void {
    if (Object.is(left, right)) return
    const [first, second] = this.#statuses
    if (left === first && right === second) return this.#leaves('data', 'status', where, left, right)
    if (typeof left !== 'string' || typeof right !== 'string') return this.branch(where, shown(left), shown(right))
    const masked = mask(left, first)
    if (masked !== mask(right, second)) return this.branch(where, shown(left), shown(right))
    this.#leaves(levelOf(masked, where), sourceOf(masked), where, left, right)
  }

  #leaves(level: Level, source: Difference['source'], where: string, left: unknown, right: unknown): void {
    this.found.push({ level, source, where, left: shown(left), right: shown(right) })
  }
}

type Fields = Map<string, Snapshot>

const STATUS = '⟨status⟩'
const PHRASE = '⟨phrase⟩'

/** Puts placeholders where a status or its reason phrase stands. L402 and x402 are names of protocols, not statuses. */
function mask(text: string, status: number): string {
  const digits = new RegExp(`(?<![0-9]|\\b[Lx])${status}(?![0-9])`, 'gi')
  return text.replaceAll(REASON_PHRASES[status] ?? /$^/g, PHRASE).replaceAll(digits, STATUS)
}

const FIELD = new RegExp(`^([\\w.]+)-${STATUS}$`)

/**
 * Is this string a datum, or words for people? Words: an error's message, whatever goes by the name `message` here or
 * in the body, and everything that stands among other text. A reason phrase is words unless it fills a field.
 */
function levelOf(masked: string, where: string): Level {
  if (where.endsWith('.message')) return 'text'
  const field = FIELD.exec(masked)
  if (field !== null) return field[1] === 'message' ? 'text' : 'data'
  if (masked === PHRASE) return /\.[a-z]\w*$/i.test(where) ? 'data' : 'text'
  return masked === STATUS || isBody(masked) ? 'data' : 'text'
}

/** Is this string one whole body? */
function isBody(masked: string): boolean {
  const [known] = Object.keys(bodyOf(200, 'clean', { lastPage: true, finished: true }))
  return masked.startsWith(`{"${known}":`) && masked.endsWith('}')
}

const BODY_MARK = new RegExp(`\\w-${STATUS}`, 'g')

function sourceOf(masked: string): 'body' | 'status' {
  const rest = masked.replaceAll(BODY_MARK, '')
  return rest.includes(STATUS) || rest.includes(PHRASE) ? 'status' : 'body'
}

function tagOf(snapshot: Snapshot): string {
  if (snapshot.kind === 'object' || snapshot.kind === 'opaque') return snapshot.tag
  if (snapshot.kind === 'response') return snapshot.raw ? 'Response' : 'new Response'
  return snapshot.kind === 'primitive' ? shown(snapshot.value) : snapshot.kind
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
