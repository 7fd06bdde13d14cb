import { isExit, type Completion } from './completions.ts'
import { isAnnouncer } from './interpreter/callees.ts'
import { asksForCredentials } from './interpreter/request-key.ts'
import { carriesOfShape, render, type Shape } from './interpreter/shape.ts'
import { isGivenOut, UNHANDLED, type Effect } from './interpreter/state.ts'
import { Carries } from './interpreter/values.ts'
import type { UnknownReason } from './findings.ts'
import { endsLike, endsWithin, printedBy } from './outcome.ts'
import type { RetryAnswer } from './retry.ts'
import type { Outcome } from './runs.ts'
import { describeCall, describeShape, isFixed, isFixedInPart, isNameless, QUOTES } from './words.ts'

/**
 * What a run does that can be seen from outside, in a few words: `throws Error('Failed to load')`. Of that, what another
 * run does not do; where there is no such thing, what tells less.
 */
export function describe(outcome: Outcome, other?: Outcome): string {
  if (outcome.completions.length === 0) return outcome.resends.length > 0 ? 'sends the request again and again' : 'never ends'
  const own = other ? partsOf(outcome, other) : allParts(outcome)
  if (own.length > 0) return own.join(' and ')
  const less = lessTelling(outcome, other)
  const log = less?.includes("'") ? undefined : ownLog(outcome, other)
  if (log !== undefined) {
    const isAll = less === undefined && other !== undefined && endsWithin(outcome, other)
    return `${isAll ? 'only ' : ''}logs ${other ? 'that, with ' : ''}\`${log}\`${less === undefined ? '' : `, and ${less}`}`
  }
  return less ?? (other && endsLike(outcome, other) ? `goes on like a ${other.status}, ${WORDLESS}` : `ends ${WORDLESS}`)
}

const WORDLESS = 'without a word'

/** The same, and where that is nothing, what the other run does. */
export function describeBeside(outcome: Outcome, other: Outcome): string {
  const what = describe(outcome, other)
  if (!what.endsWith(WORDLESS) || other.status === undefined) return what
  const [left] = worded(mostTelling(ownCalls(other, outcome), 0).slice(0, 1), ownEnds(other, outcome), other)
  return left === undefined ? what : `${what}, where a ${other.status} ${left}`
}

/** How the answer itself leaves, or some of it: by what is meant; where that is not seen, what the run does. */
export function describeLeaving(outcome: Outcome, other: Outcome, isMeant: (shape: Shape) => boolean): string {
  const calls = outcome.effects.filter((effect) => isGivenOut(effect) && !effect.isEarlier && effect.args.some(isMeant))
  const told = worded(calls, outcome.completions.filter(({ shape }) => isMeant(shape)), outcome)
  if (told.length > 0) return told.join(' and ')
  const line = printedBy(outcome).findLast(({ isEarlier, args }) => !isEarlier && args.some(isMeant))
  return line ? `prints \`${describeCall(line, outcome.status)}\`` : describeBeside(outcome, other)
}

const MOST_PARTS = 2
const YIELD = 'yield'

/** How a run ends, best of all with a value, or what it does last. */
function allParts(outcome: Outcome): string[] {
  const yields = outcome.effects.filter(({ label }) => label === YIELD)
  const returns = outcome.completions.filter(({ kind }) => kind === 'return')
  const calls = callsOf(outcome).filter(({ args }) => args.length > 0)
  const ways = [worded(yields, returns, outcome), worded([], outcome.completions, outcome), worded(calls, [], outcome)]
  return ways.find((parts) => parts.length > 0) ?? []
}

function worded(effects: readonly Effect[], ends: readonly Completion[], outcome: Outcome): string[] {
  const calls = unique(effects.map((effect) => wordsOf(effect, outcome))).slice(-MOST_PARTS)
  const given = ends.filter((end) => !effects.some((effect) => gives(effect, end)))
  return [joined(calls, ' and '), joined(describeEnds(given, outcome), ' or ')].filter((part) => part !== '')
}

/** What only this run does, if that tells something. */
function partsOf(outcome: Outcome, other: Outcome): string[] {
  const effects = ownCalls(outcome, other)
  return worded(mostTelling(effects, KNOWN), ownEnds(outcome, other), outcome)
}

function mostTelling(effects: readonly Effect[], least: number): Effect[] {
  const most = Math.max(least, ...effects.map(tells))
  return effects.filter((effect) => tells(effect) === most)
}

/** `calls a and calls b` in fewer words. */
function joined(parts: readonly string[], conjunction: string): string {
  return parts.map((part, index) => (index > 0 && verbOf(part) === verbOf(parts[index - 1] ?? '') ? part.slice(verbOf(part).length + 1) : part)).join(conjunction)
}

