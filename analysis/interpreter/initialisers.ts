import type { Node } from '../syntax/estree.ts'
import { propertyName, sourceOf } from '../syntax/nodes.ts'
import type { Env } from './environment.ts'
import { iterated } from './iteration.ts'
import { gap, listData } from './lists.ts'
import type { Machine } from './machine.ts'
import { Mixture } from './mixture.ts'
import { objectData } from './objects.ts'
import { concatenateAll, textOf } from './texts.ts'
import { optionsOf, primitive, UNDEFINED, unknown, type Single, type Value } from './values.ts'

/** `{ a, ...b }`. */
export function objectExpression(machine: Machine, node: Node, env: Env): Value {
  const mixture = new Mixture()
  let prototype: Value | undefined
  for (const property of node['properties'] as Node[]) {
    if (property.type === 'SpreadElement') {
      mixture.spread(machine, machine.evaluate(property['argument'] as Node, env), property)
      continue
    }
    const name = propertyName(property) ?? keyOf(machine, property, env)
    const value = machine.evaluate(property['value'] as Node, env)
    const kind = property['kind'] as string | undefined
    if (name === undefined) {
      mixture.open = true
      // Its name is not known; its value is in the object, and tells a request with it from one without.
      mixture.properties.set(`[${sourceOf(property['key'] as Node, machine.text, 40)}]`, value)
    }
    else if (isPrototype(property, name)) prototype = value
    else if (kind === 'get' || kind === 'set') {
      mixture.properties.delete(name)
      mixture.properties.set(`${kind} ${name}`, value)
    } else mixture.set(name, value)
  }
  // Anything but an object or null changes nothing.
  const isKnown = prototype?.kind === 'object' || prototype?.kind === 'primitive'
  if (prototype && !isKnown) mixture.open = true
  const isChanged = prototype?.kind === 'object' || (prototype?.kind === 'primitive' && prototype.value === null)
  return machine.create(objectData([], { ...mixture.data, ...(isChanged && { prototype: prototype as Single }) }))
}

/** `{ __proto__: value }` gives no property. */
function isPrototype(property: Node, name: string): boolean {
  return name === '__proto__' && !property['computed'] && !property['shorthand'] && !property['method']
}

function keyOf(machine: Machine, property: Node, env: Env): string | undefined {
  const key = machine.evaluate(property['key'] as Node, env)
  return key.kind === 'primitive' ? String(key.value) : undefined
}

/** `[a, ...b]`. */
export function arrayExpression(machine: Machine, node: Node, env: Env): Value {
  return machine.create(listData(elementsOf(machine, node['elements'] as (Node | null)[], env)))
}

/** The elements of an array literal or the arguments of a call, with spreads laid out. */
export function elementsOf(machine: Machine, nodes: readonly (Node | null)[], env: Env): Value[] {
  const elements: Value[] = []
  for (const node of nodes) {
    // A hole is read as undefined, but nothing is called back for it.
    if (!node) elements.push(gap(UNDEFINED))
    else if (node.type === 'SpreadElement') elements.push(...iterated(machine, machine.evaluate(node['argument'] as Node, env), node))
    else elements.push(machine.evaluate(node, env))
  }
  return elements
}

/** `` `a${b}` ``. */
export function template(machine: Machine, node: Node, env: Env): Value {
  const values = (node['expressions'] as Node[]).map((expression) => textOf(machine, machine.evaluate(expression, env), node))
  const parts = (node['quasis'] as Node[]).flatMap((quasi, index): Value[] => {
    const text = primitive((quasi['value'] as { cooked?: string | null }).cooked ?? '')
    const value = values[index]
    return value ? [text, value] : [text]
  })
  return concatenateAll(parts)
}

/** `` tag`a${b}` ``: code of the file gets the strings and the values; other code is given the text that they make. */
export function taggedTemplate(machine: Machine, node: Node, env: Env): Value {
  const tag = machine.evaluate(node['tag'] as Node, env)
  const quasi = node['quasi'] as Node
  if (!optionsOf(tag).some((option) => option.kind === 'closure')) return machine.call(tag, UNDEFINED, [template(machine, quasi, env)], node)
  const values = (quasi['expressions'] as Node[]).map((expression) => machine.evaluate(expression, env))
  const strings = (quasi['quasis'] as Node[]).map((part): Value => {
    const { cooked } = part['value'] as { cooked?: string | null }
    return typeof cooked === 'string' ? primitive(cooked) : UNDEFINED
  })
  const list = machine.create({ ...listData(strings), properties: new Map([['raw', unknown('raw')]]) })
  return machine.call(tag, UNDEFINED, [list, ...values], node)
}
