import { another, elementIn } from '../copies.ts'
import { derivedFrom } from '../keys.ts'
import { anyOf, gap, isGap } from '../lists.ts'
import type { Completion } from '../sinks.ts'
import { perhapsOften } from '../repetition.ts'
import { forkState } from '../state.ts'
import { carriesOf, join, primitive, optionsOf, truthiness, UNDEFINED, type CarryBits, type Value } from '../values.ts'
import { list, type ArrayMethod, type Call } from './array-call.ts'

/** Elements of a longer list are not called back one by one. */
export const MOST_CALLBACKS = 24

function callback(call: Call, element: Value, index: Value): Value {
  return call.machine.call(call.args[0] ?? UNDEFINED, UNDEFINED, [element, index, call.object], call.site)
}

/** An element, or those of a gap, with the index that the callback gets. */
interface Item {
  readonly element: Value
  readonly index: Value
  /** It stands for any number of elements. */
  readonly isMany: boolean
}

/** @param isWhole the callback is called for all of them, so that each has its place */
function itemsOf({ machine, elements }: Call, isWhole = false): Item[] {
  const one = (of: Value, at: number): Value => (isWhole ? elementIn(machine, of, `${at}…`) : another(machine, of))
  const firstGap = elements.findIndex(isGap)
  const items = elements.slice(0, MOST_CALLBACKS).map((element, at): Item => {
    const index = firstGap === -1 || at < firstGap ? primitive(at) : machine.fresh('index')
    return isGap(element) ? { element: one(element.gap, at), index, isMany: true } : { element, index, isMany: false }
  })
  const rest = elements.slice(MOST_CALLBACKS)
  return rest.length > 0 ? [...items, { element: one(anyOf(rest), MOST_CALLBACKS), index: machine.fresh('index'), isMany: true }] : items
}

/** What the callback gives for each element; undefined for those of a gap where it never ends. */
function called(call: Call, { element, index, isMany }: Item): Value | undefined {
  return isMany ? perhapsOften(call.machine, call.site, () => callback(call, element, index)) : callback(call, element, index)
}

/** What the callback gives for all elements. */
export function mapped(call: Call): Value[] {
  return itemsOf(call, true).flatMap((item): Value[] => {
    const value = called(call, item)
    if (value === undefined) return []
    return [item.isMany ? gap(value) : value]
  })
}

/**
 * `some`, `every`, `find` and their like: calls back until the answer is known. A test that may come out either way ends
 * the search on one path and goes on with the next element on the other.
 */
function search(call: Call, until: boolean, found: (item: Item, carries: CarryBits) => Value, none: (carries: CarryBits) => Value): Value {
  const { machine } = call
  const ancestor = machine.state
  machine.state = forkState(ancestor)
  const ends: Completion[] = []
  const items = call.name.includes('Last') ? itemsOf(call).reverse() : itemsOf(call)
  let carries: CarryBits = 0
  let isOver = false
  for (const item of items) {
    const test = called(call, item)
    if (test === undefined) continue
    const truth = truthiness(test)
    carries |= carriesOf(test)
    if (truth === !until) continue
    ends.push({ value: found(item, carries), state: machine.state })
    if (truth === until && !item.isMany) {
      isOver = true
      break
    }
    machine.state = forkState(machine.state)
  }
  if (!isOver) ends.push({ value: none(carries), state: machine.state })
  return machine.meet(ancestor, ends)
}

/** `some` and `every`. */
function quantify(call: Call, all: boolean): Value {
  return search(call, !all, (_, carries) => primitive(!all, carries), (carries) => primitive(all, carries))
}

function find(call: Call): Value {
  return search(call, true, ({ element }) => element, (carries) => primitive(undefined, carries))
}

function findIndex(call: Call): Value {
  return search(call, true, ({ index }, carries) => (index.kind === 'primitive' ? primitive(index.value, carries) : index), (carries) => primitive(-1, carries))
}

function filter(call: Call): Value {
  const kept = itemsOf(call).flatMap((item): Value[] => {
    const test = called(call, item)
    const truth = test && truthiness(test)
    if (test === undefined || truth === false) return []
    return [truth === true && !item.isMany ? item.element : gap(item.element)]
  })
  return list(call, kept)
}

function reduce(call: Call): Value {
  const { machine, args, site } = call
  const [reducer = UNDEFINED, initial] = args
  const all = call.name === 'reduceRight' ? itemsOf(call).reverse() : itemsOf(call)
  const items = args.length > 1 ? all : all.slice(1)
  const first = args.length > 1 ? initial : all[0]?.element
  if (!first) return machine.throwError('TypeError', 'Reduce of empty array with no initial value', site)
  let accumulator = first
  for (const { element, index, isMany } of items) {
    const before = accumulator
    const step = (): Value => machine.call(reducer, UNDEFINED, [before, element, index, call.object], site)
    if (!isMany) {
      accumulator = step()
      continue
    }
    const once = perhapsOften(machine, site, step)
    if (once) accumulator = join([before, ...optionsOf(once).map((option) => (option.kind === 'primitive' ? derivedFrom(machine, 'reduce', [once, call.object]) : option))])
  }
  // The first of several elements of a gap is all that is known of them.
  return args.length > 1 || !all[0]?.isMany ? accumulator : derivedFrom(machine, 'reduce', [accumulator, call.object])
}

/** Methods that call a function of the program for each element. */
export const CALLBACK_METHODS: Readonly<Record<string, ArrayMethod>> = {
  some: (call) => quantify(call, false),
  every: (call) => quantify(call, true),
  map: (call) => list(call, mapped(call)),
  forEach: (call) => {
    mapped(call)
    return UNDEFINED
  },
  filter,
  find,
  findLast: find,
  findIndex,
  findLastIndex: findIndex,
  reduce,
  reduceRight: reduce,
}