function verbOf(part: string): string {
  return part.slice(0, Math.max(0, part.indexOf(' `')))
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}

/** What a run does after the answer, and goes on without. */
function callsOf({ effects }: Outcome): Effect[] {
  return effects.filter((effect) => isGivenOut(effect) && !effect.isEarlier && (!effect.written?.isUsed || effect.args.some(isOfAnswer)))
}

function isOfAnswer(shape: Shape): boolean {
  return (carriesOfShape(shape) & Carries.status) !== 0
}

/** Calls at places that the other run does not come to. */
function ownCalls(outcome: Outcome, other: Outcome | undefined): Effect[] {
  return notIn(other, callsOf(outcome))
}

function notIn(other: Outcome | undefined, effects: readonly Effect[]): Effect[] {
  const places = new Set(other?.effects.map(({ written }) => written?.site))
  return effects.filter((effect) => (effect.written ? !places.has(effect.written.site) : !isDoneBy(other, effect)))
}

const MESSAGE = 3
const KNOWN = 2

/** How much a call says to whoever reads of it: a message more than something else that is known, and that more than a cleaning-up. */
function tells({ label, args, written }: Effect): number {
  if (label === UNHANDLED || (args.length > 0 && isAnnouncer(label))) return MESSAGE
  if (args.some(isFixedInPart) || written?.args?.some((text) => QUOTES.test(text))) return KNOWN
  return args.length > 0 ? 1 : 0
}

/** Whether what a call gives is what the run returns. */
function gives({ label, written }: Effect, { shape }: Completion): boolean {
  const name = (written?.callee ?? label).split('.').at(-1)
  return shape.kind === 'leaf' && shape.text.endsWith(`${name}()`)
}

function wordsOf(effect: Effect, { status }: Outcome): string {
  const [error] = effect.args
  if (effect.label === UNHANDLED && error) return describeEnd({ kind: 'throw', shape: error }, status)
  return effect.label === YIELD ? `yields \`${effect.args.map((arg) => describeShape(arg, status)).join(', ')}\`` : `calls \`${describeCall(effect, status)}\``
}

/** Ends to which the other run does not come; what is one of several values there is no other end. */
function ownEnds(outcome: Outcome, other: Outcome | undefined): Completion[] {
  return outcome.completions.filter(({ kind, shape }) => !other?.completions.some((end) => end.kind === kind && covers(end.shape, shape)))
}

function describeEnds(ends: readonly Completion[], { status }: Outcome): string[] {
  return unique(ends.map((end) => describeEnd(end, status)).filter((end) => end !== '')).slice(0, MOST_PARTS)
}

function describeEnd({ kind, shape }: Completion, status: number | undefined): string {
  const text = describeShape(shape, status)
  if (kind === 'throw') return isExit(shape) ? `ends with \`${text}\`` : `throws \`${text}\``
  return text === 'undefined' || isNameless(shape) ? '' : `returns \`${text}\``
}

/** Whether all that a value may be is among what another may be. */
function covers(all: Shape, part: Shape): boolean {
  if (part.kind === 'either') return part.options.every((option) => covers(all, option))
  if (all.kind === 'either') return all.options.some((option) => covers(option, part))
  if (all.kind === 'object' && part.kind === 'object' && all.name === part.name && all.properties.length === part.properties.length) {
    return all.properties.every(([name, value], index) => part.properties[index]?.[0] === name && covers(value, part.properties[index][1]))
  }
  return render(all, 'text') === render(part, 'text')
}

/**
 * What says less: which of its ends the other run comes to, or a call that is given nothing known, or at a place that the
 * other run comes to as well; else what is set.
 */
function lessTelling(outcome: Outcome, other: Outcome | undefined): string | undefined {
  const end = sharedEnds(outcome, other)
  if (end !== '') return end
  const own = ownCalls(outcome, other)
  const elsewhere = callsOf(outcome).filter((effect) => effect.written && effect.args.length > 0 && effect.args.every(isFixed) && !isDoneBy(other, effect))
  const call = mostTelling(own, 0).at(-1) ?? elsewhere.at(-1) ?? sharedMessage(outcome, other)
  if (call) return wordsOf(call, outcome)
  const [label = '', value] = settingsOf(outcome, other).at(-1) ?? []
  return value && `sets \`${label}\` to \`${describeShape(value, outcome.status)}\``
}

/** Constants that are the only ends of this run, and some of several of the other one. */
function sharedEnds(outcome: Outcome, other: Outcome | undefined): string {
  const isOne = other !== undefined && outcome.completions.every(({ shape }) => isFixed(shape)) && ownEnds(other, outcome).length > 0
  return isOne ? joined(describeEnds(outcome.completions, outcome), ' or ') : ''
}

