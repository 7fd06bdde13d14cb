import { gap, isGap } from './lists.ts'
import type { Machine } from './machine.ts'
import { join, optionsOf, type Single, type Value } from './values.ts'

const DEEPEST = 3

/**
 * Another value like this one, for an element of many that are not told apart: what is not known of it is not what is
 * not known of the first, so that a request which is made with it is another request.
 */
export function another(machine: Machine, value: Value, depth = 0): Value {
  return join(optionsOf(value).map((option) => anotherSingle(machine, option, depth)))
}

function anotherSingle(machine: Machine, value: Single, depth: number): Value {
  if (value.kind === 'unknown') return value.gap ? gap(another(machine, value.gap, depth)) : { ...value, id: machine.fresh(value.label).id }
  const data = machine.object(value)
  if (value.kind !== 'object' || !data || depth >= DEEPEST || data.response || data.failure || data.promise || data.label === 'this') return value
  const properties = [...data.properties].map(([name, item]): [string, Value] => [name, another(machine, item, depth + 1)])
  const isSame = !data.open && properties.every(([name, item]) => item === data.properties.get(name)) && !data.elements?.some((item) => isGap(item) || item.kind !== 'primitive')
  if (isSame) return value
  const rest = data.rest && { ...data.rest, id: machine.fresh(data.rest.label).id }
  const elements = data.elements?.map((item) => another(machine, item, depth + 1))
  return machine.create({ ...data, properties: new Map(properties), ...(rest && { rest }), ...(elements && { elements }) })
}
