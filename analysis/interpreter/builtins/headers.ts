import type { Machine } from '../machine.ts'
import type { ObjectData } from '../objects.ts'
import { native, NULL, primitive, UNDEFINED, unknown, type ObjectRef, type Value } from '../values.ts'

/** `Headers` that the code builds: names are kept in lower case. */
export function headersProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string): Value | undefined {
  const nameOf = (value: Value | undefined): string | undefined => (value?.kind === 'primitive' ? String(value.value).toLowerCase() : undefined)
  switch (name) {
    case 'set':
    case 'append':
      return native(name, ([key, value]) => {
        const header = nameOf(key)
        if (header !== undefined) machine.set(object, header, value ?? UNDEFINED)
        return UNDEFINED
      })
    case 'get':
      return native(name, ([key]) => {
        const header = nameOf(key)
        return (header === undefined ? undefined : data.properties.get(header)) ?? (data.open ? unknown('header') : NULL)
      })
    case 'has':
      return native(name, ([key]) => {
        const header = nameOf(key)
        return header !== undefined && data.properties.has(header) ? primitive(true) : unknown('has')
      })
    default:
      return native(name, () => unknown(name))
  }
}
