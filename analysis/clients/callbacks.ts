import type { Machine } from '../interpreter/machine.ts'
import { markAnswered } from '../interpreter/promises.ts'
import { forkState } from '../interpreter/state.ts'
import { UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'

/** What a callback is called with for an answer and for a failure. */
export interface CallbackArguments {
  readonly fulfilled: (value: Value) => readonly Value[]
  readonly rejected: (error: Value) => readonly Value[]
}

/** Calls a callback of the old kind with what a promise is settled with. How the callback ends is nobody's. */
export function callBack(machine: Machine, promise: Value, callback: Value, withWhat: CallbackArguments, site: Node): void {
  const sides = machine.object(promise)?.promise
  if (!sides) return
  markAnswered(machine, sides.sends)
  const { fulfilled, rejected } = sides
  const branches: (() => Value)[] = []
  if (fulfilled) branches.push(() => machine.call(callback, UNDEFINED, withWhat.fulfilled(fulfilled), site))
  if (rejected) branches.push(() => machine.call(callback, UNDEFINED, withWhat.rejected(rejected), site))
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const sinks = machine.collect(() => machine.fork(branches))
  const ends = [...sinks.returns, ...sinks.throws]
  if (ends.length > 0) machine.meet(ancestor, ends)
  else machine.state = forkState(ancestor)
}
