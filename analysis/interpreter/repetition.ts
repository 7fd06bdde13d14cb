import type { Node } from '../syntax/estree.ts'
import type { Machine } from './machine.ts'
import { UNDEFINED, type Value } from './values.ts'
import { wideningAt } from './widening.ts'

/** Runs what may happen and may not; what it gives, where it comes to an end. */
export function perhaps(machine: Machine, run: () => Value): Value | undefined {
  let value: Value | undefined
  machine.fork([() => UNDEFINED, () => (value = run())])
  return value
}

/** The same for what a call does any number of times: what it changes, it may change again. */
export function perhapsOften(machine: Machine, site: Node, run: () => Value): Value | undefined {
  const before = machine.state.store
  const value = perhaps(machine, run)
  machine.state = { ...machine.state, store: machine.state.store.widen(before, before, wideningAt(machine, site)) }
  return value
}
