import type { Node } from '../syntax/estree.ts'
import { isExact } from './lists.ts'
import type { Machine } from './machine.ts'
import { isVisible, type ObjectData } from './objects.ts'
import { optionsOf, primitive, UNDEFINED, type ObjectRef, type Single, type Value } from './values.ts'

/** A property as `Object.entries` sees it. */
export interface OwnProperty {
  readonly name: string
  readonly value: Value
  /** The object may not have it. */
  readonly maybe: boolean
}

/** What is known of an object's own, enumerable properties. */
export interface OwnProperties {
  readonly properties: readonly OwnProperty[]
  /** There may be others: those of an unknown that was spread, for example. */
  readonly others: readonly Single[]
  readonly open: boolean
}

const INTEGER_KEY = /^(?:0|[1-9]\d{0,9})$/

/** The own, enumerable properties of a value in the order of ECMA-262 (integer keys first); undefined where nothing is known. */
export function ownProperties(machine: Machine, value: Single, site: Node): OwnProperties | undefined {
  if (value.kind === 'primitive') {
    if (typeof value.value !== 'string') return { properties: [], others: [], open: false }
    return { properties: Array.from({ length: value.value.length }, (_, index) => ({ name: String(index), value: primitive((value.value as string)[index], value.carries), maybe: false })), others: [], open: false }
  }
  if (value.kind === 'unknown' && value.falsy) return { properties: [], others: [], open: false }
  const data = machine.object(value)
  if (value.kind !== 'object' || !data || isExotic(data)) return undefined
  const elements = data.elements ?? []
  const named = [...data.properties].flatMap(([name, item]): OwnProperty[] => {
    const maybe = data.maybe?.has(name) ?? false
    if (name.startsWith('get ')) return [{ name: name.slice(4), value: machine.call(item, value, [], site), maybe }]
    if (name.startsWith('set ') && !data.properties.has(`get ${name.slice(4)}`)) return [{ name: name.slice(4), value: UNDEFINED, maybe }]
    return isVisible(name) ? [{ name, value: item, maybe }] : []
  })
  const others = [...data.properties].filter(([name]) => name.startsWith('...')).flatMap(([, item]) => optionsOf(item))
  const indexed = isExact(elements) ? elements.map((item, index) => ({ name: String(index), value: item, maybe: false })) : []
  const integers = named.filter(({ name }) => INTEGER_KEY.test(name)).sort((a, b) => Number(a.name) - Number(b.name))
  return { properties: [...indexed, ...integers, ...named.filter(({ name }) => !INTEGER_KEY.test(name))], others: isExact(elements) ? others : [...others, machine.fresh('element')], open: data.open || !isExact(elements) }
}

/** Objects of the host, whose properties are not those that the program wrote. */
function isExotic(data: ObjectData): boolean {
  return (data.builtin !== undefined && data.builtin !== 'Map' && data.builtin !== 'Set') || data.response !== undefined || data.failure !== undefined || data.promise !== undefined
}

/** Whether an object has a property of its own; undefined where that is not known. */
export function hasOwn(machine: Machine, object: ObjectRef, name: string): boolean | undefined {
  const data = machine.object(object)
  if (!data || isExotic(data)) return data?.properties.has(name) && !data.maybe?.has(name) ? true : undefined
  if (data.elements && (INTEGER_KEY.test(name) || name === 'length')) return isExact(data.elements) ? name === 'length' || Number(name) < data.elements.length : undefined
  const isThere = data.properties.has(name) || data.properties.has(`get ${name}`) || data.properties.has(`set ${name}`)
  if (isThere) return data.maybe?.has(name) ? undefined : true
  return data.open ? undefined : false
}
