import type { Node } from '../syntax/estree.ts'
import { findMember, parentOf } from './classes.ts'
import { builtinProperty, primitiveProperty } from './builtins/properties.ts'
import { boundTo } from './functions.ts'
import { iterated } from './iteration.ts'
import { noteKept, noteWritten } from './kept.ts'
import { derivedFrom } from './keys.ts'
import { blurred, isExact, prefixOf } from './lists.ts'
import type { Machine } from './machine.ts'
import { isVisible, type ObjectData } from './objects.ts'
import { isMessageLike } from './shape.ts'
import { isStatus } from './status-places.ts'
import { mayBeFilled } from './unseen-acts.ts'
import { boundedId, Carries, inText, isNullish, join, native, optionsOf, primitive, UNDEFINED, unknown, type CarryBits, type ClassValue, type Closure, type NativeFunction, type ObjectRef, type Single, type Unknown, type Value } from './values.ts'
import { memberOrigin } from './windows.ts'

/** `object.name`. Of null or undefined alone it throws, as the language does. */
export function getProperty(machine: Machine, object: Value, name: string, site: Node): Value {
  if (object.kind !== 'union' && !isNullish(object)) return getOfSingle(machine, object, name, site)
  const present = optionsOf(object).filter((option) => !isNullish(option))
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
      return nativeProperty(machine, object, name)
  }
}

/** A property of an unknown is unknown too, and carries what the object carries; messages carry words. */
function propertyOfUnknown(machine: Machine, object: Unknown, name: string): Value {
  // A property that was written is another; one that was not is the same, whatever was written beside it.
  const { versions } = machine.state
  const version = versions.size === 0 ? '' : (versions.get(object.id) ?? '') + (versions.get(`${object.id}.${name}=`) ?? '')
  const named = object.isUrl ? (/^\$\{([^{}]*)\}$/.exec(object.label)?.[1] ?? object.label) : object.label
  const label = /^\d+$/.test(name) ? `${named}[${name}]` : `${named}.${name}`
  const carries: CarryBits = isMessageLike(name) ? inText(object.carries) : object.carries
  const origin = object.origin && memberOrigin(object.origin, name)
  const constant = origin && machine.constantAt(origin)
  if (constant !== undefined) return primitive(constant)
  const property: Unknown = { kind: 'unknown', id: boundedId(`${object.id}${version}.${name}`), label, carries, receiver: object.id, ...(origin && { origin }) }
  const address = object.isUrl && partOfAddress(object.label, name)
  if (!address) return property
  const text: Unknown = { ...property, label: address, isString: true, truthy: true }
  return TO_STRING.test(name) ? native(name, () => text) : text
}

function propertyOfObject(machine: Machine, object: ObjectRef, name: string, site: Node): Value {
  const data = machine.object(object)
  if (!data) return unknown(name)
  const own = data.builtin === 'Headers' ? undefined : data.properties.get(name)
  if (own) return mayBeAnother(machine, object, name, own) ? join([own, unknown(name, Carries.nothing, { id: `${name}@${object.address}` })]) : own
  const getter = data.properties.get(`get ${name}`)
  if (getter) return machine.call(getter, object, [], site)
  return (
    inherited(machine, object, data, name, site) ??
    (data.prototype?.kind === 'primitive' ? undefined : builtinProperty(machine, object, data, name, site)) ??
    (data.open ? missing(machine, data, name) : UNDEFINED)
  )
}

/** Whether code that is not seen may have called a function of the file that changes what an object made before the run holds. */
function mayBeAnother(machine: Machine, object: ObjectRef, name: string, own: Value): boolean {
  return machine.unseenActs && machine.isAsDefined(object, name) && (own.kind === 'primitive' || mayBeFilled(machine, own))
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
  // Error classes name themselves: `new ResponseError(...).name`.
  if (name === 'name' && data.builtin?.startsWith('new ') && /^[\w.$]*Error$/.test(data.label ?? '')) return primitive((data.label ?? '').split('.').at(-1) ?? '')
  const args = [...data.properties].filter(([key]) => /^(?:(?:argument|super)[ .]\d|⟨)/.test(key)).map(([, value]) => value)
  const status = /^(?:http_?)?status(?:_?code)?$/i.test(name) ? statusAmong(machine, args) : undefined
  if (status) return status
  const given = args.map((value) => machine.digest(value))
  const carries = given.reduce((bits, part) => bits | part.carries, 0)
  const id = `${data.label ?? 'object'}(${given.map((part) => part.id).join()}).${name}`
  return unknown(`${data.label ?? 'object'}.${name}`, isMessageLike(name) ? inText(carries) : carries, { id })
}

