import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import type { ObjectData } from '../objects.ts'
import { finallyDo, performThen } from '../promises.ts'
import { native, primitive, UNDEFINED, unknown, type ObjectRef, type Primitive, type Value } from '../values.ts'
import { arrayProperty } from './arrays.ts'
import { collectionProperty } from './collections.ts'
import { headersProperty } from './headers.ts'
import { regexpProperty } from './regexps.ts'
import { responseProperty } from './responses.ts'
import { stringProperty } from './strings.ts'

/** A property that the language or the host gives to an object; undefined where it gives none. */
export function builtinProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  if (data.response) return responseProperty(machine, object, data.response, name)
  if (data.promise) return promiseProperty(machine, data.promise, name)
  if (data.elements) return arrayProperty(machine, object, data, name)
  switch (data.builtin) {
    case 'RegExp':
      return regexpProperty(data, name)
    case 'Map':
    case 'Set':
    case 'WeakMap':
    case 'WeakSet':
      return collectionProperty(machine, object, data, name)
    case 'Headers':
      return headersProperty(machine, object, data, name)
    case 'Request':
      return name === 'clone' ? native(name, () => machine.create({ ...(machine.object(object) ?? data) })) : undefined
  }
  return objectProperty(machine, object, data, name, site)
}

function objectProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  switch (name) {
    case 'hasOwnProperty':
      return native(name, ([key]) => {
        if (key?.kind !== 'primitive') return unknown(name)
        return data.properties.has(String(key.value)) ? primitive(true, key.carries) : data.open ? unknown(name) : primitive(false, key.carries)
      })
    case 'toString':
      return native(name, () => (data.builtin ? machine.get(object, 'message', site) : unknown(name, 0, { isString: true })))
    case 'stack':
      return data.builtin ? unknown('stack', 0) : undefined
    case 'constructor':
      return unknown('constructor')
    default:
      return undefined
  }
}

function promiseProperty(machine: Machine, promise: NonNullable<ObjectData['promise']>, name: string): Value | undefined {
  switch (name) {
    case 'then':
      return native(name, ([onFulfilled, onRejected], site) => performThen(machine, promise, onFulfilled ?? UNDEFINED, onRejected ?? UNDEFINED, site))
    case 'catch':
      return native(name, ([onRejected], site) => performThen(machine, promise, UNDEFINED, onRejected ?? UNDEFINED, site))
    case 'finally':
      return native(name, ([onFinally], site) => finallyDo(machine, promise, onFinally ?? UNDEFINED, site))
    default:
      return unknown(`promise.${name}`)
  }
}

/** A property of a string, a number, a boolean ... */
export function primitiveProperty(machine: Machine, value: Primitive, name: string): Value {
  if (typeof value.value === 'string') return stringProperty(machine, value, name)
  if (typeof value.value === 'number' && NUMBER_METHODS.has(name)) {
    return native(name, (args) => {
      const [digits] = args
      if (digits && digits.kind !== 'primitive') return unknown(name, value.carries, { isString: true })
      return primitive(numberMethod(value.value as number, name, digits?.value as number | undefined), value.carries)
    })
  }
  if (name === 'toString' && value.value !== null && value.value !== undefined) return native(name, () => primitive(String(value.value), value.carries))
  return unknown(name, value.carries)
}

const NUMBER_METHODS = new Set(['toString', 'toFixed', 'toPrecision', 'valueOf', 'toLocaleString'])

function numberMethod(value: number, name: string, digits: number | undefined): string | number {
  switch (name) {
    case 'toFixed':
      return value.toFixed(Math.min(Math.max(digits ?? 0, 0), 100))
    case 'toPrecision':
      return String(value)
    case 'valueOf':
      return value
    default:
      return value.toString(digits && digits >= 2 && digits <= 36 ? digits : 10)
  }
}
