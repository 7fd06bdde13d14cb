import { REASON_MARK, said, STATUS_MARK } from './interpreter/asked-status.ts'
import { isExit, type Completion } from './completions.ts'
import { isAnnouncer } from './interpreter/callees.ts'
import { asWords, carriesOfShape, render, someShape, type Level, type Shape } from './interpreter/shape.ts'
import { isGivenOut, UNHANDLED, type Effect } from './interpreter/state.ts'
import { areWords, Carries, isToldStatus, type CarryBits } from './interpreter/values.ts'
import type { Outcome } from './runs.ts'

/** How two outcomes differ, strongest first: other branches, other data, other words, other log lines, not at all. */
export type Difference = 'control' | 'data' | 'text' | 'log' | 'none'

const LEVELS = ['control', 'data', 'text'] as const

/** The strongest difference between two outcomes. */
export function difference(a: Outcome, b: Outcome): Difference {
  for (const level of LEVELS) if (seen(a, level) !== seen(b, level)) return level
  return logged(a) === logged(b) ? 'none' : 'log'
}

/** Each outcome is compared with several others. */
const texts = new WeakMap<Outcome, Partial<Record<Level, string>>>()

/** All that can be observed of a run but its logs, as one text. */
function seen(outcome: Outcome, level: Level): string {
  const known = texts.get(outcome) ?? {}
  texts.set(outcome, known)
  return (known[level] ??= textOf(outcome, level))
}

/** Which of several paths was taken is not known: a set. */
function textOf(outcome: Outcome, level: Level): string {
  return said(linesOf(outcome, level), outcome.status)
}

/** The same with marks in the place of the status. */
function linesOf(outcome: Outcome, level: Level): string {
  const lines = new Set<string>()
  for (const completion of outcome.completions) lines.add(lineOf(completion, level))
  for (const effect of level === 'text' || level === 'words' ? told(outcome) : outcome.effects.filter(({ kind }) => kind !== 'log')) lines.add(effectLine(effect, level))
  // What a client does by itself for some statuses tells its caller nothing.
  if (outcome.resends.some((resend) => !resend.isClients)) lines.add('sent again')
  return [...lines].sort().join('\n')
}

/** Whether two runs say the same words, each of its own answer, whichever attempt that came to. */
export function saysTheSame(a: Outcome, b: Outcome): boolean {
  return linesOf(a, 'words') === linesOf(b, 'words')
}

/** What was done is the same in each outcome of a run, whichever status it stands for. */
const written = new WeakMap<Completion | Effect, Partial<Record<Level, string>>>()

function lineAt<T extends Completion | Effect>(done: T, level: Level, write: (done: T) => string): string {
  const known = written.get(done) ?? {}
  written.set(done, known)
  return (known[level] ??= write(done))
}

function lineOf(completion: Completion, level: Level = 'control'): string {
  return lineAt(completion, level, ({ kind, shape }) => `${kind} ${render(shape, level)}`)
}

function effectLine(effect: Effect, level: Level): string {
  return lineAt(effect, level, ({ kind, label, args }) => {
    const shown = kind === 'log' || isAnnouncer(label) ? args.map(asWords) : args
    // That the answer is kept is no difference; what its readers do would be.
    return `${kind} ${label}(${shown.map((arg) => (kind === 'store' && isRaw(arg) ? '⟨answer⟩' : render(arg, level))).join(', ')})`
  })
}

/** It is a command, or the program ends with a failure: what it prints then is what whoever runs it gets, as it would be of an error that nobody catches. */
function endsProgram({ completions, effects, isCommand }: Outcome): boolean {
  if (isCommand) return true
  const isFailure = (shape: Shape): boolean => isExit(shape) && shape.properties.some(([, code]) => code.kind !== 'leaf' || code.text !== '0')
  if (effects.some(({ label, args: [code] }) => label === 'process.exitCode =' && code && !(code.kind === 'leaf' && code.text === '0'))) return true
  return completions.some(({ shape }) => someShape(shape, isFailure)) || effects.some(({ label, args }) => label === UNHANDLED && args.some((arg) => someShape(arg, isFailure)))
}

