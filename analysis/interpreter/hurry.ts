import type { Node } from '../syntax/estree.ts'
import type { Binding } from '../syntax/scopes.ts'
import { addressOf, holderOf, type Env } from './environment.ts'
import { derivedFrom } from './keys.ts'
import type { Machine } from './machine.ts'
import type { PlainFunctions, Plainness, PlainStatement } from './plain-functions.ts'
import { forkState } from './state.ts'
import { TAKES_TOO_LONG } from './steps.ts'
import { Carries, carriesOf, isToldStatus, optionsOf, UNDEFINED, unknown, type CarryBits, type Closure, type Value } from './values.ts'

/** A value that holds more objects than this is taken to hold anything. */
const MOST_HELD = 300

/** What other requests are answered where they go well. */
export const SUCCESS = 200

/** A run that leaves out calls that take long and can't lead to the request, after one that did not come to its end. */
export class Hurry {
  /** Steps that such a call may take. */
  readonly mostSteps: number
  readonly plainness: (fn: Node) => Plainness
  readonly statement: (statement: Node) => PlainStatement
  /** Functions that took too long: they are left out from the start. */
  readonly left = new Set<Node>()
  /** Requests of which what was left out may have had to do with the answer: the run shows what may happen, not that it does. */
  readonly doubtful = new Set<Node>()

  constructor(mostSteps: number, plain: PlainFunctions) {
    this.mostSteps = mostSteps
    this.plainness = (fn) => plain.of(fn)
    this.statement = (statement) => plain.ofStatement(statement)
  }
}

/** Carries out a call of a function of the file, or leaves it out: then what it gives is what code not seen would make of its arguments. */
export function callBriefly(machine: Machine, hurry: Hurry, closure: Closure, args: readonly Value[], call: () => Value): Value {
  const { lookAhead } = machine
  if (machine.steps.isBrief || !lookAhead) return call()
  const { node } = closure
  const { isPlain, throws, sends, reads } = hurry.plainness(node)
  if ((!isPlain || sends) && lookAhead.within(node)) return call()
  if (!hurry.left.has(node)) {
    const { state: before, chain, yielded } = machine
    machine.state = forkState(before)
    try {
      return machine.steps.briefly(hurry.mostSteps, call)
    } catch (signal) {
      if (signal !== TAKES_TOO_LONG) throw signal
      Object.assign(machine, { state: forkState(before), chain, yielded })
      hurry.left.add(node)
    }
  }
  const had = machine.state.sent > 0 ? [...args, ...valuesOf(machine, closure.env, reads)] : args
  const given = machine.state.sent > 0 ? carriedTogether(machine, had) : Carries.nothing
  // Other requests, which go well, come before it; those that come after may be what is done about it.
  const maySend = sends && (machine.state.sent > 0 || machine.scenario.others !== SUCCESS)
  if (!isPlain || maySend || isToldStatus(given) || (throws && given !== Carries.nothing)) hurry.doubtful.add(lookAhead.request)
  return derivedFrom(machine, 'call', had)
}

/** What bindings hold that a function reads: anything, where that is not seen from where it stands. */
export function valuesOf(machine: Machine, env: Env, bindings: ReadonlySet<Binding>): Value[] {
  return [...bindings].map((binding) => {
    const holder = holderOf(env, binding)
    return holder ? (machine.store.value(addressOf(holder, binding)) ?? UNDEFINED) : unknown(binding.name, Carries.handed)
  })
}

/** What values carry of the answer, however deep. */
export function carriedTogether(machine: Machine, values: readonly Value[]): CarryBits {
  return values.reduce<CarryBits>((bits, value) => bits | heldBy(machine, value), Carries.nothing)
}

/** What a value carries of the answer, however deep. */
function heldBy(machine: Machine, value: Value): CarryBits {
  let bits: CarryBits = Carries.nothing
  const seen = new Set<number>()
  const pending: Value[] = [value]
  for (let item = pending.pop(); item; item = pending.pop()) {
    for (const option of optionsOf(item)) {
      bits |= carriesOf(option)
      if (option.kind !== 'object' || seen.has(option.address)) continue
      seen.add(option.address)
      const data = machine.object(option)
      if (data?.response?.asked || data?.failure || seen.size > MOST_HELD) return Carries.handed
      pending.push(...(data?.properties.values() ?? []), ...(data?.elements ?? []), ...(data?.entries?.flatMap((entry) => [entry.key, entry.value]) ?? []))
    }
  }
  return bits
}
