import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { isNullish, isUndefined, join, optionsOf, unknown, type Unknown, type Value } from '../interpreter/values.ts'
import { rangeOf } from '../syntax/nodes.ts'

/** An option as far as the code writes it; undefined where it does not, or where the options are not seen. */
export function setting(machine: Machine, options: Value | undefined, name: string): Value | undefined {
  if (!options) return undefined
  const found = optionsOf(options).flatMap((option) => machine.object(option)?.properties.get(name) ?? [])
  return found.length > 0 ? join(found) : undefined
}

/** The first of several options objects that has the option, as a client merges them: what a call says goes first. */
export function firstSetting(machine: Machine, options: readonly (Value | undefined)[], name: string): Value | undefined {
  for (const item of options) {
    const found = setting(machine, item, name)
    if (found && !isUndefined(found)) return found
  }
  return undefined
}

/** One object with the options of several; later ones win. */
export function mergeSettings(machine: Machine, options: readonly (Value | undefined)[]): Value {
  const properties = new Map<string, Value>()
  for (const item of options) {
    for (const option of item ? optionsOf(item) : []) {
      for (const [name, value] of machine.object(option)?.properties ?? []) if (!name.startsWith('interceptors.')) properties.set(name, value)
    }
  }
  return machine.create(objectData(properties, { open: true }))
}

/** An instance of a client: a name of its module that remembers the options that it was made with. */
export function newInstance(call: ModelCall, module: string, path: readonly string[], settings: Value | undefined): Unknown {
  const label = path.join('.')
  const id = `${module}:${label}@${rangeOf(call.site)[0]}(${settings ? call.machine.digest(settings).id : ''})`
  return unknown(label, 0, { id, truthy: true, origin: { module, path, ...(settings && { settings }) } })
}

/** Whether a value is given at all. */
export function isGiven(value: Value | undefined): value is Value {
  return value !== undefined && !optionsOf(value).every(isNullish)
}
