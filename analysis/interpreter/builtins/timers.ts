import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import { forkState } from '../state.ts'
import { noteTimer } from '../turns.ts'
import { UNDEFINED, type Value } from '../values.ts'

/**
 * `setTimeout` and its like: the callback runs, at once as far as the analysis can tell; how it ends is nobody's. It runs
 * after what a definition is read for.
 */
export function runSoon({ machine, args, site }: { machine: Machine; args: readonly Value[]; site: Node }): Value {
  if (machine.quiet > 0) return machine.fresh('timer')
  const [callback = UNDEFINED, , ...rest] = args
  noteTimer(machine, site)
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const sinks = machine.inFrame({ kind: 'timer', node: site, round: 0 }, () =>
    machine.collect(() => machine.call(callback, UNDEFINED, rest, site)),
  )
  // What follows may come first.
  machine.meet(ancestor, [{ value: UNDEFINED, state: forkState(ancestor) }, ...sinks.returns, ...sinks.throws])
  return machine.fresh('timer')
}

/** `setInterval`: the callback runs again, unless it has stopped its own timer. */
export function runRepeatedly({ machine, args, site }: { machine: Machine; args: readonly Value[]; site: Node }): Value {
  if (machine.quiet > 0) return machine.fresh('timer')
  const [callback = UNDEFINED, , ...rest] = args
  for (let round = 0; round < 2; round++) {
    const ancestor = machine.state
    machine.state = forkState(ancestor)
    const sinks = machine.inFrame({ kind: 'timer', node: site, round }, () => machine.collect(() => machine.call(callback, UNDEFINED, rest, site)))
    const ends = [...sinks.returns, ...sinks.throws]
    const goOn = ends.filter((end) => !end.state.stopped)
    if (goOn.length === 0) {
      if (ends.length > 0) machine.meet(ancestor, ends)
      else machine.state = forkState(ancestor)
      break
    }
    machine.meet(ancestor, goOn)
  }
  return machine.fresh('timer')
}

/** `clearInterval` inside an interval's callback. */
export function stopTimer({ machine }: { machine: Machine }): Value {
  if (machine.frames.some((frame) => frame.kind === 'timer')) machine.state.stopped = true
  return UNDEFINED
}
