import { isExit, type Completion } from './completions.ts'
import { said } from './interpreter/asked-status.ts'
import { asksForCredentials } from './interpreter/request-key.ts'
import { carriesOfShape, someShape, type Shape } from './interpreter/shape.ts'
import type { Effect } from './interpreter/state.ts'
import { Carries } from './interpreter/values.ts'
import type { UnknownReason } from './findings.ts'
import { UNHANDLED } from './outcome.ts'
import type { RetryAnswer } from './retry.ts'
import type { Outcome } from './runs.ts'

const LONGEST = 70

/** What an error has beside its message that tells one answer from another. */
const TOLD_AS_DATA = Carries.status | Carries.body | Carries.header

/** A shape as a reader of the code would write it, for the status of its run. */
function describeShape(shape: Shape, status?: number): string {
  const inner = (part: Shape): string => describeShape(part, status)
  switch (shape.kind) {
    case 'leaf':
      return clip(said(shape.text, status))
    case 'response':
    case 'failure':
      return shape.text
    case 'list':
      return shape.items.length === 0 ? '[]' : '[…]'
    case 'either':
      return clip(shape.options.map(inner).join(' or '))
    case 'object':
      return describeObject(shape, inner)
  }
}

function describeObject(shape: Shape & { kind: 'object' }, inner: (part: Shape) => string): string {
  if (isExit(shape)) return `process.exit(${shape.properties.map(([, value]) => inner(value)).join()})`
  const message = shape.properties.find(([name]) => name === 'message')?.[1]
  if (shape.name && message) {
    const told = shape.properties.filter(([name, value]) => name !== 'message' && (carriesOfShape(value) & TOLD_AS_DATA) !== 0)
    const beside = told.slice(0, 2).map(([name, value]) => `${name}: ${inner(value)}`)
    return `${shape.name}(${inner(message)})${beside.length > 0 ? ` { ${beside.join(', ')} }` : ''}`
  }
  if (shape.name.startsWith('new ')) {
    const args = shape.properties.filter(([name]) => name.startsWith('argument ')).map(([, value]) => inner(value))
    return clip(`${shape.name}(${args.join(', ')})`)
  }
  const fields = shape.properties.slice(0, 4).map(([name, value]) => `${name}: ${inner(value)}`)
  return clip(`${shape.name && `${shape.name} `}{ ${fields.join(', ')}${shape.properties.length > 4 ? ', …' : ''} }`)
}

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

/**
 * What a run does that can be seen from outside, in a few words: `throws Error('Failed to load')`. Of that, what another
 * run does not do; where there is no such thing, how it ends.
 */
export function describe(outcome: Outcome, other?: Outcome): string {
  if (outcome.completions.length === 0) return outcome.resends.length > 0 ? 'sends the request again and again' : 'never ends'
  const shared = new Set(other && [...callsIn(other.effects, other), ...endsOf(other)])
  const ends = endsOf(outcome)
  const later = outcome.effects.filter(({ isEarlier }) => !isEarlier)
  const own = (parts: readonly string[]): string[] => parts.filter((part) => !shared.has(part))
  const ways = [own([...callsIn(later, outcome), ...ends]), own(callsIn(later, outcome, isBare)), ends]
  const told = [...new Set(ways.find((parts) => parts.length > 0))].slice(-MOST_PARTS)
  return told.length === 0 ? 'ends without a word' : told.join(' and ')
}

const MOST_PARTS = 3

function callsIn(effects: readonly Effect[], { status }: Outcome, isMeant = isTelling): string[] {
  return effects.filter(({ kind, args }) => kind === 'call' && isMeant(args)).map((effect) => describeCall(effect, status))
}

function endsOf({ completions, status }: Outcome): string[] {
  return completions.map((completion) => describeEnd(completion, status)).filter((end) => end !== '')
}

function describeCall({ label, args }: Effect, status: number | undefined): string {
  const [error] = args
  if (label === UNHANDLED && error) return describeEnd({ kind: 'throw', shape: error }, status)
  const given = args.map((arg) => describeShape(arg, status)).join(', ')
  return label === 'yield' ? `yields \`${given}\`` : `calls \`${said(label, status)}(${given})\``
}

function describeEnd({ kind, shape }: Completion, status: number | undefined): string {
  const text = describeShape(shape, status)
  if (kind === 'throw') return isExit(shape) ? `ends with \`${text}\`` : `throws \`${text}\``
  return text === 'undefined' ? '' : `returns \`${text}\``
}

/** An effect with something fixed to say: more telling than one that is given unknown values. */
function isTelling(args: readonly Shape[]): boolean {
  return args.length > 0 && args.length <= 2 && args.every((arg) => !someShape(arg, (part) => part.kind === 'leaf' && part.carries === Carries.handed))
}

function isBare(args: readonly Shape[]): boolean {
  return args.length === 0
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
      return `${subject} sends the request again after ${otherAnswers(answer.after)}, but not after a ${status}.`
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
  return names.length === 0 ? 'certain answers' : names.join(', ').replace(/, ([^,]*)$/, ' or $1')
}

const DOUBTS: Readonly<Partial<Record<UnknownReason, string>>> = {
  budget: 'the code is too large to be followed to its end',
  'condition-not-seen': 'code that is not in this file decides',
  'decided-by-body': 'what the body says decides',
  'operation-not-seen': 'what it runs again is not in this file',
  'options-not-seen': 'its options are not in this file',
  'version-not-seen': 'its versions differ in that',
}
