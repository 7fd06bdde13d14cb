import type { Node } from '../../syntax/estree.ts'
import { external } from '../lookup.ts'
import type { Machine } from '../machine.ts'
import { objectData } from '../objects.ts'
import { concatenate } from '../operators.ts'
import { combine, settled, sidesOf } from '../promises.ts'
import { Carries, carriesOf, join, optionsOf, primitive, UNDEFINED, unknown, type Single, type Value } from '../values.ts'
import { newError } from './constructors.ts'
import { runRepeatedly, runSoon, stopTimer } from './timers.ts'

export interface GlobalCall {
  readonly machine: Machine
  readonly args: readonly Value[]
  readonly site: Node
}

type GlobalFunction = (call: GlobalCall) => Value

/** Functions of the language and the host that the interpreter carries out, by their path from the global object. */
const GLOBALS: Readonly<Record<string, GlobalFunction>> = {
  String: ({ args }) => eachOf(args[0] ?? primitive(''), (single) => concatenate([single])),
  Number: ({ args }) => convert(args[0] ?? primitive(0), Number, 'Number'),
  Boolean: ({ args }) => convert(args[0] ?? UNDEFINED, Boolean, 'Boolean'),
  parseInt: ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.parseInt(String(value)), 'parseInt'),
  parseFloat: ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.parseFloat(String(value)), 'parseFloat'),
  isNaN: ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.isNaN(Number(value)), 'isNaN'),
  'Number.isInteger': ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.isInteger(value), 'isInteger'),
  'Number.isFinite': ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.isFinite(value), 'isFinite'),
  'Number.isNaN': ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.isNaN(value), 'isNaN'),
  'Number.parseInt': ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.parseInt(String(value)), 'parseInt'),
  'Number.parseFloat': ({ args }) => convert(args[0] ?? UNDEFINED, (value) => Number.parseFloat(String(value)), 'parseFloat'),
  'Promise.resolve': ({ machine, args }) => settled(machine, sidesOf(machine, args[0] ?? UNDEFINED)),
  'Promise.reject': ({ machine, args }) => settled(machine, { fulfilled: undefined, rejected: args[0] ?? UNDEFINED }),
  'Promise.all': ({ machine, args }) => combine(machine, 'all', args[0] ?? UNDEFINED),
  'Promise.allSettled': ({ machine, args }) => combine(machine, 'allSettled', args[0] ?? UNDEFINED),
  'Promise.race': ({ machine, args }) => combine(machine, 'race', args[0] ?? UNDEFINED),
  'Promise.any': ({ machine, args }) => combine(machine, 'any', args[0] ?? UNDEFINED),
  'Array.isArray': ({ machine, args }) => eachOf(args[0] ?? UNDEFINED, (single) => (single.kind === 'unknown' ? unknown('isArray', carriesOf(single)) : primitive(Boolean(machine.object(single)?.elements)))),
  'Array.from': ({ machine, args, site }) => arrayFrom(machine, args, site),
  'Array.of': ({ machine, args }) => machine.create(objectData([], { elements: args, exact: true })),
  'Object.assign': ({ machine, args }) => assign(machine, args),
  'Object.freeze': ({ args }) => args[0] ?? UNDEFINED,
  'Object.seal': ({ args }) => args[0] ?? UNDEFINED,
  'Object.keys': ({ machine, args }) => list(machine, args[0], (name) => primitive(name)),
  'Object.getOwnPropertyNames': ({ machine, args }) => list(machine, args[0], (name) => primitive(name)),
  'Object.values': ({ machine, args }) => list(machine, args[0], (_, value) => value),
  'Object.entries': ({ machine, args }) => list(machine, args[0], (name, value) => machine.create(objectData([], { elements: [primitive(name), value], exact: true }))),
  'Object.hasOwn': ({ machine, args: [object = UNDEFINED, key = UNDEFINED], site }) => machine.call(machine.get(object, 'hasOwnProperty', site), object, [key], site),
  'Object.create': ({ machine, args: [prototype] }) => machine.create(objectData([], prototype?.kind === 'object' ? { prototype } : {})),
  'Object.defineProperty': ({ machine, args: [object = UNDEFINED, key, descriptor], site }) => {
    if (key?.kind === 'primitive' && descriptor && machine.object(descriptor)?.properties.has('value')) machine.set(object, String(key.value), machine.get(descriptor, 'value', site))
    return object
  },
  'Object.setPrototypeOf': ({ args }) => args[0] ?? UNDEFINED,
  'JSON.stringify': ({ machine, args }) => stringify(machine, args[0] ?? UNDEFINED),
  'JSON.parse': ({ args }) => eachOf(args[0] ?? UNDEFINED, (single) => (single.kind === 'unknown' ? { ...single, id: `JSON(${single.id})`, isString: false, truthy: false } : unknown('JSON.parse', carriesOf(single)))),
  require: ({ args: [module] }) => (module?.kind === 'primitive' ? external(String(module.value), ['default'], String(module.value)) : unknown('require()')),
  structuredClone: ({ args }) => args[0] ?? UNDEFINED,
  'Error.captureStackTrace': () => UNDEFINED,
  Error: ({ machine, args }) => newError(machine, 'Error', args),
  TypeError: ({ machine, args }) => newError(machine, 'TypeError', args),
  // `Date.now()` in an address is a nonce: the request is the same request.
  'Date.now': () => unknown('Date.now()'),
  setTimeout: runSoon,
  setImmediate: runSoon,
  queueMicrotask: runSoon,
  requestAnimationFrame: runSoon,
  requestIdleCallback: runSoon,
  setInterval: runRepeatedly,
  'process.nextTick': runSoon,
  clearTimeout: () => UNDEFINED,
  clearInterval: stopTimer,
  'process.exit': ({ machine, args }) => machine.throwValue(machine.create(objectData(args[0] ? [['code', args[0]]] : [], { builtin: 'process.exit' }))),
}

