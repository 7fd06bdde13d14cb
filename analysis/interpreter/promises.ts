import type { Node } from '../syntax/estree.ts'
import { iterated } from './iteration.ts'
import { gap, isGap, listData } from './lists.ts'
import { ungated } from './gates.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Completion } from './sinks.ts'
import { objectData, type PromiseSides } from './objects.ts'
import { gateOfAll, type PassedGate } from './passed-gates.ts'
import { rejectedWith, rejectionsOf, type Rejection } from './rejections.ts'
import { toGoOn } from './relevance.ts'
import { append, forkState, itemsOf, joinStates } from './state.ts'
import { isNullish, join, optionsOf, UNDEFINED, unknown, type Single, type Value } from './values.ts'

/** A promise that is settled as given. */
export function settled(machine: Machine, sides: PromiseSides): Value {
  return machine.create(objectData([], { builtin: 'Promise', promise: sides }))
}

/** How `Promise.resolve(value)` would be settled: promises are flattened, anything else is fulfilled with itself. */
export function sidesOf(machine: Machine, value: Value): PromiseSides {
  const fulfilled: Value[] = []
  const passed: (PassedGate | undefined)[] = []
  const rejections: Rejection[] = []
  const sends: number[] = []
  for (const option of optionsOf(value)) {
    const sides = startedSides(machine, option)
    if (!sides) {
      fulfilled.push(option)
      passed.push(undefined)
      continue
    }
    if (sides.fulfilled) {
      fulfilled.push(sides.fulfilled)
      passed.push(sides.fulfilledBy)
    }
    rejections.push(...rejectionsOf(sides))
    // Settled by code that is not seen.
    if (!sides.fulfilled && !sides.rejected) fulfilled.push(unknown('event'))
    sends.push(...(sides.sends ?? []))
  }
  return {
    fulfilled: fulfilled.length > 0 ? join(fulfilled) : undefined,
    ...(passed.length > 0 && { fulfilledBy: gateOfAll(passed) }),
    ...rejectedWith(rejections),
    sends,
  }
}

/** How a promise is settled; what is only started when it is asked for is started. Undefined for anything else. */
function startedSides(machine: Machine, value: Value): PromiseSides | undefined {
  const data = machine.object(value)
  if (data?.promise || !data?.start || machine.quiet > 0) return data?.promise
  return sidesOf(machine, machine.call(data.start, UNDEFINED, [], NO_SITE))
}

/** Notes that the answers of these requests have come. */
export function markAnswered(machine: Machine, sends: readonly number[] | undefined): void {
  if (!sends || sends.length === 0 || machine.quiet > 0) return
  const events = itemsOf(machine.state.sends)
  for (const send of sends) {
    const event = events.findLast((item) => item.send === send)
    if (event && !event.answered) machine.state.sends = append(machine.state.sends, { ...event, answered: true, effects: machine.state.effects?.length ?? 0 })
  }
}

/** The ways in which code goes on that waits for a promise: after a rejection, from the paths that reject it. */
export function waysOn(machine: Machine, sides: PromiseSides, onFulfilled: (value: Value) => Value, onRejected: (reason: Value) => Value): (() => Value)[] {
  const { fulfilled, fulfilledBy } = sides
  const ways: (() => Value)[] = []
  if (fulfilled) {
    ways.push(() => {
      if (fulfilledBy) machine.state.gate = fulfilledBy
      return onFulfilled(fulfilled)
    })
  }
  for (const { value, by } of rejectionsOf(sides)) {
    ways.push(() => {
      if (by) machine.state.gate = by
      return onRejected(value)
    })
  }
  return ways
}

/** `await value`. */
export function awaitValue(machine: Machine, value: Value): Value {
  if (!optionsOf(value).some((option) => machine.object(option)?.promise ?? machine.object(option)?.start)) return value
  const sides = sidesOf(machine, value)
  markAnswered(machine, sides.sends)
  const ways = waysOn(machine, sides, (value) => value, (reason) => machine.throwValue(reason))
  const [only] = ways
  if (!only) return unknown('event')
  return ways.length > 1 ? machine.fork(ways) : only()
}

/** `promise.then(onFulfilled, onRejected)` (ECMA-262 PerformPromiseThen); a handler that is no function passes its side on. */
export function performThen(machine: Machine, sides: PromiseSides, onFulfilled: Value, onRejected: Value, site: Node): Value {
  markAnswered(machine, sides.sends)
  const pass = (value: Value): Value => (isHandler(onFulfilled) ? machine.call(onFulfilled, UNDEFINED, [value], site) : value)
  const fail = (reason: Value): Value => {
    if (!isHandler(onRejected)) return machine.throwValue(reason)
    endsFailure(machine, site)
    return machine.call(onRejected, UNDEFINED, [reason], site)
  }
  return run(machine, waysOn(machine, sides, pass, fail), site, sides.sends)
}

/** Notes that a rejection goes no further. */
function endsFailure(machine: Machine, site: Node): void {
  machine.state.caught = true
  machine.caught.push(site)
}

function isHandler(value: Value): boolean {
  return !optionsOf(value).every((option) => isNullish(option))
}

/** `promise.finally(onFinally)`. */
export function finallyDo(machine: Machine, sides: PromiseSides, onFinally: Value, site: Node): Value {
  markAnswered(machine, sides.sends)
  const pass = (value: Value): Value => {
    machine.call(onFinally, UNDEFINED, [], site)
    return value
  }
  return run(machine, waysOn(machine, sides, pass, (reason) => machine.throwValue(pass(reason))), site, sides.sends)
}