/** The status that a class not seen is given, by itself or in an object: `new ApiError(message, response.status)`. */
function statusAmong(machine: Machine, args: readonly Value[]): Value | undefined {
  const values = args.flatMap((arg) => (arg.kind === 'object' ? [...(machine.object(arg)?.properties.values() ?? [])] : [arg]))
  const statuses = values.filter((value) => isStatus(machine, value))
  return statuses.length === 1 ? statuses[0] : undefined
}

function inherited(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  const { prototype } = data
  if (prototype?.kind === 'object') return propertyOfObject(machine, prototype, name, site)
  if (prototype?.kind !== 'class' && prototype?.kind !== 'closure') return undefined
  if (name === 'constructor') return prototype
  if (prototype.kind === 'closure') return assignedTo(machine, prototype, name)
  const method = findMember(machine, prototype, name, 'method')
  if (method) return method
  const getter = findMember(machine, prototype, name, 'get')
  if (getter) return machine.call(getter, object, [], site)
  return assignedTo(machine, prototype, name)
}

/** A method that a class was given the old way: `F.prototype.f = function () {}`. */
function assignedTo(machine: Machine, { node, env }: ClassValue | Closure, name: string): Value | undefined {
  const assigned = machine.prototypes.methods.get(node)?.get(name)
  return assigned && { kind: 'closure', node: assigned, env }
}

function staticProperty(machine: Machine, object: ClassValue, name: string, site: Node): Value {
  const own = machine.store.object(object.address)?.properties.get(name)
  if (own) return own
  const method = findMember(machine, object, name, 'method', true)
  if (method) return { ...method, self: object }
  const getter = findMember(machine, object, name, 'get', true)
  if (getter) return machine.call(getter, object, [], site)
  const id = object.node['id'] as Node | null
  if (name === 'name') return id ? primitive(id['name'] as string) : derivedFrom(machine, name, [object])
  const parent = parentOf(machine, object)
  return parent ? staticProperty(machine, parent, name, site) : derivedFrom(machine, name, [object])
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
        call: ([self, list], site) => machine.call(closure, self ?? UNDEFINED, list && !optionsOf(list).every(isNullish) ? iterated(machine, list, site) : [], site),
      }
    case 'bind':
      return { kind: 'native', name, call: (args) => boundTo(machine, closure, args) }
    default:
      return name === 'name' && closure.node['id'] ? primitive((closure.node['id'] as Node)['name'] as string) : derivedFrom(machine, name, [closure])
  }
}

/** `call` and `apply` of a method of a built-in, which knows its object already; anything else on it is not tracked. */
function nativeProperty(machine: Machine, fn: NativeFunction, name: string): Value {
  if (name === 'call') return { kind: 'native', name, call: ([, ...args], site) => machine.call(fn, UNDEFINED, args, site) }
  if (name === 'apply') return { kind: 'native', name, call: ([, list], site) => machine.call(fn, UNDEFINED, list && !optionsOf(list).every(isNullish) ? iterated(machine, list, site) : [], site) }
  return unknown(`${fn.name}.${name}`)
}

/** `object.name = value`. */
export function setProperty(machine: Machine, object: Value, name: string, value: Value): void {
  const options = optionsOf(object)
  for (const option of options) {
    if (option.kind === 'object' || option.kind === 'class') {
      const ref: ObjectRef = { kind: 'object', address: option.address }
      const setter = setterOf(machine, option, name)
      if (setter === 'none') continue
      if (setter) call(machine, setter, ref, value, options.length === 1)
      else setOwn(machine, ref, name, options.length > 1 ? join([value, machine.get(ref, name, NO_SITE)]) : value)
    } else if (option.kind === 'unknown') {
      machine.assign(option, name, value)
      machine.effect(`${option.label}.${name} =`, [value], 'store')
    }
  }
}

/** Writes happen where no node stands for them. */
const NO_SITE: Node = { type: 'Property' }
/** Methods that give the address of a `URL` (https://url.spec.whatwg.org/#api). */
const TO_STRING = /^(?:toString|toJSON)$/

/** What a property of a `URL` gives of an address, as far as that is known. */
function partOfAddress(address: string, name: string): string | undefined {
  if (name === 'origin') return /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(address)?.[0]
  return name === 'href' || TO_STRING.test(name) ? address : undefined
}

function call(machine: Machine, setter: Value, self: Value, value: Value, isSure: boolean): void {
  const run = (): Value => machine.call(setter, self, [value], setter.kind === 'closure' ? setter.node : NO_SITE)
  if (isSure) run()
  else machine.fork([() => UNDEFINED, run])
}

