import type { Node } from '../syntax/estree.ts'
import { propertyName, unwrap } from '../syntax/nodes.ts'
import { addressOf, holderOf, type Env } from './environment.ts'
import type { Machine } from './machine.ts'
import { objectData } from './objects.ts'
import { Carries, carriesOf, join, optionsOf, UNDEFINED, type Single, type Value } from './values.ts'

/** Binds or assigns a value to a pattern: an identifier, a member, or a destructuring one. */
export function bind(machine: Machine, pattern: Node, value: Value, env: Env): void {
  const target = unwrap(pattern)
  switch (target.type) {
    case 'Identifier':
      bindIdentifier(machine, target, value, env)
      break
    case 'MemberExpression':
      bindMember(machine, target, value, env)
      break
    case 'AssignmentPattern':
      bind(machine, target['left'] as Node, withDefault(machine, target, value, env), env)
      break
    case 'ObjectPattern':
      bindObject(machine, target, value, env)
      break
    case 'ArrayPattern':
      bindArray(machine, target, value, env)
      break
    case 'RestElement':
      bind(machine, target['argument'] as Node, value, env)
      break
    case 'TSParameterProperty':
      bind(machine, target['parameter'] as Node, value, env)
      break
  }
}

function bindIdentifier(machine: Machine, target: Node, value: Value, env: Env): void {
  const binding = machine.tree.bindingOf.get(target)
  const holder = binding && holderOf(env, binding)
  if (!binding || !holder) return
  machine.store.set(addressOf(holder, binding), value)
  // A variable of code around the root outlives the run.
  if (holder.lazy) machine.effect(`${binding.name} =`, [value], 'store')
}

function bindMember(machine: Machine, target: Node, value: Value, env: Env): void {
  const object = machine.evaluate(target['object'] as Node, env)
  const name = propertyName(target) ?? keyOf(machine, target['property'] as Node, env)
  if (name !== undefined) machine.set(object, name, value)
  // Under a name that is not known: some property has it now.
  else for (const option of optionsOf(object)) addSomewhere(machine, option, value)
}

function addSomewhere(machine: Machine, object: Single, value: Value): void {
  const known = machine.object(object)?.properties.get(SOME_PROPERTY)
  machine.set(object, SOME_PROPERTY, known ? join([known, value]) : value)
}

/** Stands for the properties of an object whose names are not known. */
const SOME_PROPERTY = '[…]'

function keyOf(machine: Machine, node: Node, env: Env): string | undefined {
  const key = machine.evaluate(node, env)
  return key.kind === 'primitive' ? String(key.value) : undefined
}

/**
 * The default of a parameter or a property. For a value that is not known the default stands where it is telling: a
 * number that counts attempts, a function such as the global `fetch`.
 */
function withDefault(machine: Machine, pattern: Node, value: Value, env: Env): Value {
  const initial = (): Value => machine.evaluate(pattern['right'] as Node, env)
  const options = optionsOf(value)
  if (options.some((option) => option.kind === 'primitive' && option.value === undefined)) {
    const rest = options.filter((option) => !(option.kind === 'primitive' && option.value === undefined))
    if (rest.length === 0) return initial()
    return machine.fork([initial, () => ({ kind: 'union', options: rest })])
  }
  if (value.kind !== 'unknown' || carriesOf(value) !== Carries.nothing) return value
  const usual = initial()
  return isTelling(machine, usual) ? usual : value
}

function isTelling(machine: Machine, value: Value): boolean {
  if (machine.object(value)?.elements) return true
  if (value.kind === 'primitive') return typeof value.value === 'number' && value.value > 0
  return value.kind === 'closure' || (value.kind === 'unknown' && value.origin !== undefined)
}

function bindObject(machine: Machine, pattern: Node, value: Value, env: Env): void {
  const taken = new Set<string>()
  for (const property of pattern['properties'] as Node[]) {
    if (property.type === 'RestElement') {
      bind(machine, property['argument'] as Node, restOf(machine, value, taken), env)
      continue
    }
    const name = propertyName(property) ?? keyOf(machine, property['key'] as Node, env)
    if (name !== undefined) taken.add(name)
    const item = name === undefined ? machine.fresh('property', carriesOf(value)) : machine.get(value, name, property)
    bind(machine, property['value'] as Node, item, env)
  }
}

function restOf(machine: Machine, value: Value, taken: ReadonlySet<string>): Value {
  const rest = (single: Single): Value => {
    const data = machine.object(single)
    if (!data) return single
    const properties = [...data.properties].filter(([name]) => !taken.has(name))
    return machine.create(objectData(properties, { open: data.open }))
  }
  return machine.each(value, rest)
}

function bindArray(machine: Machine, pattern: Node, value: Value, env: Env): void {
  for (const [index, element] of (pattern['elements'] as (Node | null)[]).entries()) {
    if (!element) continue
    if (element.type === 'RestElement') {
      const data = machine.object(value)
      const rest = data?.elements ? machine.create({ ...data, elements: data.elements.slice(index) }) : value
      bind(machine, element['argument'] as Node, rest, env)
      continue
    }
    bind(machine, element, elementAt(machine, value, index, pattern), env)
  }
}

function elementAt(machine: Machine, value: Value, index: number, site: Node): Value {
  const take = (single: Single): Value => {
    const data = machine.object(single)
    if (data?.elements) return data.elements[index] ?? (data.exact === false ? machine.fresh('element') : UNDEFINED)
    return single.kind === 'unknown' ? machine.get(single, String(index), site) : machine.fresh('element', carriesOf(single))
  }
  return machine.each(value, take)
}
