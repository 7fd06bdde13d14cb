import type { Node } from '../syntax/estree.ts'
import { propertyName } from '../syntax/nodes.ts'
import { envOfThis, type Env } from './environment.ts'
import { anyOf } from './lists.ts'
import type { Machine } from './machine.ts'
import { idOf } from './operators.ts'
import { boundedId, byUnseenCode, carriesOf, isNullish, isToldStatus, join, optionsOf, UNDEFINED, unknown, type Value } from './values.ts'

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
      const isUnseenChoice = target.kind === 'unknown' && isToldStatus(carriesOf(single))
      if (single.kind === 'primitive' && !isUnseenChoice) return machine.get(target, String(single.value), node)
      const data = machine.object(target)
      if (data?.elements && data.elements.length > 0) return join([anyOf(data.elements), UNDEFINED])
      const label = `${target.kind === 'unknown' ? target.label : ''}[${single.kind === 'unknown' ? single.label : '…'}]`
      return unknown(label, carriesOf(target) | byUnseenCode(carriesOf(single)), { id: boundedId(`${idOf(target)}[${idOf(single)}]`) })
    }),
  )
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
