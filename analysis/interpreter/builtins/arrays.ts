import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import { objectData, type ObjectData } from '../objects.ts'
import { binary, concatenate } from '../operators.ts'
import { carriesOf, join, native, optionsOf, primitive, truthiness, UNDEFINED, unknown, type ObjectRef, type Single, type Value } from '../values.ts'

/** Elements of a longer list are not called back one by one. */
const MOST_CALLBACKS = 12

/** Methods of Array.prototype over the elements that are known. */
export function arrayProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string): Value | undefined {
  const elements = data.elements ?? []
  const exact = data.exact !== false
  if (name === 'length') return exact ? primitive(elements.length) : unknown(name)
  if (/^\d+$/.test(name)) return elements[Number(name)] ?? (exact ? UNDEFINED : machine.fresh('element'))
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  if (method) return native(name, (args, site) => method({ machine, object, elements, exact, args, site }))
  return native(name, () => unknown(name, elements.reduce((bits, element) => bits | carriesOf(element), 0)))
}

interface Call {
  readonly machine: Machine
  readonly object: ObjectRef
  readonly elements: readonly Value[]
  readonly exact: boolean
  readonly args: readonly Value[]
  readonly site: Node
}

function list({ machine }: Call, elements: readonly Value[], exact: boolean): Value {
  return machine.create(objectData([], { elements, exact }))
}

function callback(call: Call, element: Value, index: number): Value {
  return call.machine.call(call.args[0] ?? UNDEFINED, UNDEFINED, [element, primitive(index), call.object], call.site)
}

function mapped(call: Call): Value[] {
  return call.elements.slice(0, MOST_CALLBACKS).map((element, index) => callback(call, element, index))
}

/** `===` between an element and what is looked for: true, false, or undefined where it may be either. */
function equals(element: Value, sought: Value): Value {
  return join(optionsOf(element).flatMap((a) => optionsOf(sought).map((b) => binary('===', a, b))))
}

function includes(call: Call): Value {
  const [sought = UNDEFINED] = call.args
  const answer = (single: Single): Value => {
    const truths = call.elements.map((element) => truthiness(equals(element, single)))
    if (truths.includes(true)) return primitive(true, carriesOf(single))
    return truths.every((truth) => truth === false) ? primitive(false, carriesOf(single)) : unknown('includes', carriesOf(single))
  }
  return join(optionsOf(sought).map(answer))
}

function indexOf(call: Call): Value {
  const [sought = UNDEFINED] = call.args
  if (sought.kind !== 'primitive') return unknown('indexOf', carriesOf(sought))
  const index = call.elements.findIndex((element) => truthiness(equals(element, sought)) === true)
  if (index === -1 && !call.exact) return unknown('indexOf', carriesOf(sought))
  return primitive(index, carriesOf(sought))
}

/** `some` and `every`. In a list of unknown length the elements that are known stand for all. */
function quantify(call: Call, all: boolean): Value {
  const values = mapped(call)
  const carries = values.reduce((bits, value) => bits | carriesOf(value), 0)
  const truths = values.map((value) => truthiness(value))
  if (truths.includes(!all)) return primitive(!all, carries)
  return truths.every((truth) => truth === all) ? primitive(all, carries) : unknown(all ? 'every' : 'some', carries)
}

function filter(call: Call): Value {
  const truths = call.elements.map((element, index) => truthiness(callback(call, element, index)))
  const kept = call.elements.filter((_, index) => truths[index] !== false)
  return list(call, kept, call.exact && !truths.includes(undefined))
}

function find(call: Call): Value {
  const truths = call.elements.map((element, index) => truthiness(callback(call, element, index)))
  const found = call.elements.filter((_, index) => truths[index] !== false)
  const first = truths.findIndex((truth) => truth !== false)
  if (first !== -1 && truths[first] === true) return call.elements[first] as Value
  if (found.length === 0) return call.exact ? UNDEFINED : machineElement(call)
  return join([...found, UNDEFINED])
}

function machineElement(call: Call): Value {
  return join([call.machine.fresh('element'), UNDEFINED])
}

function push(call: Call): Value {
  const now = call.machine.object(call.object)
  call.machine.update(call.object, { elements: [...(now?.elements ?? []), ...call.args].slice(0, 50) })
  return primitive(call.elements.length + call.args.length)
}

/** `pop` and `shift`: the element, and a list without it. */
function take(call: Call, last: boolean): Value {
  if (!call.exact) return join([...call.elements, call.machine.fresh('element'), UNDEFINED])
  const index = last ? call.elements.length - 1 : 0
  call.machine.update(call.object, { elements: call.elements.filter((_, at) => at !== index) })
  return call.elements[index] ?? UNDEFINED
}

function reduce(call: Call): Value {
  const [reducer = UNDEFINED, initial] = call.args
  let accumulator = initial ?? call.elements[0] ?? UNDEFINED
  for (const [index, element] of call.elements.slice(initial ? 0 : 1, MOST_CALLBACKS).entries()) {
    accumulator = call.machine.call(reducer, UNDEFINED, [accumulator, element, primitive(index)], call.site)
  }
  return accumulator
}

function joinText(call: Call): Value {
  const separator = call.args[0]?.kind === 'primitive' ? String(call.args[0].value) : ','
  const parts = call.elements.flatMap((element, index): Single[] => {
    const single = optionsOf(element)[0] as Single
    return index === 0 ? [single] : [primitive(separator), single]
  })
  return concatenate([primitive(''), ...parts])
}

const METHODS: Readonly<Record<string, (call: Call) => Value>> = {
  includes,
  indexOf,
  lastIndexOf: indexOf,
  some: (call) => quantify(call, false),
  every: (call) => quantify(call, true),
  map: (call) => list(call, mapped(call), call.exact),
  flatMap: (call) => list(call, mapped(call), false),
  forEach: (call) => {
    mapped(call)
    return UNDEFINED
  },
  filter,
  find,
  findLast: find,
  findIndex: (call) => {
    mapped(call)
    return unknown('findIndex')
  },
  push,
  unshift: push,
  pop: (call) => take(call, true),
  shift: (call) => take(call, false),
  reduce,
  join: joinText,
  concat: (call) => {
    const more = call.args.flatMap((arg) => call.machine.object(arg)?.elements ?? [arg])
    return list(call, [...call.elements, ...more], call.exact && call.args.every((arg) => arg.kind === 'object'))
  },
  slice: (call) => {
    const [start, end] = call.args
    const isKnown = [start, end].every((bound) => !bound || bound.kind === 'primitive')
    if (!isKnown) return list(call, call.elements, false)
    const bound = (value: Value | undefined): number | undefined => (value?.kind === 'primitive' ? Number(value.value) : undefined)
    return list(call, call.elements.slice(bound(start), bound(end)), call.exact)
  },
  at: (call) => {
    const [index] = call.args
    return index?.kind === 'primitive' ? (call.elements.at(Number(index.value)) ?? UNDEFINED) : join([...call.elements, UNDEFINED])
  },
  reverse: (call) => list(call, [...call.elements].reverse(), call.exact),
  sort: (call) => list(call, call.elements, call.exact),
  flat: (call) => list(call, call.elements.flatMap((element) => call.machine.object(element)?.elements ?? [element]), call.exact),
  entries: (call) => list(call, call.elements.map((element, index) => list(call, [primitive(index), element], true)), call.exact),
  values: (call) => list(call, call.elements, call.exact),
  keys: (call) => list(call, call.elements.map((_, index) => primitive(index)), call.exact),
}