/** What a global function does; undefined where the interpreter does not know it. */
export function globalFunction(path: readonly string[]): GlobalFunction | undefined {
  const name = path.join('.')
  if (Object.hasOwn(GLOBALS, name)) return GLOBALS[name]
  if (path[0] === 'Math') return mathFunction(name)
  return undefined
}

function mathFunction(name: string): GlobalFunction {
  const key = name.slice('Math.'.length)
  const method = Object.hasOwn(Math, key) ? (Math as unknown as Record<string, unknown>)[key] : undefined
  return ({ args }): Value => {
    const carries = args.reduce((bits, arg) => bits | carriesOf(arg), 0)
    const numbers = args.map((arg) => (arg.kind === 'primitive' ? Number(arg.value) : undefined))
    if (typeof method !== 'function' || name === 'Math.random' || numbers.includes(undefined)) return unknown(name, carries)
    return primitive((method as (...values: unknown[]) => number)(...numbers), carries)
  }
}

function eachOf(value: Value, apply: (single: Single) => Value): Value {
  return join(optionsOf(value).map(apply))
}

function convert(value: Value, by: (value: unknown) => string | number | boolean, label: string): Value {
  return eachOf(value, (single) => {
    if (single.kind === 'primitive' && typeof single.value !== 'bigint') return primitive(by(single.value), single.carries)
    if (label === 'Boolean' && single.kind !== 'unknown') return primitive(true)
    return unknown(label, carriesOf(single), { ...(single.kind === 'unknown' && { id: `${label}(${single.id})` }) })
  })
}

function arrayFrom(machine: Machine, [source = UNDEFINED, map]: readonly Value[], site: Node): Value {
  const data = machine.object(source)
  const length = data?.properties.get('length')
  const elements = data?.elements ?? data?.entries?.map((entry) => entry.key) ?? (length?.kind === 'primitive' ? Array.from({ length: Math.min(Number(length.value), 12) }, () => UNDEFINED) : undefined)
  const items: readonly Value[] = elements ?? [machine.fresh('element', carriesOf(source))]
  const array = machine.create(objectData([], { elements: items, exact: elements !== undefined && data?.exact !== false }))
  return map ? machine.call(machine.get(array, 'map', site), array, [map], site) : array
}

function assign(machine: Machine, [target = UNDEFINED, ...sources]: readonly Value[]): Value {
  for (const source of sources) {
    for (const option of optionsOf(source)) {
      const data = machine.object(option)
      for (const [name, value] of data?.properties ?? []) machine.set(target, name, value)
      if (option.kind === 'unknown') machine.set(target, `...${option.label}`, option)
    }
  }
  return target
}

function list(machine: Machine, object: Value | undefined, item: (name: string, value: Value) => Value): Value {
  const data = object && machine.object(object)
  if (!data) return unknown('Object.keys', object ? carriesOf(object) : Carries.nothing)
  return machine.create(objectData([], { elements: [...data.properties].map(([name, value]) => item(name, value)), exact: !data.open }))
}

/** JSON text of a value: unknown as text, but it carries what the value carries. */
function stringify(machine: Machine, value: Value): Value {
  const shape = machine.digest(value)
  return { kind: 'unknown', id: `JSON ${shape.id}`, label: 'JSON', carries: shape.carries, isString: true, truthy: true }
}

