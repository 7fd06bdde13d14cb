import type { Machine } from './machine.ts'
import type { ObjectRef, Value } from './values.ts'

/**
 * Notes what a list, a collection or an object is given that stood before the run: the code around reads it later, and so may others.
 *
 * @param method how it is given that; no sentence names it, since what the object is called is not known
 */
export function noteKept(machine: Machine, object: ObjectRef, method: string, values: readonly Value[]): void {
  if (machine.isMadeBefore(object)) machine.effect(`${method}()`, values, 'store')
}
