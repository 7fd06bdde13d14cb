import type { Node } from '../../syntax/estree.ts'
import { setFlagsByThen } from '../by-then.ts'
import type { Machine } from '../machine.ts'
import { forkState } from '../state.ts'
import { noteTimer, noteTurn } from '../turns.ts'
import { UNDEFINED, type Value } from '../values.ts'
import type { GlobalFunction } from './global-function.ts'

/**
 * `setTimeout` and its like: the callback runs, at once as far as the analysis can tell; how it ends is nobody's. It runs
 * after what a definition is read for.
 */
function runSoon({ machine, args, site }: { machine: Machine; args: readonly Value[]; site: Node }): Value {
  if (machine.quiet > 0) return machine.fresh('timer')
  const [callback = UNDEFINED, , ...rest] = args
  noteTimer(machine, site)
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  if (callback.kind === 'closure' && site.type === 'CallExpression') setFlagsByThen(machine, site, callback)
  const sinks = machine.inFrame({ kind: 'timer', node: site, round: 0 }, () =>
    machine.collect(() => machine.call(callback, UNDEFINED, rest, site)),
  )
  // What follows may come first.
  machine.meet(ancestor, [{ value: UNDEFINED, state: forkState(ancestor) }, ...sinks.returns, ...sinks.throws])
  return machine.fresh('timer')
}

/** `setInterval`: the callback runs again, unless it has stopped its own timer. */
function runRepeatedly({ machine, args, site }: { machine: Machine; args: readonly Value[]; site: Node }): Value {
  if (machine.quiet > 0) return machine.fresh('timer')
  const [callback = UNDEFINED, , ...rest] = args
  const { gate } = machine.state
  for (let round = 0; round < 2; round++) {
    if (round > 0) noteTurn(machine, site)
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
  machine.state.gate = gate
  return { ...machine.fresh('timer'), truthy: true }
}

/** `clearInterval` inside an interval's callback. */
function stopTimer({ machine }: { machine: Machine }): Value {
  if (machine.frames.some((frame) => frame.kind === 'timer')) machine.state.stopped = true
  return UNDEFINED
}

/** Functions of the host that call back in time. */
export const TIMERS: Readonly<Record<string, GlobalFunction>> = {
  setTimeout: runSoon,
  setImmediate: runSoon,
  queueMicrotask: runSoon,
  requestAnimationFrame: runSoon,
  requestIdleCallback: runSoon,
  setInterval: runRepeatedly,
  'process.nextTick': runSoon,
  clearTimeout: () => UNDEFINED,
  clearInterval: stopTimer,
}

/** The same by the names of AngularJS's services (https://docs.angularjs.org/api/ng/service/$interval), too. */
const BY_NAME: Readonly<Record<string, GlobalFunction>> = {
  ...TIMERS,
  $timeout: runSoon,
  $interval: runRepeatedly,
  '$timeout.cancel': () => UNDEFINED,
  '$interval.cancel': stopTimer,
}

/** The timer that a function is by its name, wherever it comes from: `clock.setInterval(poll, 1000)`. */
export function timerNamed(path: readonly string[], [callback]: readonly Value[]): GlobalFunction | undefined {
  const name = path.at(-1) ?? ''
  const stops = name === 'cancel' || name.startsWith('clear')
  const timer = name === 'cancel' ? path.slice(-2).join('.') : name
  const isCallback = callback?.kind === 'closure' || callback?.kind === 'native'
  return Object.hasOwn(BY_NAME, timer) && (isCallback || stops) ? BY_NAME[timer] : undefined
}
