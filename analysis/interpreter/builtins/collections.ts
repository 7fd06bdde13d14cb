import type { Machine } from '../machine.ts'
import type { Entry, ObjectData } from '../objects.ts'
import { carriesOf, join, native, optionsOf, primitive, sameValue, UNDEFINED, unknown, type ObjectRef, type Single, type Value } from '../values.ts'

/** Methods of `Map` and `Set` over the entries that are known. */
export function collectionProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string): Value | undefined {
  const entries = data.entries ?? []
  switch (name) {
    case 'has':
      return native(name, ([key]) => each(key, (single) => has(data, single)))
    case 'get':
      return native(name, ([key]) => each(key, (single) => get(data, single)))
    case 'size':
      return data.open ? unknown(name) : primitive(entries.length)
    case 'set':
    case 'add':
      return native(name, ([key, value]) => {
        const now = machine.object(object) ?? data
        const added: Entry[] = key ? optionsOf(key).map((single) => ({ key: single, value: value ?? single })) : []
        const kept = (now.entries ?? []).filter((entry) => !added.some((item) => sameKey(entry.key, item.key)))
        machine.update(object, { entries: [...kept, ...added] })
        return object
      })
    case 'delete':
      return native(name, ([key]) => {
        const now = machine.object(object) ?? data
        machine.update(object, { entries: (now.entries ?? []).filter((entry) => !key || !sameKey(entry.key, optionsOf(key)[0] as Single)) })
        return unknown(name)
      })
    case 'forEach':
      return native(name, ([callback], site) => {
        for (const entry of entries) machine.call(callback ?? UNDEFINED, UNDEFINED, [entry.value, entry.key], site)
        return UNDEFINED
      })
    default:
      return native(name, () => unknown(name))
  }
}

function each(key: Value | undefined, apply: (single: Single) => Value): Value {
  return key ? join(optionsOf(key).map(apply)) : UNDEFINED
}

function sameKey(a: Single, b: Single): boolean {
  return a.kind === 'primitive' && b.kind === 'primitive' ? Object.is(a.value, b.value) : sameValue(a, b)
}

function find(data: ObjectData, key: Single): Entry | undefined {
  return data.entries?.find((entry) => sameKey(entry.key, key))
}

/** A key that is not known may be in; one that is known is in or not, as long as all entries are. */
function isUnsure(data: ObjectData, key: Single): boolean {
  return data.open || key.kind === 'unknown' || (data.entries ?? []).some((entry) => entry.key.kind === 'unknown')
}

function has(data: ObjectData, key: Single): Value {
  if (find(data, key)) return primitive(true, carriesOf(key))
  return isUnsure(data, key) ? unknown('has', carriesOf(key)) : primitive(false, carriesOf(key))
}

function get(data: ObjectData, key: Single): Value {
  const entry = find(data, key)
  if (entry) return entry.value
  return isUnsure(data, key) ? unknown('get', carriesOf(key)) : UNDEFINED
}
