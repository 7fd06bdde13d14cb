import type { Machine } from '../interpreter/machine.ts'
import { markAnswered, waysOn } from '../interpreter/promises.ts'
import { forkState } from '../interpreter/state.ts'
import { optionsOf, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { parametersOf, sourceOf } from '../syntax/nodes.ts'

/** What a callback is called with for an answer and for a failure. */
export interface CallbackArguments {
  readonly fulfilled: (value: Value) => readonly Value[]
  readonly rejected: (error: Value) => readonly Value[]
}

/** Calls a callback of the old kind with what a promise is settled with, or `only` with one kind of that. How the callback ends is nobody's, unless the program ends there. */
export function callBack(machine: Machine, promise: Value, callback: Value, withWhat: CallbackArguments, site: Node, only?: keyof CallbackArguments): void {
  const sides = machine.object(promise)?.promise
  if (!sides) return
  markAnswered(machine, sides.sends)
  const told = only ? { ...sides, [only === 'fulfilled' ? 'rejected' : 'fulfilled']: undefined } : sides
  const tell = (kind: keyof CallbackArguments) => (value: Value): Value => machine.call(callback, UNDEFINED, withWhat[kind](value), site)
  const branches = waysOn(machine, told, tell('fulfilled'), tell('rejected'))
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const endedBefore = machine.ended.length
  const sinks = machine.collect(() => machine.fork(branches))
  const ends = [...sinks.returns, ...sinks.throws]
  if (ends.length > 0 || machine.ended.length > endedBefore) machine.meet(ancestor, ends)
  else machine.state = forkState(ancestor)
}

/**
 * Whether a callback of the file reads a member of its first parameter: `({ error }) => ...`, `(context) => context.error`.
 * Where versions of a library differ in what they hand to it, this tells them apart.
 */
export function readsMember(machine: Machine, callback: Value, member: string): boolean {
  const [closure] = optionsOf(callback)
  const [param] = closure?.kind === 'closure' ? parametersOf(closure.node) : []
  if (closure?.kind !== 'closure' || !param) return false
  const declared = sourceOf(param, machine.text, 400)
  if (declared.startsWith('{')) return new RegExp(`\\b${member}\\b`).test(declared)
  const name = /^[\w$]+/.exec(declared)?.[0]?.replaceAll('$', '\\$')
  return name !== undefined && new RegExp(`\\b${name}\\??\\.${member}\\b|\\b${member}\\b[^=]*\\}\\s*=\\s*${name}\\b`).test(sourceOf(closure.node, machine.text, 4000))
}