/**
 * Runs pieces of code that settle one promise between them.
 *
 * @param after the call that makes the promise; undefined: it is that of the function that is being run
 */
export function run(machine: Machine, branches: readonly (() => Value)[], after?: Node, sends: readonly number[] = []): Value {
  const ancestor = machine.state
  const fulfilling: Completion[] = []
  const rejecting: Completion[] = []
  const gated = new Map<Completion, PassedGate>()
  for (const branch of branches) {
    machine.state = forkState(ancestor)
    const sinks = machine.collect(branch)
    for (const [index, end] of ungated(ancestor, sinks.returns).entries()) {
      fulfilling.push(end)
      const gate = sinks.returns[index]?.state.gate
      if (gate && gate !== ancestor.gate) gated.set(end, gate)
    }
    rejecting.push(...sinks.throws)
  }
  const ends = toGoOn(machine, ancestor, [...fulfilling, ...rejecting], after)
  const returns = fulfilling.filter((end) => ends.includes(end))
  const throws = rejecting.filter((end) => ends.includes(end))
  if (ends.length === 0) throw PATH_ENDS
  machine.state = joinStates(ancestor, ends.map(({ state }) => state))
  const returned = returns.map((end) => sidesOf(machine, end.value))
  const rejections = [
    ...returned.flatMap((sides, index) => rejectionsOf(sides).map(({ value, by }) => ({ value, by: by ?? gated.get(returns[index] as Completion) }))),
    ...throws.map(({ value, state }) => ({ value, by: state.gate === ancestor.gate ? undefined : state.gate })),
  ]
  const fulfilled = returned.flatMap((sides) => sides.fulfilled ?? [])
  // What it gives says that as well where it is the only way in which it may be settled.
  const fulfilledBy = rejections.length > 0 ? gateOfAll(returned.flatMap((sides, index) => (sides.fulfilled ? [sides.fulfilledBy ?? gated.get(returns[index] as Completion)] : []))) : undefined
  return settled(machine, {
    fulfilled: fulfilled.length > 0 ? join(fulfilled) : undefined,
    ...(fulfilledBy && { fulfilledBy }),
    ...rejectedWith(rejections),
    sends: [...sends, ...returned.flatMap((sides) => sides.sends ?? [])],
  })
}

/** `Promise.all`, `allSettled`, `race`, `any`. */
export function combine(machine: Machine, name: string, list: Value, site: Node = NO_SITE): Value {
  const isKnown = optionsOf(list).every((option) => option.kind === 'object')
  if (!isKnown && optionsOf(list).length === 1) return settled(machine, { fulfilled: unknown('results', 0), rejected: undefined })
  const elements = iterated(machine, list, site)
  const sides = contenders(name, elements.map((element) => sidesOf(machine, isGap(element) ? element.gap : element)))
  const sends = sides.flatMap((side) => side.sends ?? [])
  const fulfilled = sides.flatMap((side) => side.fulfilled ?? [])
  const rejected = sides.flatMap((side) => side.rejected ?? [])
  // A gap in the list of promises is a gap in what they give.
  const listOf = (give: (side: PromiseSides) => Value | undefined): Value =>
    machine.create(
      listData(
        sides.flatMap((side, index) => {
          const value = give(side)
          return value ? [isGap(elements[index] as Value) ? gap(value) : value] : []
        }),
      ),
    )
  const oneOf = (values: readonly Value[]): Value | undefined => (values.length > 0 ? join(values) : undefined)
  const mayAllFulfil = sides.every((side, index) => side.fulfilled !== undefined || isGap(elements[index] as Value))
  const mayAllReject = sides.every((side, index) => side.rejected !== undefined || isGap(elements[index] as Value))
  if (rejected.length > 0 && (name === 'allSettled' || (name === 'any' && !mayAllReject))) endsFailure(machine, site)
  switch (name) {
    case 'all':
      return settled(machine, { fulfilled: mayAllFulfil ? listOf((side) => side.fulfilled) : undefined, rejected: oneOf(rejected), sends })
    case 'allSettled':
      return settled(machine, { fulfilled: listOf((side) => outcomeOf(machine, side)), rejected: undefined, sends })
    case 'any': {
      const errors = machine.create(objectData([['message', unknown('All promises were rejected', 0, { isString: true })], ['errors', listOf((side) => side.rejected)]], { builtin: 'AggregateError' }))
      return settled(machine, { fulfilled: oneOf(fulfilled), rejected: mayAllReject ? errors : undefined, sends })
    }
    default:
      return settled(machine, { fulfilled: oneOf(fulfilled), rejected: oneOf(rejected), sends })
  }
}

const NO_SITE: Node = { type: 'CallExpression' }

/** What `Promise.allSettled` says of one promise. */
function outcomeOf(machine: Machine, { fulfilled, rejected }: PromiseSides): Value {
  const status = (text: string): Single => ({ kind: 'primitive', value: text, carries: 0 })
  const outcomes: Value[] = []
  if (fulfilled) outcomes.push(machine.create(objectData([['status', status('fulfilled')], ['value', fulfilled]])))
  if (rejected) outcomes.push(machine.create(objectData([['status', status('rejected')], ['reason', rejected]])))
  return join(outcomes)
}

/** Those that may settle first in a race: an answer that comes is there before a time-out. */
function contenders(name: string, sides: readonly PromiseSides[]): readonly PromiseSides[] {
  const answered = name === 'race' ? sides.filter(({ fulfilled, sends }) => fulfilled && sends && sends.length > 0) : []
  return answered.length > 0 ? answered : sides
}
