import type { Node } from '../../syntax/estree.ts'
import { noteKept } from '../kept.ts'
import { derivedFrom } from '../keys.ts'
import { listData } from '../lists.ts'
import type { Machine } from '../machine.ts'
import type { ObjectRef, Unknown, Value } from '../values.ts'

/** A call of a method of Array.prototype. */
export interface Call {
  readonly machine: Machine
  readonly object: ObjectRef
  readonly elements: readonly Value[]
  readonly args: readonly Value[]
  readonly site: Node
  readonly name: string
}

export type ArrayMethod = (call: Call) => Value

/** A method that is not modelled. */
export function unseen({ machine, object, args, name }: Call): Unknown {
  return derivedFrom(machine, name, [object, ...args])
}

/** A new list. */
export function list({ machine }: Call, elements: readonly Value[]): Value {
  return machine.create(listData(elements))
}

/** Gives the list other elements. */
export function change({ machine, object, name, args }: Call, elements: readonly Value[]): void {
  if (name === 'push' || name === 'unshift') noteKept(machine, object, name, args)
  machine.update(object, { elements: listData(elements).elements as readonly Value[] })
}

/** An iterator over what a list holds. */
export function iterator({ machine }: Call, elements: readonly Value[]): Value {
  return machine.create(listData(elements, { builtin: 'Iterator' }))
}
