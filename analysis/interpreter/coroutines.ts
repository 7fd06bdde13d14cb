import { enclosingFunction } from '../syntax/calls.ts'
import { coroutineOf, type Coroutine } from '../syntax/coroutines.ts'
import type { Node } from '../syntax/estree.ts'
import type { Env } from './environment.ts'
import type { Machine } from './machine.ts'
import { unknown, UNDEFINED, type Value } from './values.ts'

/** Whether a generator is what a compiler made of an async function: its `yield` waits. */
export function isCoroutine(machine: Machine, generator: Node): boolean {
  const call = machine.tree.parents.get(generator)
  return call?.type === 'CallExpression' && coroutineOf(call)?.generator === generator
}

/** Runs `__awaiter(this, arguments, Promise, function* () { ... })`, or makes what `_asyncToGenerator(function* () { ... })` makes. */
export function callCoroutine(machine: Machine, call: Node, { generator, isCalled }: Coroutine, env: Env): Value {
  const closure = machine.evaluate(generator, env)
  if (!isCalled) return closure
  const [self, given] = call['arguments'] as Node[]
  const args = given?.type === 'Identifier' && given['name'] === 'arguments' ? argumentsOf(machine, call, env) : []
  return machine.call(closure, self ? machine.evaluate(self, env) : UNDEFINED, args, call)
}

/** `arguments` of the function that the call stands in. */
function argumentsOf(machine: Machine, call: Node, env: Env): Value[] {
  const params = (enclosingFunction(call, machine.tree)['params'] ?? []) as Node[]
  return params.map((param) => (param.type === 'Identifier' ? machine.lookup(param, env) : unknown('argument')))
}
