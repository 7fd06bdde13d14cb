import type { Machine } from './machine.ts'
import type { ObjectRef, Value } from './values.ts'

/** Notes what a property is given, of `this` by its name. */
export function noteWritten(machine: Machine, object: ObjectRef, name: string, value: Value): void {
  if (machine.object(object)?.label === 'this') machine.effect(`this.${name} =`, [value], 'store')
  else noteKept(machine, object, name, [value])
}

/**
 * Notes what a list, a collection or an object is given that stood before the run: the code around reads it later, and so may others.
 *
 * @param method how it is given that; no sentence names it, since what the object is called is not known
 */
export function noteKept(machine: Machine, object: ObjectRef, method: string, values: readonly Value[]): void {
  if (machine.isMadeBefore(object)) machine.effect(`${method}()`, values, 'store')
}
