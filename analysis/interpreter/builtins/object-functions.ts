import type { Node } from '../../syntax/estree.ts'
import { iterated } from '../iteration.ts'
import { derivedFrom } from '../keys.ts'
import { gap, isGap, listData } from '../lists.ts'
import type { Machine } from '../machine.ts'
import { Mixture } from '../mixture.ts'
import { isVisible, objectData } from '../objects.ts'
import { hasOwn, ownProperties } from '../own-properties.ts'
import { setSomewhere } from '../properties.ts'
import { carriesOf, isNullish, join, optionsOf, primitive, UNDEFINED, unknown, type ObjectRef, type Single, type Value } from '../values.ts'
import type { GlobalCall, GlobalFunction } from './global-function.ts'

/** Functions of `Object`. */
export const OBJECT_FUNCTIONS: Readonly<Record<string, GlobalFunction>> = {
  'Object.assign': ({ machine, args, site }) => assign(machine, args, site),
  'Object.freeze': ({ machine, args: [value = UNDEFINED] }) => {
    if (value.kind === 'object') machine.update(value, { frozen: true })
    return value
  },
  'Object.seal': ({ args }) => args[0] ?? UNDEFINED,
  'Object.preventExtensions': ({ args }) => args[0] ?? UNDEFINED,
  'Object.keys': ({ machine, args, site }) => list(machine, args[0], site, (name) => primitive(name)),
  'Object.getOwnPropertyNames': ({ machine, args: [object = UNDEFINED], site }) => (object.kind === 'primitive' || machine.object(object)?.elements ? derivedFrom(machine, 'names', [object]) : list(machine, object, site, (name) => primitive(name))),
  'Object.values': ({ machine, args, site }) => list(machine, args[0], site, (_, value) => value),
  'Object.entries': ({ machine, args, site }) => list(machine, args[0], site, (name, value) => machine.create(listData([primitive(name), value]))),
  'Object.fromEntries': ({ machine, args: [entries = UNDEFINED], site }) => fromEntries(machine, entries, site),
  'Object.hasOwn': hasOwnKey,
  'Object.prototype.hasOwnProperty.call': hasOwnKey,
  'Object.create': ({ machine, args: [prototype = UNDEFINED, descriptors] }) => {
    const isNull = prototype.kind === 'primitive' && prototype.value === null
    return machine.create(objectData([], { open: descriptors !== undefined || (prototype.kind !== 'object' && !isNull), ...((prototype.kind === 'object' || isNull) && { prototype }) }))
  },
  'Object.defineProperty': ({ machine, args: [object = UNDEFINED, key = UNDEFINED, descriptor = UNDEFINED], site }) => {
    const data = machine.object(descriptor)
    const isPlain = data?.properties.has('value') && !data.properties.has('get')
    if (key.kind === 'primitive') machine.set(object, String(key.value), isPlain ? machine.get(descriptor, 'value', site) : machine.fresh(String(key.value)))
    else if (object.kind === 'object') machine.update(object, { open: true })
    return object
  },
  'Object.defineProperties': ({ machine, args: [object = UNDEFINED] }) => {
    if (object.kind === 'object') machine.update(object, { open: true })
    return object
  },
  // Written in constructors of errors, where it changes nothing.
  'Object.setPrototypeOf': ({ machine, args: [object = UNDEFINED, prototype] }) => {
    if (object.kind === 'object' && machine.object(object)?.prototype?.kind !== 'class') machine.update(object, prototype?.kind === 'object' ? { prototype } : { open: true })
    return object
  },
}

/** `Object.hasOwn(object, key)` (ECMA-262 20.1.2.13), and as it was written before. */
function hasOwnKey({ machine, args: [object = UNDEFINED, key = UNDEFINED] }: GlobalCall): Value {
  const answer = object.kind === 'object' && key.kind === 'primitive' ? hasOwn(machine, object, String(key.value)) : undefined
  return answer === undefined ? derivedFrom(machine, 'hasOwn', [object, key]) : primitive(answer, carriesOf(key))
}

function assign(machine: Machine, [target = UNDEFINED, ...sources]: readonly Value[], site: Node): Value {
  for (const source of sources) {
    if (target.kind === 'object') {
      assignTo(machine, target, isGap(source) ? unknown(source.label, source.carries, { id: source.id }) : source, site)
      continue
    }
    for (const option of optionsOf(source)) {
      for (const [name, value] of machine.object(option)?.properties ?? []) if (isVisible(name)) machine.set(target, name, value)
    }
  }
  return target
}

/** Writes through `set`, so that setters and effects are seen, what one source has for sure; the rest is mixed in. */
function assignTo(machine: Machine, target: ObjectRef, source: Value, site: Node): void {
  const [only] = optionsOf(source)
  const own = optionsOf(source).length === 1 && only ? ownProperties(machine, only, site) : undefined
  if (own?.others.length === 0 && !own.properties.some(({ maybe }) => maybe)) {
    for (const { name, value } of own.properties) machine.set(target, name, value)
    if (own.open) machine.update(target, { open: true })
    return
  }
  const mixture = new Mixture(machine.object(target))
  mixture.spread(machine, source, site)
  machine.update(target, mixture.data)
}

/** `Object.keys` and its like. Of null it throws. */
function list(machine: Machine, object: Value = UNDEFINED, site: Node, item: (name: string, value: Value) => Value): Value {
  if (optionsOf(object).every(isNullish)) return machine.throwError('TypeError', 'Cannot convert undefined or null to object', site)
  return join(
    optionsOf(object)
      .filter((option) => !isNullish(option))
      .map((option) => listOf(machine, option, site, item)),
  )
}

function listOf(machine: Machine, object: Single, site: Node, item: (name: string, value: Value) => Value): Value {
  const own = ownProperties(machine, object, site)
  if (!own) return derivedFrom(machine, 'Object.keys', [object])
  const elements = own.properties.map(({ name, value, maybe }) => (maybe ? gap(item(name, value)) : item(name, value)))
  return machine.create(listData(own.open ? [...elements, gap(derivedFrom(machine, 'property', [object]))] : elements))
}

function fromEntries(machine: Machine, entries: Value, site: Node): Value {
  const object = machine.create(objectData())
  for (const entry of iterated(machine, entries, site)) {
    const pair = isGap(entry) ? entry.gap : entry
    const [name, value] = [machine.get(pair, '0', site), machine.get(pair, '1', site)]
    if (!isGap(entry) && name.kind === 'primitive') machine.set(object, String(name.value), value)
    else setSomewhere(machine, object, value)
  }
  return object
}
