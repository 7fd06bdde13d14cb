import { coroutineOf, helperOf, stateMachineBody } from '../syntax/coroutines.ts'
import type { Node } from '../syntax/estree.ts'
import { globalFunction } from './builtins/globals.ts'
import { callCoroutine, isInCoroutine } from './coroutines.ts'
import type { Env } from './environment.ts'
import { elementsOf } from './initialisers.ts'
import { iterated } from './iteration.ts'
import { listData } from './lists.ts'
import type { Machine } from './machine.ts'
import { callStateMachine } from './state-machines.ts'
import { UNDEFINED, type Value } from './values.ts'

/** Calls what a compiler writes for syntax that older engines have not, by the names of its helpers; undefined for any other call. */
export function callHelper(machine: Machine, call: Node, env: Env): Value | undefined {
  const coroutine = coroutineOf(call)
  if (coroutine) return callCoroutine(machine, call, coroutine, env)
  const body = stateMachineBody(call)
  const nodes = call['arguments'] as Node[]
  if (body) return callStateMachine(machine, { kind: 'closure', node: body, env, self: machine.evaluate(nodes[0] as Node, env) }, isInCoroutine(machine, call))
  const name = helperOf(call)
  if (ASSIGN.test(name)) return globalFunction(['Object', 'assign'])?.({ machine, args: elementsOf(machine, nodes, env), site: call })
  return SPREAD.test(name) ? spread(machine, elementsOf(machine, nodes, env), call) : undefined
}

/** `{ ...a, b }` and `[...a, b]`, as TypeScript writes them. */
const ASSIGN = /^__assign\$?\d*$/
const SPREAD = /^__spreadArray\$?\d*$/

function spread(machine: Machine, [first = UNDEFINED, second = UNDEFINED]: readonly Value[], site: Node): Value {
  return machine.create(listData([...iterated(machine, first, site), ...iterated(machine, second, site)]))
}