/** What writes to the terminal of whoever runs a program. */
const PRINTS = /^(?:console|consola|signale)\./

/** All but log lines, of which what a program prints is told to whoever runs it. */
function told(outcome: Outcome): readonly Effect[] {
  const prints = endsProgram(outcome)
  return outcome.effects.filter(({ kind, label }) => kind !== 'log' || (prints && PRINTS.test(label)))
}

/** What a program prints for whoever runs it. */
export function printedBy(outcome: Outcome): readonly Effect[] {
  return told(outcome).filter(({ kind }) => kind === 'log')
}

function logged(outcome: Outcome, level: Level = 'text'): string {
  const logs = outcome.effects.filter((effect) => effect.kind === 'log')
  const lines = logs.map(({ label, args }) => `${label}(${args.map((arg) => render(arg, level)).join(', ')})`)
  return said([...new Set(lines)].sort().join('\n'), outcome.status)
}

/**
 * How many requests were surely sent where some of them were sent again, the first one counted; at least 1. How often a library
 * tries is known of itself, and the code around it may end before.
 */
export function requestsIn({ sentAtLeast }: Outcome, resends: Outcome['resends']): number {
  const surely = Math.max(2, sentAtLeast)
  return Math.max(1, ...resends.map(({ via, requests }) => (via === 'library' ? requests : Math.min(requests, surely))))
}

/** Whether one run does what the other does, in its branches and in what it logs. */
export function goesLike(a: Outcome, b: Outcome): boolean {
  return seen(a, 'control') === seen(b, 'control') && logged(a, 'control') === logged(b, 'control')
}

/** Whether two runs take the same branches and end in the same way, whatever they carry out. */
export function observablyEqual(a: Outcome, b: Outcome): boolean {
  return seen(a, 'control') === seen(b, 'control')
}

/** Whether what two runs print for whoever runs the program is the same, whatever words are in it. */
export function printsLike(a: Outcome, b: Outcome): boolean {
  return printed(a) === printed(b)
}

function printed(outcome: Outcome): string {
  const lines = printedBy(outcome).map((effect) => effectLine(effect, 'control'))
  return [...new Set(lines)].sort().join('\n')
}

/** Whether one run comes to the same ends as the other, however often it sends the request. */
export function endsLike(a: Outcome, b: Outcome): boolean {
  const once = (outcome: Outcome): Outcome => ({ ...outcome, resends: [] })
  return seen(once(a), 'control') === seen(once(b), 'control')
}

/** Whether all that one run does the other does too, and more: what it does besides is no other end. */
export function endsWithin(a: Outcome, b: Outcome): boolean {
  const all = new Set(seen(b, 'control').split('\n'))
  return seen(a, 'control').split('\n').every((line) => all.has(line))
}

/** The same, and all that one run logs the other logs too. */
export function doesWithin(a: Outcome, b: Outcome): boolean {
  const all = new Set(logged(b, 'control').split('\n'))
  return endsWithin(a, b) && logged(a, 'control').split('\n').every((line) => all.has(line))
}

/** Whether a run says no, and nothing more. */
export function saysNo(outcome: Outcome): boolean {
  return outcome.completions.length > 0 && outcome.completions.every(({ kind, shape }) => kind === 'return' && shape.kind === 'leaf' && shape.text === 'false')
}

/** Whether a run goes on to a value that it gets elsewhere, where the other ends with a constant: that is the special case. */
export function isUsualWay(outcome: Outcome, other: Outcome): boolean {
  const isConstant = (shape: Shape): boolean => (shape.kind === 'leaf' ? shape.text === shape.exact : shape.kind === 'object' && shape.name === '' && shape.properties.length === 0)
  const ends = new Set(outcome.completions.map((completion) => lineOf(completion)))
  const own = other.completions.filter((completion) => !ends.has(lineOf(completion)))
  return (own.length > 0 ? own : other.completions).every(({ shape }) => isConstant(shape)) && outcome.completions.some(({ kind, shape }) => kind !== 'throw' && !isConstant(shape))
}

