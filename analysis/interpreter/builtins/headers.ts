import type { Node } from '../../syntax/estree.ts'
import { iterated } from '../iteration.ts'
import { derivedFrom } from '../keys.ts'
import { gap, isGap, listData } from '../lists.ts'
import type { Machine } from '../machine.ts'
import { objectData, type ObjectData } from '../objects.ts'
import { ownProperties } from '../own-properties.ts'
import { concatenateAll, textOf } from '../texts.ts'
import { defineOwn, deleteProperty } from '../properties.ts'
import { isNullish, join, native, NULL, optionsOf, primitive, TRUE, UNDEFINED, unknown, type ObjectRef, type Value } from '../values.ts'

/** `new Headers(init)`; names are kept in lower case. */
export function newHeaders(machine: Machine, init: Value | undefined, site: Node): Value {
  const headers = machine.create(objectData([], { builtin: 'Headers' }))
  for (const option of init ? optionsOf(init).filter((single) => !isNullish(single)) : []) {
    const data = machine.object(option)
    if (data?.builtin === 'Headers') machine.update(headers, { properties: data.properties, open: data.open, ...(data.maybe && { maybe: data.maybe }) })
    else if (data?.elements) for (const pair of data.elements) appendPair(machine, headers, pair, site)
    else {
      const own = ownProperties(machine, option, site)
      for (const { name, value } of own?.properties ?? []) defineOwn(machine, headers, name.toLowerCase(), trimmed(textOf(machine, value, site)))
      for (const [name, value] of data?.properties ?? []) if (name.startsWith('...')) defineOwn(machine, headers, name, value)
      if (!own || own.open || own.properties.some(({ maybe }) => maybe)) machine.update(headers, { open: true })
    }
  }
  if (init && optionsOf(init).length > 1) machine.update(headers, { open: true, maybe: new Set(machine.object(headers)?.properties.keys()) })
  return headers
}

function appendPair(machine: Machine, headers: ObjectRef, pair: Value, site: Node): void {
  if (isGap(pair)) {
    machine.update(headers, { open: true })
    return
  }
  const [name = UNDEFINED, value = UNDEFINED] = iterated(machine, pair, site)
  const data = machine.object(headers)
  if (name.kind === 'primitive' && data && !isGap(value)) append(machine, headers, data, String(name.value).toLowerCase(), value, site)
  else machine.update(headers, { open: true })
}

/** Methods of `Headers` that the code builds. */
export function headersProperty(machine: Machine, object: ObjectRef, name: string): Value | undefined {
  if (name === 'constructor' || !(name in Headers.prototype)) return undefined
  return native(name, ([key = UNDEFINED, value = UNDEFINED], site) => {
    const data = machine.object(object) ?? objectData()
    const header = key.kind === 'primitive' ? String(key.value).toLowerCase() : undefined
    switch (name) {
      case 'get':
        return header === undefined ? derivedFrom(machine, 'header', [object, key]) : read(machine, object, data, header)
      case 'has':
        return header === undefined ? derivedFrom(machine, 'has', [object, key]) : has(machine, object, data, header)
      case 'set':
        if (header !== undefined) defineOwn(machine, object, header, trimmed(textOf(machine, value, site)))
        else machine.update(object, { open: true, maybe: new Set(data.properties.keys()) })
        return UNDEFINED
      case 'append':
        if (header !== undefined) append(machine, object, data, header, value, site)
        else machine.update(object, { open: true, maybe: new Set(data.properties.keys()) })
        return UNDEFINED
      case 'delete':
        if (header !== undefined) deleteProperty(machine, object, header)
        else machine.update(object, { maybe: new Set(data.properties.keys()) })
        return UNDEFINED
      case 'forEach':
        for (const pair of pairs(machine, data)) machine.fork([() => UNDEFINED, () => machine.call(key, UNDEFINED, [pair.value, pair.name, object], site)])
        return UNDEFINED
      case 'entries':
        return iterator(machine, data, ({ name: title, value: item }) => machine.create(listData([title, item])))
      case 'keys':
        return iterator(machine, data, (pair) => pair.name)
      case 'values':
        return iterator(machine, data, (pair) => pair.value)
      default:
        return derivedFrom(machine, name, [object, key, value])
    }
  })
}

function read(machine: Machine, object: ObjectRef, data: ObjectData, header: string): Value {
  const value = data.properties.get(header)
  if (value && !data.maybe?.has(header)) return value
  if (data.open) return derivedFrom(machine, 'header', [object, primitive(header)])
  return value ? join([...optionsOf(value).filter((option) => !isNullish(option)), NULL]) : NULL
}

function has(machine: Machine, object: ObjectRef, data: ObjectData, header: string): Value {
  if (data.properties.has(header)) return data.maybe?.has(header) ? derivedFrom(machine, 'has', [object, primitive(header)]) : TRUE
  return data.open ? derivedFrom(machine, 'has', [object, primitive(header)]) : primitive(false)
}

function append(machine: Machine, object: ObjectRef, data: ObjectData, header: string, value: Value, site: Node): void {
  const text = trimmed(textOf(machine, value, site))
  const before = data.properties.get(header)
  if (!before && data.open) defineOwn(machine, object, header, derivedFrom(machine, 'header', [object, primitive(header), text], { isString: true }))
  else defineOwn(machine, object, header, before && !data.maybe?.has(header) ? concatenateAll([before, primitive(', '), text]) : before ? unknown('header', 0, { id: machine.fresh('header').id }) : text)
}

/** Blanks around a value are no part of it. */
function trimmed(value: Value): Value {
  return join(optionsOf(value).map((option) => (option.kind === 'primitive' && typeof option.value === 'string' ? primitive(option.value.replaceAll(/^[\t\n\r ]+|[\t\n\r ]+$/g, ''), option.carries) : option)))
}

interface Pair {
  readonly name: Value
  readonly value: Value
}

function pairs(machine: Machine, data: ObjectData): Pair[] {
  const named = [...data.properties].filter(([name]) => !name.startsWith('...')).sort(([a], [b]) => (a < b ? -1 : 1))
  const known = named.map(([name, value]) => ({ name: primitive(name), value }))
  return data.open ? [...known, { name: machine.fresh('name'), value: machine.fresh('header') }] : known
}

function iterator(machine: Machine, data: ObjectData, item: (pair: Pair) => Value): Value {
  const isKnown = !data.open && !data.maybe?.size && !data.properties.has('set-cookie')
  const items = pairs(machine, data).map((pair) => (isKnown ? item(pair) : gap(item(pair))))
  return machine.create(listData(items, { builtin: 'Iterator' }))
}
