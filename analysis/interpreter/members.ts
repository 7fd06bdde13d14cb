import type { Node } from '../syntax/estree.ts'
import { propertyName } from '../syntax/nodes.ts'
import { envOfThis, type Env } from './environment.ts'
import { anyOf } from './lists.ts'
import type { Machine } from './machine.ts'
import { othersOf } from './objects.ts'
import { idOf } from './operators.ts'
import { boundedId, byUnseenCode, Carries, carriesOf, isNullish, isToldStatus, join, optionsOf, UNDEFINED, unknown, type Primitive, type Single, type Value } from './values.ts'

/** `this` where the code stands. */
export function selfOf(env: Env): Value {
  return envOfThis(env)?.self ?? unknown('this')
}

/** `object.name`, `object[key]`. */
export function member(machine: Machine, node: Node, env: Env): Value {
  const object = node['object'] as Node
  if (object.type === 'Super') return unknown(`super.${propertyName(node) ?? '?'}`)
  return read(machine, machine.evaluate(object, env), node, env)
}

/** Reads the property that a member expression names from a value. */
export function read(machine: Machine, object: Value, node: Node, env: Env): Value {
  const present = node['optional'] ? withoutNullish(machine, object) : object
  const name = propertyName(node)
  if (name !== undefined) return machine.get(present, name, node)
  const key = machine.evaluate(node['property'] as Node, env)
  return index(machine, present, key, node)
}

/** `object[key]` for a key that was computed. A table of the file that is indexed by the answer is a choice that the code makes; what another one holds is not seen. */
export function index(machine: Machine, object: Value, key: Value, node: Node): Value {
  return machine.each(key, (single) =>
    machine.each(object, (target) => {
      if (single.kind === 'primitive' && !isUnseenChoice(machine, target, single)) return machine.get(target, String(single.value), node)
      const data = machine.object(target)
      if (data?.elements && data.elements.length > 0) return join([anyOf(data.elements), UNDEFINED])
      const from = target.kind === 'unknown' ? target : data && othersOf(data)
      const label = `${from?.label ?? ''}[${single.kind === 'unknown' ? single.label : '…'}]`
      return unknown(label, (from?.carries ?? Carries.nothing) | byUnseenCode(carriesOf(single)), { id: boundedId(`${from?.id ?? idOf(target)}[${idOf(single)}]`) })
    }),
  )
}

/** Whether the status chooses among what is not written in the file: a table of another one, or what was spread into one of this file that has no such key. */
function isUnseenChoice(machine: Machine, target: Single, key: Primitive): boolean {
  if (!isToldStatus(carriesOf(key))) return false
  if (target.kind === 'unknown') return true
  const data = target.kind === 'object' && machine.object(target)
  if (!data || !data.open || data.elements || data.builtin) return false
  return !data.properties.has(String(key.value)) && !data.properties.has(`get ${String(key.value)}`)
}

/** Thrown inside an optional chain whose head is null or undefined. */
const SHORT_CIRCUIT = Symbol('short circuit')

/** The alternatives of a value with which an optional chain goes on; with none it ends. */
export function withoutNullish(machine: Machine, value: Value): Value {
  const options = optionsOf(value)
  const present = options.filter((option) => !isNullish(option))
  if (present.length === options.length) return value
  if (present.length === 0) throw SHORT_CIRCUIT
  machine.chain.mayStop = true
  return join(present)
}

/** `a?.b.c` as a whole. */
export function chain(machine: Machine, node: Node, env: Env): Value {
  return inChain(machine, () => machine.evaluate(node['expression'] as Node, env))
}

/** Runs what an optional chain is made of; where its head is null or undefined, that is what it gives. */
export function inChain(machine: Machine, run: () => Value): Value {
  const outer = machine.chain
  const own = { mayStop: false }
  machine.chain = own
  try {
    const value = run()
    return own.mayStop ? join([value, UNDEFINED]) : value
  } catch (signal) {
    if (signal !== SHORT_CIRCUIT) throw signal
    return UNDEFINED
  } finally {
    machine.chain = outer
  }
}
