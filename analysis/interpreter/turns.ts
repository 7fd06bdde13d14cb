import type { Node } from '../syntax/estree.ts'
import type { Machine } from './machine.ts'
import { itemsOf, type SendEvent } from './state.ts'

/** Notes that a loop or an interval takes another turn though the request that is asked about was answered in an earlier one. */
export function noteTurn(machine: Machine, loop: Node): void {
  if (mayGoOn(machine, loop) && answered(machine).some((event) => event.frames.some((frame) => frame.node === loop))) machine.goingOn.add(loop)
}

/** Notes how many turns a loop took by its count: the most of several. */
export function noteCount({ counted }: Machine, loop: Node, turns: number): void {
  counted.set(loop, Math.max(turns, counted.get(loop) ?? 0))
}

/** Notes that a timer is set though the request that is asked about was answered. */
export function noteTimer(machine: Machine, timer: Node): void {
  if (mayGoOn(machine, timer) && answered(machine).length > 0) machine.goingOn.add(timer)
}

/** Whether what is run goes on by itself, and neither by an exception nor by code that is not seen. */
function mayGoOn({ state, goingOn }: Machine, node: Node): boolean {
  return state.sends !== undefined && !state.caught && state.gate?.kind !== 'unseen' && !goingOn.has(node)
}

function answered({ state }: Machine): readonly SendEvent[] {
  return itemsOf(state.sends).filter((event) => event.asked && event.answered)
}