/**
 * What a run says to whoever has given it the answer, which is still theirs: whether it went well; or nothing at all, and nothing
 * else is done. Undefined where it does more.
 */
export function saidToGiver({ completions, effects }: Outcome): 'yes or no' | 'nothing' | undefined {
  const ends = completions.flatMap(({ kind, shape }) => (kind === 'return' ? alternatives(shape) : [shape]).map((part) => (kind === 'return' && part.kind === 'leaf' ? part.text : '')))
  if (ends.length === 0 || effects.some(({ kind }) => kind !== 'log') || !ends.every((text) => /^(?:undefined|true|false)$/.test(text))) return undefined
  return ends.every((text) => text === 'undefined') ? 'nothing' : 'yes or no'
}

/** More than one end can be seen from outside; by what a constant was chosen is no difference, and what came before the request is no end. */
export function endsInSeveralWays(outcome: Outcome): boolean {
  const completions = outcome.completions.map(({ kind, shape }) => ({ kind, shape: asGiven(shape) }))
  return seen({ ...outcome, completions, effects: outcome.effects.filter(({ isEarlier }) => !isEarlier) }, 'control').includes('\n')
}

/** A shape without what its constants say of the branch that was taken. */
function asGiven(shape: Shape): Shape {
  if (shape.kind === 'either') return { ...shape, options: shape.options.map(asGiven) }
  if (shape.kind === 'list') return { ...shape, items: shape.items.map(asGiven) }
  if (shape.kind === 'object') return { ...shape, properties: shape.properties.map(([name, value]): readonly [string, Shape] => [name, asGiven(value)]) }
  return shape.kind === 'leaf' && shape.text === shape.exact && !shape.text.includes(STATUS_MARK) ? { ...shape, carries: Carries.nothing } : shape
}

/** The raw response is kept where code that is not seen can read it. */
export function isStored(outcome: Outcome): boolean {
  return outcome.effects.some((effect) => effect.kind === 'store' && effect.args.some((arg) => someShape(arg, isRaw)))
}

/** Everything that leaves and is no log line. */
function leaving(outcome: Outcome): Shape[] {
  return [
    ...outcome.completions.map((completion) => completion.shape),
    ...outcome.effects.filter((effect) => effect.kind !== 'log').flatMap(({ kind, args }) => (kind === 'store' ? args.filter((arg) => !isRaw(arg)) : args)),
  ]
}

/** The status itself, or what was computed from it, leaves as data. */
export function statusLeaves(outcome: Outcome): boolean {
  return leaving(outcome).some((shape) => isToldStatus(carriesOfShape(shape)))
}

/** A part of a text that is known. */
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g
const MARKED = new RegExp(`(?<![#\\w])[${STATUS_MARK[0]}${REASON_MARK}]`)

/** Whether a text has the status in a part that is known, or the reason phrase, or is the status. */
function saysStatus(exact: string): boolean {
  return exact.startsWith(STATUS_MARK) || /\bstatusText#/.test(exact) || (exact.match(QUOTED)?.some((part) => MARKED.test(part)) ?? false)
}

/** The status itself leaves inside a sentence, and not only what the body says; what a program prints is one. */
export function isSaid(outcome: Outcome): boolean {
  const saysIt = (part: Shape, carries: CarryBits): boolean => part.kind === 'leaf' && (part.carries & carries) !== 0 && (part.saysStatus === true || saysStatus(part.exact))
  const isIn = (shapes: readonly Shape[], carries: CarryBits): boolean => shapes.some((shape) => someShape(shape, (part) => saysIt(part, carries)))
  return isIn(leaving(outcome), Carries.text) || isIn(printedBy(outcome).flatMap(({ args }) => args), Carries.text | Carries.status)
}

