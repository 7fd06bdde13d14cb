import type { Node } from '../syntax/estree.ts'
import { findMember } from './classes.ts'
import { builtinProperty, primitiveProperty } from './builtins/properties.ts'
import type { Machine } from './machine.ts'
import type { ObjectData } from './objects.ts'
import { isMessageLike } from './shape.ts'
import { boundedId, inText, isNullish, join, optionsOf, primitive, UNDEFINED, unknown, type CarryBits, type ClassValue, type Closure, type ObjectRef, type Single, type Unknown, type Value, } from './values.ts'

/** `object.name`. Of null or undefined alone it throws, as the language does. */
export function getProperty(machine: Machine, object: Value, name: string, site: Node): Value {
  const options = optionsOf(object)
  const present = options.filter((option) => !isNullish(option))
  if (present.length === 0) return machine.throwError('TypeError', `Cannot read properties of undefined (reading '${name}')`, site)
  return join(present.map((option) => getOfSingle(machine, option, name, site)))
}

function getOfSingle(machine: Machine, object: Single, name: string, site: Node): Value {
  switch (object.kind) {
    case 'primitive':
      return primitiveProperty(machine, object, name)
    case 'unknown':
      return propertyOfUnknown(machine, object, name)
    case 'object':
      return propertyOfObject(machine, object, name, site)
    case 'class':
      return staticProperty(machine, object, name, site)
    case 'closure':
      return functionProperty(machine, object, name)
    case 'native':
      return unknown(`${object.name}.${name}`)
  }
}

/** A property of an unknown is unknown too, and carries what the object carries; messages carry words. */
export function propertyOfUnknown(machine: Machine, object: Unknown, name: string): Value {
  // A property that was written is another; one that was not is the same, whatever was written beside it.
  const version = (machine.state.versions.get(object.id) ?? '') + (machine.state.versions.get(`${object.id}.${name}=`) ?? '')
  const label = /^\d+$/.test(name) ? `${object.label}[${name}]` : `${object.label}.${name}`
  const carries: CarryBits = isMessageLike(name) ? inText(object.carries) : object.carries
  const origin = object.origin && { ...object.origin, path: [...object.origin.path, name] }
  const constant = origin && machine.constantAt(origin)
  if (constant !== undefined) return primitive(constant)
  return { kind: 'unknown', id: boundedId(`${object.id}${version}.${name}`), label, carries, ...(origin && { origin }) }
}

function propertyOfObject(machine: Machine, object: ObjectRef, name: string, site: Node): Value {
  const data = machine.object(object)
  if (!data) return unknown(name)
  const own = data.properties.get(name)
  if (own) return own
  const getter = data.properties.get(`get ${name}`)
  if (getter) return machine.call(getter, object, [], site)
  return (
    inherited(machine, object, data, name, site) ??
    builtinProperty(machine, object, data, name, site) ??
    (data.open ? missing(machine, data, name) : UNDEFINED)
  )
}

/** A property that an open object may have, or that came with a spread of something unknown. */
function missing(machine: Machine, data: ObjectData, name: string): Value {
  if (data.rest) return propertyOfUnknown(machine, data.rest, name)
  for (const [key, value] of data.properties) {
    if (key.startsWith('...') && value.kind === 'unknown') return propertyOfUnknown(machine, value, name)
  }
  return madeOf(machine, data, name)
}

/** A property of an object that a class not seen made of its arguments: it may say what they say. */
function madeOf(machine: Machine, data: ObjectData, name: string): Value {
  const given = [...data.properties].filter(([key]) => /^(?:argument|super)[ .]\d/.test(key)).map(([, value]) => machine.digest(value))
  const carries = given.reduce((bits, part) => bits | part.carries, 0)
  const id = `${data.label ?? 'object'}(${given.map((part) => part.id).join()}).${name}`
  return unknown(`${data.label ?? 'object'}.${name}`, isMessageLike(name) ? inText(carries) : carries, { id })
}

function inherited(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  const { prototype } = data
  if (prototype?.kind === 'object') return propertyOfObject(machine, prototype, name, site)
  if (prototype?.kind !== 'class') return undefined
  if (name === 'constructor') return prototype
  const method = findMember(machine, prototype, name, 'method')
  if (method) return method
  const getter = findMember(machine, prototype, name, 'get')
  if (getter) return machine.call(getter, object, [], site)
  const assigned = machine.prototypes.get(prototype.node)?.get(name)
  return assigned && { kind: 'closure', node: assigned, env: prototype.env }
}

function staticProperty(machine: Machine, object: ClassValue, name: string, site: Node): Value {
  const own = machine.store.object(object.address)?.properties.get(name)
  if (own) return own
  const method = findMember(machine, object, name, 'method', true)
  if (method) return { ...method, self: object }
  const getter = findMember(machine, object, name, 'get', true)
  if (getter) return machine.call(getter, object, [], site)
  if (name === 'name') return unknown('name')
  return unknown(`class.${name}`)
}

/** `call`, `apply` and `bind` of a function of the file; anything else on it is not tracked. */
function functionProperty(machine: Machine, closure: Closure, name: string): Value {
  switch (name) {
    case 'call':
      return { kind: 'native', name, call: ([self, ...args], site) => machine.call(closure, self ?? UNDEFINED, args, site) }
    case 'apply':
      return {
        kind: 'native',
        name,
        call: ([self, list], site) => machine.call(closure, self ?? UNDEFINED, (list && machine.object(list)?.elements) ?? [unknown('...')], site),
      }
    case 'bind':
      return {
        kind: 'native',
        name,
        call: ([self, ...args], site) => {
          const bound: Closure = { ...closure, ...(self && { self }) }
          if (args.length === 0) return bound
          return { kind: 'native', name: 'bound', call: (more) => machine.call(bound, UNDEFINED, [...args, ...more], site) }
        },
      }
    default:
      return unknown(`function.${name}`)
  }
}

/** `object.name = value`. */
export function setProperty(machine: Machine, object: Value, name: string, value: Value): void {
  const options = optionsOf(object)
  for (const option of options) {
    if (option.kind === 'object' || option.kind === 'class') {
      const ref: ObjectRef = { kind: 'object', address: option.address }
      setOwn(machine, ref, name, options.length > 1 ? join([value, machine.object(ref)?.properties.get(name) ?? value]) : value)
    } else if (option.kind === 'unknown') {
      machine.assign(option, name, value)
      machine.effect(`${option.label}.${name} =`, [value], 'store')
    }
  }
}

function setOwn(machine: Machine, object: ObjectRef, name: string, value: Value): void {
  const data = machine.object(object)
  if (!data || data.frozen) return
  if (data.prototype?.kind === 'class') {
    const setter = findMember(machine, data.prototype, name, 'set')
    if (setter) {
      machine.call(setter, object, [value], setter.node)
      return
    }
  }
  const elements = data.elements && /^\d+$/.test(name) ? [...data.elements] : undefined
  if (elements && Number(name) <= elements.length) {
    elements[Number(name)] = value
    machine.update(object, { elements })
    return
  }
  machine.update(object, { properties: new Map([...data.properties, [name, value]]) })
  if (data.label === 'this') machine.effect(`this.${name} =`, [value], 'store')
}
