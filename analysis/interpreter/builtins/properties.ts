import type { Node } from '../../syntax/estree.ts'
import { iterated } from '../iteration.ts'
import { derivedFrom } from '../keys.ts'
import { anyOf, listData } from '../lists.ts'
import type { Machine } from '../machine.ts'
import type { ObjectData } from '../objects.ts'
import { hasOwn } from '../own-properties.ts'
import { finallyDo, performThen } from '../promises.ts'
import { concatenateAll, errorText, isErrorName } from '../texts.ts'
import { carriesOf, native, primitive, UNDEFINED, unknown, type ObjectRef, type Primitive, type Value } from '../values.ts'
import { arrayMethod, arrayProperty } from './arrays.ts'
import { collectionProperty } from './collections.ts'
import { headersProperty } from './headers.ts'
import { regexpProperty } from './regexps.ts'
import { responseProperty } from './responses.ts'
import { stringProperty } from './strings.ts'

/** A property that the language or the host gives to an object; undefined where it gives none. */
export function builtinProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  if (data.response) return responseProperty(machine, object, data.response, name)
  if (data.promise) return promiseProperty(machine, data.promise, name)
  if (data.elements) return data.builtin ? iteratorProperty(machine, object, name) : (arrayProperty(machine, object, data, name) ?? objectProperty(machine, object, data, name, site))
  switch (data.builtin) {
    case 'RegExp':
      return regexpProperty(machine, object, data, name)
    case 'Map':
    case 'Set':
    case 'WeakMap':
    case 'WeakSet':
      return collectionProperty(machine, object, data, name) ?? objectProperty(machine, object, data, name, site)
    case 'Headers':
      return headersProperty(machine, object, name)
    case 'Request':
      return name === 'clone' ? native(name, () => machine.create({ ...(machine.object(object) ?? data) })) : undefined
  }
  return objectProperty(machine, object, data, name, site)
}

/** Methods that iterators share with lists (ECMA-262 Iterator.prototype). */
const HELPERS = new Set(['map', 'filter', 'flatMap', 'forEach', 'some', 'every', 'find', 'reduce'])

/** A property of what iterates over a list, or of a generator: how far it has come is not known. */
function iteratorProperty(machine: Machine, object: ObjectRef, name: string): Value | undefined {
  if (HELPERS.has(name)) {
    return native(name, (args, site) => {
      const list = machine.create(listData(iterated(machine, object, site)))
      return machine.call(arrayMethod(machine, list, name) ?? UNDEFINED, list, args, site)
    })
  }
  if (name === 'next' || name === 'return' || name === 'throw' || name === 'toArray' || name === 'take' || name === 'drop' || name === 'constructor') {
    return native(name, (_, site) => {
      const elements = iterated(machine, object, site)
      return machine.fresh(`${name}()`, carriesOf(anyOf(elements)))
    })
  }
  return undefined
}

function objectProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string, site: Node): Value | undefined {
  switch (name) {
    case 'hasOwnProperty':
      return native(name, ([key = UNDEFINED]) => {
        const answer = key.kind === 'primitive' ? hasOwn(machine, object, String(key.value)) : undefined
        return answer === undefined ? derivedFrom(machine, name, [object, key]) : primitive(answer, carriesOf(key))
      })
    case 'toString':
      return native(name, () => (isErrorName(data.builtin) ? errorText(machine, object, site) : data.open || data.builtin ? derivedFrom(machine, name, [object], { isString: true }) : primitive('[object Object]')))
    case 'name':
      return isErrorName(data.builtin) ? primitive(data.builtin === 'DOMException' ? 'Error' : data.builtin) : undefined
    case 'stack':
      // As V8 writes it: the error as a text, and where it was made.
      return isErrorName(data.builtin) ? concatenateAll([errorText(machine, object, site), unknown('stack', 0, { id: `stack@${object.address}`, isString: true, truthy: true })]) : undefined
    case 'constructor':
    case 'valueOf':
    case 'isPrototypeOf':
    case 'propertyIsEnumerable':
    case 'toLocaleString':
    case '__proto__':
      return derivedFrom(machine, name, [object])
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
  const prototype = Object(value.value) as Record<string, unknown>
  if (!(name in prototype)) return UNDEFINED
  const method = prototype[name]
  // What a number looks like to people depends on where the program runs.
  if (typeof method !== 'function' || !HOST_METHODS.has(name)) return derivedFrom(machine, name, [value])
  return native(name, (all) => {
    const args = all.slice(0, 1)
    const carries = args.reduce((bits, arg) => bits | carriesOf(arg), value.carries)
    if (!args.every((arg): arg is Primitive => arg.kind === 'primitive')) return { ...derivedFrom(machine, name, [value, ...args]), ...(name !== 'valueOf' && { isString: true }) }
    try {
      return primitive((method as (...given: unknown[]) => Primitive['value']).apply(value.value, args.map((arg) => arg.value)), carries)
    } catch (error) {
      return machine.throwError((error as Error).name, (error as Error).message, NO_SITE)
    }
  })
}

const HOST_METHODS = new Set(['toString', 'toFixed', 'toPrecision', 'toExponential', 'valueOf'])
const NO_SITE: Node = { type: 'Property' }