/** All that leaves and says anything of the answer are words. */
export function saysWordsAlone(outcome: Outcome): boolean {
  return areWords(leaving(outcome).reduce((bits, shape) => bits | carriesOfShape(shape), 0))
}

/** Of what a run does that the other does not, all that says anything of the answer are words: what the body says leaves only as it does after the other. */
export function saysOwnWords(outcome: Outcome, other: Outcome): boolean {
  const shared = new Set(seen(other, 'control').split('\n'))
  const own = outcome.completions.filter((completion) => !shared.has(lineOf(completion))).map(({ shape }) => shape)
  for (const effect of outcome.effects) {
    if (effect.kind !== 'log' && !shared.has(effectLine(effect, 'control'))) own.push(...(isAnnouncer(effect.label) ? effect.args.map(asWords) : effect.args))
  }
  const carried = own.map(carriesOfShape).filter((bits) => bits !== Carries.nothing)
  return carried.length > 0 && carried.every(areWords)
}

/** What the body or the headers say, or the raw response that has them, leaves in any way but a log line. */
export function contentLeaves(outcome: Outcome): boolean {
  const shapes = [...outcome.completions.map(({ shape }) => shape), ...told(outcome).flatMap(({ args }) => args)]
  return shapes.some((shape) => someShape(shape, isRaw) || (carriesOfShape(shape) & (Carries.body | Carries.header | Carries.handed)) !== 0)
}

/** Whether a caller learns nothing of the answer from how a run comes back to it, nor can tell that from how the others do. */
export function tellsCallerNothing(outcome: Outcome, others: readonly Outcome[]): boolean {
  const given = ({ completions, status }: Outcome): string => said([...new Set(completions.map((completion) => lineOf(completion, 'text')))].sort().join('\n'), status)
  const isSilent = outcome.completions.every(({ shape }) => !someShape(shape, isRaw) && carriesOfShape(asGiven(shape)) === Carries.nothing)
  return isSilent && others.every((other) => given(other) === given(outcome))
}

/** It takes nothing from the answer but that one came. */
export function takesNothing(outcome: Outcome): boolean {
  return !outcome.usesContent && !contentLeaves(outcome)
}

/** It returns, and makes data of what the answer brings. */
export function isSuccessWithContent(outcome: Outcome): boolean {
  return contentLeaves(outcome) && outcome.completions.some(({ kind }) => kind === 'return')
}

export function isRaw(shape: Shape): boolean {
  return shape.kind === 'response' || shape.kind === 'failure'
}

/**
 * The raw response is what the code returns or throws, or it (or a client's error) is given to code that is not seen. A rejection of which the host or a
 * library hears leaves like one that is thrown: that has an error which nobody catches, and not the answer.
 */
export function isHandedOn({ completions, effects }: Outcome): boolean {
  const isResponse = (shape: Shape): boolean => alternatives(shape).some((part) => part.kind === 'response')
  if (completions.some(({ shape }) => isResponse(shape))) return true
  return effects.some((effect) => isGivenOut(effect) && effect.args.some((arg) => (effect.kind === 'rejection' ? isResponse(arg) : someShape(arg, isRaw))))
}

/** Each end of the run says the status as data, holds the response, or throws the client's own error: code that is not seen has no part in that. */
export function isTold({ completions }: Outcome): boolean {
  return completions.length > 0 && completions.every(({ shape }) => alternatives(shape).every((part) => part.kind !== 'response' && someShape(part, tellsStatus)))
}

function tellsStatus(part: Shape): boolean {
  return isRaw(part) || (part.kind === 'leaf' && part.isFlag !== true && (part.carries & Carries.status) !== 0)
}

function alternatives(shape: Shape): readonly Shape[] {
  return shape.kind === 'either' ? shape.options : [shape]
}
