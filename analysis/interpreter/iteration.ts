import type { Node } from '../syntax/estree.ts'
import { someOf } from './copies.ts'
import { derivedFrom } from './keys.ts'
import { blurred, gap, joinLists, listData } from './lists.ts'
import type { Machine } from './machine.ts'
import type { Entry, ObjectData } from './objects.ts'
import { boundedId, carriesOf, isNullish, optionsOf, primitive, unknown, type ObjectRef, type Single, type Value } from './values.ts'

/** Characters of a longer string are not told apart. */
const LONGEST_STRING = 200

/** Under this name a stream holds what `for await` gets of it each time. */
export const ASYNC_ITERATOR = '@@asyncIterator'

/** What iterating a value gives, in order; gaps where it is not known what there is. Of null alone it throws. */
export function iterated(machine: Machine, value: Value, site: Node): readonly Value[] {
  const present = optionsOf(value).filter((option) => !isNullish(option))
  if (present.length === 0) return machine.throwError('TypeError', 'object null is not iterable', site)
  return present.map((option) => elementsOfSingle(machine, option, site)).reduce((a, b) => joinLists(a, b))
}

function elementsOfSingle(machine: Machine, value: Single, site: Node): readonly Value[] {
  if (value.kind === 'unknown') return value.gap ? blurred(iterated(machine, value.gap, site)) : [elementsOfUnknown(value.label, value.id, carriesOf(value))]
  if (value.kind === 'primitive') {
    if (typeof value.value !== 'string') return machine.throwError('TypeError', 'is not iterable', site)
    return value.value.length > LONGEST_STRING ? [gap(derivedFrom(machine, 'character', [value]))] : Array.from(value.value, (text) => primitive(text, value.carries))
  }
  const data = machine.object(value)
  if (value.kind !== 'object' || !data) return [gap(machine.fresh('element'))]
  if (data.elements) return data.builtin ? take(machine, value, data.elements) : data.elements
  if (data.entries) return entriesOf(machine, data)
  const piece = data.properties.get(ASYNC_ITERATOR)
  if (piece) return [gap(piece)]
  if (data.response || data.promise || (!data.open && !data.builtin && !data.prototype)) return machine.throwError('TypeError', 'object is not iterable', site)
  return [gap(derivedFrom(machine, 'element', [value]))]
}

function elementsOfUnknown(label: string, id: string, carries: number): Value {
  return gap(unknown(label, carries, { id: boundedId(`${id}[…]`) }))
}

/** An iterator gives each element once. How much is taken, and so what is left, is not known. */
function take(machine: Machine, iterator: ObjectRef, elements: readonly Value[]): readonly Value[] {
  machine.update(iterator, { elements: someOf(machine, elements) })
  return elements
}

/** The entries of a `Map` as pairs, those of a `Set` as they are. */
export function entriesOf(machine: Machine, data: ObjectData): readonly Value[] {
  const isMap = data.builtin === 'Map'
  return elementsOfEntries(machine, data, (entry) => (isMap ? machine.create(listData([entry.key, entry.value])) : entry.key))
}

/** What is made of each entry, with gaps where an entry may not be there. */
export function elementsOfEntries(machine: Machine, data: ObjectData, item: (entry: Entry) => Value): readonly Value[] {
  const elements = (data.entries ?? []).map((entry) => (entry.maybe ? gap(item(entry)) : item(entry)))
  const known = isCertain(data) ? elements : blurred(elements)
  return data.open ? [...known, gap(machine.fresh('entry'))] : known
}

/** Whether no two keys can be the same. */
function isCertain(data: ObjectData): boolean {
  const entries = data.entries ?? []
  return entries.every(({ key }) => key.kind === 'primitive' || key.kind === 'object')
}

