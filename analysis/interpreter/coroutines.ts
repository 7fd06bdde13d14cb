import { enclosingFunction } from '../syntax/around.ts'
import { coroutineOf, isTask, stateMachineBody, type Coroutine } from '../syntax/coroutines.ts'
import type { Node } from '../syntax/estree.ts'
import { isFunction, parametersOf } from '../syntax/nodes.ts'
import { argumentsIn, type Env } from './environment.ts'
import { iterated } from './iteration.ts'
import type { Machine } from './machine.ts'
import { awaitValue, run as runAsync } from './promises.ts'
import { unknown, UNDEFINED, type Value } from './values.ts'

/** Whether the `yield` of a generator waits: it is what a compiler made of an async function, or a task. */
export function isCoroutine(machine: Machine, generator: Node): boolean {
  const call = machine.tree.parents.get(generator)
  return (call?.type === 'CallExpression' && coroutineOf(call)?.generator === generator) || isTask(generator)
}

/** What TypeScript makes of the body of a loop whose variables are closed over. */
const LOOP_BODY = /^_loop_\d+$/

/** Whether the state machine that a call runs is a part of an async function. */
export function isInCoroutine(machine: Machine, call: Node): boolean {
  const fn = enclosingFunction(call, machine.tree)
  const parent = machine.tree.parents.get(fn)
  if (parent?.type === 'CallExpression') return coroutineOf(parent)?.generator === fn || (stateMachineBody(parent) === fn && isInCoroutine(machine, parent))
  const named = parent?.type === 'AssignmentExpression' ? (parent['left'] as Node) : (parent?.['id'] as Node | null | undefined)
  return named != null && LOOP_BODY.test(String(named['name'])) && parent !== undefined && isInCoroutine(machine, parent)
}

/** What a promise is labelled by that stands for an effect: whoever runs the generator waits for it. */
export const EFFECT = 'the effect'

/** Whether what is yielded is waited for: an effect. `yield*` of a promise would fail, were it none. */
function isEffect(machine: Machine, value: Value, isDelegate: boolean): boolean {
  const data = machine.object(value)
  return data?.promise !== undefined && (isDelegate || data.label === EFFECT)
}

/** What `yield value` gives: of an async function what it waits for. */
export function yieldValue(machine: Machine, value: Value, isDelegate: boolean, site: Node): Value {
  // `yield* error` fails with it, where effects are run.
  if (machine.yielded === 'awaited') return isDelegate && machine.object(value)?.builtin === 'Error' ? machine.throwValue(value) : awaitValue(machine, value)
  if (isEffect(machine, value, isDelegate)) return awaitValue(machine, value)
  const given = isDelegate ? iterated(machine, value, site) : [value]
  if (machine.yielded) machine.yielded.push(...given)
  else for (const item of given) machine.effect('yield', [item], 'call')
  return machine.fresh('sent')
}

/** Runs `__awaiter(this, arguments, Promise, function* () { ... })`, or makes what `_asyncToGenerator(function* () { ... })` makes. */
export function callCoroutine(machine: Machine, call: Node, { generator, isCalled }: Coroutine, env: Env): Value {
  const closure = machine.evaluate(generator, env)
  if (!isCalled) return closure
  const [self, given] = call['arguments'] as Node[]
  const args = given?.type === 'Identifier' && given['name'] === 'arguments' ? givenTo(machine, call, env) : []
  const run = (): Value => machine.call(closure, self ? machine.evaluate(self, env) : UNDEFINED, args, call)
  return generator['generator'] ? run() : runAsync(machine, [run], call)
}

/** `arguments` of the function that the call stands in; of one that code not seen calls, its parameters. */
function givenTo(machine: Machine, call: Node, env: Env): readonly Value[] {
  const fn = enclosingFunction(call, machine.tree)
  const params = isFunction(fn) ? parametersOf(fn) : []
  return argumentsIn(env) ?? params.map((param) => (param.type === 'Identifier' ? machine.lookup(param, env) : unknown('argument')))
}