/** What takes a value that is written; 'none' where there is only a getter. */
function setterOf(machine: Machine, object: ObjectRef | ClassValue, name: string): Value | 'none' | undefined {
  const data = machine.store.object(object.address)
  const home = object.kind === 'class' ? object : data?.prototype?.kind === 'class' ? data.prototype : undefined
  const own = data?.properties.get(`set ${name}`)
  if (own) return own
  if (data?.properties.has(`get ${name}`)) return 'none'
  if (!home || data?.properties.has(name)) return undefined
  const isStatic = object.kind === 'class'
  return findMember(machine, home, name, 'set', isStatic) ?? (findMember(machine, home, name, 'get', isStatic) ? 'none' : undefined)
}

function setOwn(machine: Machine, object: ObjectRef, name: string, value: Value): void {
  const data = machine.object(object)
  if (!data || data.frozen || (data.pattern && name === 'lastIndex')) return
  if (data.elements && (name === 'length' || /^\d+$/.test(name))) {
    machine.update(object, { elements: name === 'length' ? resized(data.elements, value) : replaced(data.elements, Number(name), value) })
    noteKept(machine, object, name, [value])
    return
  }
  defineOwn(machine, object, name, value)
  noteWritten(machine, object, name, value)
  if (data.copyOf) setInOriginal(machine, object, data.copyOf.object, name, value)
}

/** What one element is given, any element of the list may have been given. */
function setInOriginal(machine: Machine, copy: ObjectRef, original: ObjectRef, name: string, value: Value): void {
  setOwn(machine, original, name, join([value, machine.get(original, name, NO_SITE)]))
  const as = machine.object(original)
  if (as) machine.update(copy, { copyOf: { object: original, as } })
}

/** Gives an object a property of its own, whatever its class says of one of that name. */
export function defineOwn(machine: Machine, object: ObjectRef, name: string, value: Value): void {
  const data = machine.object(object)
  if (!data) return
  const maybe = data.maybe?.has(name) ? new Set([...data.maybe].filter((item) => item !== name)) : data.maybe
  machine.update(object, { properties: new Map(data.properties).set(name, value), ...(maybe && { maybe }) })
}

/** A list after `list[index] = value`. */
function replaced(elements: readonly Value[], index: number, value: Value): readonly Value[] {
  if (index < prefixOf(elements).length) return elements.with(index, value)
  if (isExact(elements) && index === elements.length) return [...elements, value]
  return blurred([...elements, value, UNDEFINED])
}

/** A list after `list.length = length`. */
function resized(elements: readonly Value[], length: Value): readonly Value[] {
  if (length.kind !== 'primitive' || typeof length.value !== 'number') return blurred([...elements, UNDEFINED])
  if (length.value <= prefixOf(elements).length) return elements.slice(0, length.value)
  return blurred([...elements, UNDEFINED])
}

/** `object[key] = value` for a key that is not known: any property may be this one now, and so may one that was not there. */
export function setSomewhere(machine: Machine, object: Value, value: Value): void {
  for (const option of optionsOf(object)) {
    const data = machine.object(option)
    if (option.kind === 'unknown') machine.set(option, SOME_PROPERTY, value)
    if (option.kind !== 'object' || !data || data.frozen) continue
    if (data.elements) {
      machine.update(option, { elements: blurred([...data.elements, value, UNDEFINED]) })
      continue
    }
    const known = data.properties.get(SOME_PROPERTY)
    const properties = new Map([...data.properties].map(([name, item]) => [name, isVisible(name) ? join([item, value]) : item]))
    machine.update(option, { properties: properties.set(SOME_PROPERTY, known ? join([known, value]) : value), open: true })
    noteWritten(machine, option, SOME_PROPERTY, value)
  }
}

/** Stands for the properties of an object whose names are not known. */
const SOME_PROPERTY = '[…]'

/** `delete object.name`. */
export function deleteProperty(machine: Machine, object: Value, name: string): void {
  const options = optionsOf(object)
  for (const option of options) {
    if (option.kind === 'unknown') machine.assign(option, name, UNDEFINED)
    const data = machine.object(option)
    if (option.kind !== 'object' || !data || data.frozen) continue
    if (data.elements && /^\d+$/.test(name)) machine.update(option, { elements: blurred([...data.elements, UNDEFINED]) })
    if (options.length > 1) {
      const value = data.properties.get(name)
      if (value) machine.update(option, { properties: new Map(data.properties).set(name, join([value, UNDEFINED])), maybe: new Set([...(data.maybe ?? []), name]) })
      continue
    }
    const properties = new Map(data.properties)
    for (const key of [name, `get ${name}`, `set ${name}`]) properties.delete(key)
    // Of an object that may have others, this one is known to be gone.
    if (data.open) properties.set(name, UNDEFINED)
    machine.update(option, { properties, ...(data.open && { maybe: new Set([...(data.maybe ?? []), name]) }) })
  }
}