/** A message that is one of several things that the other run may do. */
function sharedMessage(outcome: Outcome, other: Outcome | undefined): Effect | undefined {
  if (other === undefined || ownCalls(other, outcome).length === 0) return undefined
  return callsOf(outcome).filter((effect) => tells(effect) === MESSAGE).at(-1)
}

function isDoneBy(other: Outcome | undefined, { label, args }: Effect): boolean {
  return other?.effects.some((effect) => effect.label === label && effect.args.length === args.length && args.every((arg, index) => covers(effect.args[index] as Shape, arg))) ?? false
}

/** What is set to something known, by a name that the code has. */
function settingsOf(outcome: Outcome, other: Outcome | undefined): (readonly [string, Shape])[] {
  return outcome.effects.flatMap((effect): (readonly [string, Shape])[] => {
    const [value] = effect.args
    const isTold = effect.kind === 'store' && !effect.isEarlier && value && isFixed(value) && !effect.label.includes('(') && !isDoneBy(other, effect)
    return isTold ? [[effect.label.replace(/ =$/, ''), value]] : []
  })
}

const WARNS = /err|warn|fatal|exception|fail/i

/** The log line that says most of what happened, of those that only this run writes. */
function ownLog(outcome: Outcome, other: Outcome | undefined): string | undefined {
  const logs = outcome.effects.filter(({ kind, isEarlier, args }) => kind === 'log' && !isEarlier && !args.some(isExit))
  const own = notIn(other, logs)
  const lines = own.length > 0 ? own : logs.filter((effect) => !isDoneBy(other, effect))
  const says = (effect: Effect): number => (WARNS.test(effect.label) ? 2 : 0) + (tells(effect) >= KNOWN ? 1 : 0)
  const most = Math.max(...lines.map(says))
  const line = lines.filter((effect) => says(effect) === most).at(-1)
  return line && describeCall(line, outcome.status)
}

const SUBJECTS: Readonly<Record<RetryAnswer['via'], string>> = {
  loop: 'This loop',
  call: 'This call',
  timer: 'This timer',
  library: 'This call',
  request: 'This call',
}

/** What is known of the library that sends again: what the code calls it, and how many requests its options allow. */
export interface Repeater {
  readonly name?: string | undefined
  readonly atMost?: number | undefined
}

/** What a construct does after the status, in one sentence. */
export function describeRetry(answer: RetryAnswer, status: number, { name, atMost }: Repeater = {}): string {
  const subject = name === undefined ? SUBJECTS[answer.via] : `\`${name}\``
  const count = answer.requests > 1 ? `, ${countOfRequests(answer.requests, atMost)}` : ''
  const pays = answer.paysAgain ? ' Its client pays by itself: every try pays again.' : ''
  switch (answer.verdict) {
    case 'explicit':
      return `${subject} names ${status} among the answers after which it sends the same request again${count}.${pays}`
    case 'blanket':
      return `${subject} sends the same request again after a ${status}, as after any other failure${count}.${pays}`
    case 'filtered':
      return answer.after.length > 0
        ? `${subject} sends the request again after ${otherAnswers(answer.after)}, but not after a ${status}.`
        : `${subject} sends the request again after none of the answers that were tried.`
    case 'network':
      return `${subject} sends the request again only where no answer came.`
    case 'pays':
      return `${subject} sends the request again with ${asksForCredentials(status) ? 'new credentials' : 'a proof of payment'}.`
    case 'polling':
      if (answer.isProbe) return `${subject} asks until the server answers as it should, and takes nothing from what comes; a ${status} does not end that.`
      return `${subject} repeats the request after a 200 too, and a ${status} does not end that.`
    case 'unknown':
      return `${subject} may send the request again after a ${status}: ${DOUBTS[answer.reason ?? 'condition-not-seen'] ?? 'that can not be told'}.`
  }
}

/** The number that the options of a library state; else that of the run, which is cut short, so that there may be more. */
export function countOfRequests(requests: number, atMost: number | undefined): string {
  if (atMost === undefined || atMost < requests) return `at least ${requests} requests`
  return atMost === Infinity ? 'requests without a limit' : `${atMost} requests`
}

function otherAnswers(after: readonly (number | undefined)[]): string {
  const names = after.map((status) => (status === undefined ? 'no answer' : `a ${status}`))
  return names.join(', ').replace(/, ([^,]*)$/, ' or $1')
}

const DOUBTS: Readonly<Partial<Record<UnknownReason, string>>> = {
  budget: 'the code is too large to be followed to its end',
  'condition-not-seen': 'code that is not in this file decides',
  'decided-by-body': 'what the body says decides',
  'operation-not-seen': 'what it runs again is not in this file',
  'options-not-seen': 'its options are not in this file',
  'version-not-seen': 'its versions differ in that',
}
