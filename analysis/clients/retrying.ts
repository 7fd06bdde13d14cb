import type { UnknownReason } from '../findings.ts'
import { forkOnTest } from '../interpreter/branches.ts'
import { PATH_ENDS, type Machine, type ModelCall } from '../interpreter/machine.ts'
import { awaitValue, markAnswered, run as runAsync, sidesOf, waysOn } from '../interpreter/promises.ts'
import { append, isGivenOut, itemsOf, type SendEvent } from '../interpreter/state.ts'
import { isNullish, optionsOf, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'
import { sendOperation, type MoreOfFailure } from './outside.ts'

/** Calls of the operation that are followed where the library would make many more. */
const MOST_CALLS = 3
/** As many where the code states the number, or counts itself. */
const MOST_STATED_CALLS = 6

/** How a library calls an operation until it ends well or is given up. */
export interface Retrying {
  readonly machine: Machine
  /** The call of the library: what findings name. */
  readonly site: Node
  /** The operation, for the attempt (from 1). It may throw. */
  readonly operation: (attempt: number) => Value
  /** Calls in all, the first included; Infinity: no limit; undefined: not known. */
  readonly calls: number | undefined
  /** Whether a rejection is followed by another call, as the code decides it. May throw instead. Always, if left out. */
  readonly again?: ((error: Value, attempt: number) => Value) | undefined
  /** Whether a result is the end. Always, if left out. */
  readonly accepts?: ((result: Value, attempt: number) => Value) | undefined
  /** What the caller gets for the last rejection; the error itself, if left out. It may throw something else. */
  readonly gaveUp?: ((error: Value) => Value) | undefined
  /** What the caller gets for a last result that was not accepted; the result itself, if left out. */
  readonly notAccepted?: ((result: Value) => Value) | undefined
  /** The code has a say in `again` or `accepts`, and may count there. */
  readonly asks?: boolean
  /** The caller sees each failure, and not only the last. */
  readonly settlesBetween?: boolean
  /** The client itself sends its requests again: by that the code tells nothing apart. */
  readonly isClients?: boolean
  /** Why it can't be told whether the library calls again; a function: why that can't be told of the last decision. */
  readonly unsure?: Doubt
}

export type Doubt = UnknownReason | undefined | (() => UnknownReason | undefined)

/** Runs the attempts and gives the promise that the caller of the library has. */
export function retrying(how: Retrying): Value {
  if (how.calls !== undefined && !how.asks) how.machine.statedCalls.set(how.site, how.calls)
  return runAsync(how.machine, [() => attempt(how, 1)])
}

function attempt(how: Retrying, number: number): Value {
  const { machine, site, isClients } = how
  const unsure = typeof how.unsure === 'function' ? how.unsure() : how.unsure
  const frame = { kind: 'library', node: site, round: number, ...(isClients && { isClients }), ...(unsure && { unsure }) } as const
  const promise = machine.inFrame(frame, () => runAsync(machine, [() => how.operation(number)]))
  const sides = sidesOf(machine, promise)
  markAnswered(machine, sides.sends)
  return machine.fork(waysOn(machine, sides, (result) => accept(how, result, number), (reason) => machine.each(reason, (error) => refuse(how, error, number))))
}

function accept(how: Retrying, result: Value, number: number): Value {
  if (!how.accepts) return result
  how.machine.notePlace(how.site, result)
  return decide(how, how.accepts(result, number), () => result, () => next(how, number, () => (how.notAccepted ? how.notAccepted(result) : result)))
}

function refuse(how: Retrying, error: Value, number: number): Value {
  const { machine } = how
  machine.state.caught = true
  machine.notePlace(how.site, error)
  const end = (): Value => machine.throwValue(how.gaveUp ? how.gaveUp(error) : error)
  // Some libraries ask even where they would not call again; what is asked may throw.
  return decide(how, how.again ? how.again(error, number) : TRUE, () => next(how, number, end), end)
}

function decide({ machine }: Retrying, test: Value, yes: () => Value, no: () => Value): Value {
  const truth = truthiness(test)
  machine.noteTest(test)
  if (truth !== undefined) return truth ? yes() : no()
  return forkOnTest(machine, test, [{ outcome: true, run: yes }, { outcome: false, run: no }])
}

function next(how: Retrying, number: number, end: () => Value): Value {
  const { calls, asks, settlesBetween } = how
  if (calls !== undefined && number >= calls) return end()
  const isStated = calls !== undefined && (calls <= MOST_STATED_CALLS || asks === true)
  if (number < (isStated ? MOST_STATED_CALLS : MOST_CALLS)) return attempt(how, number + 1)
  // Without a limit and a condition the caller waits for ever.
  if (calls === Infinity && !asks && !settlesBetween) throw PATH_ENDS
  return end()
}

/**
 * Calls the function that a library was given. Where that is not seen, or what it calls is not, it is taken to be a
 * request for the question whether it would be sent again.
 */
export function operate(call: Pick<ModelCall, 'machine' | 'site'>, fn: Value, args: readonly Value[], more?: MoreOfFailure): Value {
  const { machine, site } = call
  const isAsked = machine.scenario.site === site
  // An operation that is set elsewhere gives something too.
  if (optionsOf(fn).every(isNullish)) return isAsked ? simulated(call, more) : unknown('result')
  const { sends: before, effects } = machine.state
  const result = machine.call(fn, UNDEFINED, args, site)
  if (!isAsked || machine.state.sends !== before) return result
  if (itemsOf(machine.state.effects, effects).some(isGivenOut)) return simulated(call, more)
  const { fulfilled } = sidesOf(machine, result)
  return fulfilled && optionsOf(fulfilled).some((option) => option.kind === 'unknown') ? simulated(call, more) : result
}

function simulated({ machine, site }: Pick<ModelCall, 'machine' | 'site'>, more: MoreOfFailure | undefined): Value {
  return sendOperation({ machine, args: [], site }, more)
}

/** Why it can't be told what an operation does with a failure: it catches some itself, and what it calls is not seen. */
export function doubtOf({ machine, site }: Pick<ModelCall, 'machine' | 'site'>, fn: Value): UnknownReason | undefined {
  if (machine.scenario.site !== site) return undefined
  const catches = optionsOf(fn).some((option) => option.kind === 'closure' && /\bcatch\b/.test(machine.text.slice(...rangeOf(option.node))))
  return catches ? 'operation-not-seen' : undefined
}

/** Asks a function of the code, and waits for the answer where it gives a promise. */
export function ask(call: Pick<ModelCall, 'machine' | 'site'>, fn: Value, args: readonly Value[]): Value {
  return awaitValue(call.machine, call.machine.call(fn, UNDEFINED, args, call.site))
}

/**
 * Runs code whose requests another part of the program makes for itself: one that is sent again elsewhere is no retry of
 * these.
 */
export function apart<T>(machine: Machine, code: () => T): T {
  const before = machine.state.sends
  const result = code()
  const added = itemsOf(machine.state.sends, before).filter((event) => !event.answered)
  machine.state.sends = added.reduce((trail, event: SendEvent) => append(trail, event), before)
  return result
}
