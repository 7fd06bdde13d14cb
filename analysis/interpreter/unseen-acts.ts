import type { Machine } from './machine.ts'
import { forkState } from './state.ts'
import { Carries, type Value } from './values.ts'

/** Whether what a module or an object keeps began empty, so that code that is not run may have filled it: a queue, a cache. */
export function mayBeFilled(machine: Machine, value: Value): boolean {
  return value.kind === 'object' && machine.isDefinition(value) && isEmpty(machine, value)
}

/** Whether a value is a list, a map or a set in which nothing is. */
export function isEmpty(machine: Machine, value: Value): boolean {
  const data = machine.object(value)
  return data?.elements?.length === 0 || data?.entries?.length === 0
}

/** Code that is not seen is given something: where that is the response, it may throw, if the run takes it to. */
export function judgeUnseen(machine: Machine, args: readonly Value[]): void {
  if (!machine.scenario.unseenJudges || machine.quiet > 0 || !args.some((arg) => machine.object(arg)?.response?.asked)) return
  const state = forkState(machine.state)
  state.gate = { kind: 'unseen', parting: { sides: 2, outer: machine.state.gate } }
  machine.sinks.throws.push({ value: machine.fresh('error', Carries.handed), state })
}
