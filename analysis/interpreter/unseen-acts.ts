import type { Machine } from './machine.ts'
import type { Value } from './values.ts'

/** Whether what a module or an object keeps began empty, so that code that is not run may have filled it: a queue, a cache. */
export function mayBeFilled(machine: Machine, value: Value): boolean {
  if (value.kind !== 'object' || !machine.isDefinition(value)) return false
  const data = machine.object(value)
  return data?.elements?.length === 0 || data?.entries?.length === 0
}
