import type { Node } from '../syntax/estree.ts'
import type { Env } from './environment.ts'
import { PATH_ENDS, type Machine } from './machine.ts'
import type { Completion, Sinks } from './sinks.ts'
import { isPast, toGoOn } from './relevance.ts'
import { forkState, joinStates, type State } from './state.ts'
import { join, UNDEFINED, type Value } from './values.ts'

/** More exceptions than this reach a `catch` as one joined value. */
const MOST_HANDLED_APART = 4

/** `try`/`catch`/`finally` (ECMA-262 14.15): exceptions are completions, and `finally` runs for each of them. */
export function executeTry(machine: Machine, node: Node, env: Env): void {
  const handler = node['handler'] as Node | null
  const finalizer = node['finalizer'] as Node | null
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const block = runBlock(machine, node['block'] as Node, env)
  if (machine.unseenActs) block.throws.push({ value: machine.fresh('error'), state: forkState(ancestor) })
  const handled = handler ? handle(machine, node, ancestor, block, env) : block
  if (finalizer) finish(machine, node, ancestor, handled, env)
  else forward(machine, node, ancestor, handled)
}

interface Ends extends Sinks {
  /** Normal completions. */
  normal: State[]
}

/** Runs a block with sinks of its own. */
function runBlock(machine: Machine, block: Node, env: Env): Ends {
  const normal: State[] = []
  const sinks = machine.collectAbrupt(() => {
    machine.execute(block, env)
    normal.push(machine.state)
  })
  return { ...sinks, normal }
}

function handle(machine: Machine, node: Node, ancestor: State, block: Ends, env: Env): Ends {
  const handler = node['handler'] as Node
  const result: Ends = { normal: [...block.normal], returns: [...block.returns], throws: [], jumps: [...block.jumps] }
  for (const { value, state } of few(ancestor, block.throws)) {
    machine.state = forkState(state)
    if (isPast(machine, node, handler, node['finalizer'] as Node | null)) continue
    machine.state.caught = true
    machine.caught.push(handler)
    const param = handler['param'] as Node | null
    machine.notePlace(handler, value)
    if (param) machine.bind(param, value, env)
    const ends = runBlock(machine, handler['body'] as Node, env)
    result.normal.push(...ends.normal)
    result.returns.push(...ends.returns)
    result.throws.push(...ends.throws)
    result.jumps.push(...ends.jumps)
  }
  return result
}

/** Few enough completions to follow each: past a bound they are joined. Those that come before the request say nothing of its answer, and stay apart. */
function few(ancestor: State, completions: readonly Completion[]): readonly Completion[] {
  if (completions.length <= MOST_HANDLED_APART) return completions
  const isSent = ({ state }: Completion): boolean => state.sent > ancestor.sent
  return [completions.filter(isSent), completions.filter((completion) => !isSent(completion))].filter(({ length }) => length > 0).map((group) => joined(ancestor, group))
}

function joined(ancestor: State, completions: readonly Completion[]): Completion {
  const value: Value = join(completions.map((completion) => completion.value))
  return { value, state: joinStates(ancestor, completions.map((completion) => completion.state)) }
}

/** Runs `finally` once for each way in which the rest ended; where it ends abruptly itself, that counts. */
function finish(machine: Machine, node: Node, ancestor: State, ends: Ends, env: Env): void {
  const result: Ends = { normal: [], returns: [], throws: [], jumps: [] }
  const through = (state: State, goOn: (after: State) => void): void => {
    machine.state = forkState(state)
    const after = runBlock(machine, node['finalizer'] as Node, env)
    for (const normal of after.normal) goOn(normal)
    result.returns.push(...after.returns)
    result.throws.push(...after.throws)
    result.jumps.push(...after.jumps)
  }
  if (ends.normal.length > 0) through(joinStates(ancestor, ends.normal), (state) => result.normal.push(state))
  for (const { value, state } of few(ancestor, ends.returns)) through(state, (after) => result.returns.push({ value, state: after }))
  for (const { value, state } of few(ancestor, ends.throws)) through(state, (after) => result.throws.push({ value, state: after }))
  for (const jump of ends.jumps) through(jump.state, (after) => result.jumps.push({ ...jump, state: after }))
  forward(machine, node, ancestor, result)
}

/** Hands abrupt completions on to what is around, and continues with the normal ones. */
function forward(machine: Machine, node: Node, ancestor: State, ends: Ends): void {
  machine.sinks.returns.push(...ends.returns)
  machine.sinks.throws.push(...ends.throws)
  machine.sinks.jumps.push(...ends.jumps)
  if (ends.normal.length === 0) throw PATH_ENDS
  machine.meet(ancestor, toGoOn(machine, ancestor, ends.normal.map((state) => ({ value: UNDEFINED, state })), node))
}
