import type { Node } from '../../syntax/estree.ts'
import { boundedEntries, sameKey, writeEntry } from '../entries.ts'
import { noteKept } from '../kept.ts'
import { elementsOfEntries, entriesOf, iterated } from '../iteration.ts'
import { derivedFrom } from '../keys.ts'
import { isGap, listData } from '../lists.ts'
import type { Machine } from '../machine.ts'
import { objectData, type Entry, type ObjectData } from '../objects.ts'
import { isNullish, join, native, optionsOf, primitive, UNDEFINED, type ObjectRef, type Single, type Value } from '../values.ts'

const PROTOTYPES = { Map: Map.prototype, Set: Set.prototype, WeakMap: WeakMap.prototype, WeakSet: WeakSet.prototype } as const
type CollectionName = keyof typeof PROTOTYPES

/** `new Map(entries)`, `new Set(values)` and the weak ones. */
export function newCollection(machine: Machine, name: CollectionName, source: Value | undefined, site: Node): Value {
  const entries: Entry[] = []
  let open = false
  for (const element of source && !optionsOf(source).every(isNullish) ? iterated(machine, source, site) : []) {
    const isMaybe = isGap(element)
    const options = optionsOf(isMaybe ? element.gap : element)
    const isOne = options.length === 1 && !isMaybe
    for (const option of options) {
      if (!name.endsWith('Map')) writeEntry(entries, option, undefined, isOne)
      else writeEntry(entries, machine.get(option, '0', site), machine.get(option, '1', site), isOne)
    }
    // One of unknown elements says nothing of the others.
    open ||= isMaybe && options.some((option) => option.kind === 'unknown')
  }
  return machine.create(objectData([], { builtin: name, open, ...boundedEntries(entries) }))
}

/** Methods of `Map` and `Set` over the entries that are known. */
export function collectionProperty(machine: Machine, object: ObjectRef, data: ObjectData, name: string): Value | undefined {
  const builtin = data.builtin as CollectionName
  if (name === 'constructor' || !(name in PROTOTYPES[builtin])) return undefined
  if (name === 'size') return isCounted(data) ? primitive((data.entries ?? []).length) : { ...derivedFrom(machine, name, [object]), label: name }
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
  return native(name, (args, site) => {
    const call: Call = { machine, object, data: machine.object(object) ?? data, args, site }
    return method ? method(call) : derivedFrom(machine, name, [object, ...args])
  })
}

interface Call {
  readonly machine: Machine
  readonly object: ObjectRef
  readonly data: ObjectData
  readonly args: readonly Value[]
  readonly site: Node
}

const METHODS: Readonly<Record<string, (call: Call) => Value>> = {
  has: ({ machine, object, data, args: [key = UNDEFINED] }) => join(optionsOf(key).map((single) => has(machine, object, data, single))),
  get: ({ machine, object, data, args: [key = UNDEFINED] }) => join(optionsOf(key).map((single) => get(machine, object, data, single))),
  set: ({ machine, object, args: [key = UNDEFINED, value = UNDEFINED] }) => {
    put(machine, object, key, value)
    return object
  },
  add: ({ machine, object, args: [key = UNDEFINED] }) => {
    put(machine, object, key)
    return object
  },
  delete: ({ machine, object, data, args: [key = UNDEFINED] }) => {
    const answer = join(optionsOf(key).map((single) => has(machine, object, data, single)))
    const [only] = optionsOf(key).length === 1 ? optionsOf(key) : []
    const entries = (data.entries ?? []).flatMap((entry): Entry[] => {
      const same = only ? sameKey(entry.key, only) : optionsOf(key).some((single) => sameKey(entry.key, single) !== false) ? undefined : false
      if (same === true) return []
      return [same === undefined ? { ...entry, maybe: true } : entry]
    })
    machine.update(object, { entries })
    return answer
  },
  clear: ({ machine, object }) => {
    machine.update(object, { entries: [], open: false })
    return UNDEFINED
  },
  forEach: ({ machine, object, data, args: [callback = UNDEFINED], site }) => {
    if (callback.kind === 'primitive' || callback.kind === 'object') return machine.throwError('TypeError', 'is not a function', site)
    for (const entry of data.entries ?? []) {
      const call = (): Value => machine.call(callback, UNDEFINED, [entry.value, entry.key, object], site)
      if (entry.maybe) machine.fork([() => UNDEFINED, call])
      else call()
    }
    if (data.open) machine.fork([() => UNDEFINED, () => machine.call(callback, UNDEFINED, [machine.fresh('value'), machine.fresh('key'), object], site)])
    return UNDEFINED
  },
  entries: ({ machine, data }) => iterator(machine, data.builtin === 'Map' ? entriesOf(machine, data) : elementsOfEntries(machine, data, ({ key }) => machine.create(listData([key, key])))),
  keys: ({ machine, data }) => iterator(machine, elementsOfEntries(machine, data, ({ key }) => key)),
  values: ({ machine, data }) => iterator(machine, elementsOfEntries(machine, data, ({ value }) => value)),
}

function iterator(machine: Machine, elements: readonly Value[]): Value {
  return machine.create(listData(elements, { builtin: 'Iterator' }))
}

function put(machine: Machine, object: ObjectRef, key: Value, value?: Value): void {
  noteKept(machine, object, 'put', value ? [key, value] : [key])
  const entries = [...(machine.object(object)?.entries ?? [])]
  writeEntry(entries, key, value, true)
  machine.update(object, boundedEntries(entries))
}

/** An entry that has a key for sure, and those that may have it. */
function find(data: ObjectData, key: Single): { sure: Entry | undefined; possible: readonly Entry[] } {
  const entries = data.entries ?? []
  const sure = entries.find((entry) => !entry.maybe && sameKey(entry.key, key) === true)
  return { sure, possible: entries.filter((entry) => sameKey(entry.key, key) !== false) }
}

function isCounted(data: ObjectData): boolean {
  return !data.open && (data.entries ?? []).every(({ key, maybe }) => !maybe && (key.kind === 'primitive' || key.kind === 'object'))
}

function has(machine: Machine, object: ObjectRef, data: ObjectData, key: Single): Value {
  const { sure, possible } = find(data, key)
  const carries = key.kind === 'unknown' || key.kind === 'primitive' ? key.carries : 0
  if (sure) return primitive(true, carries)
  return possible.length > 0 || data.open ? derivedFrom(machine, 'has', [object, key]) : primitive(false, carries)
}

function get(machine: Machine, object: ObjectRef, data: ObjectData, key: Single): Value {
  const { sure, possible } = find(data, key)
  if (sure) return sure.value
  if (data.open || possible.some((entry) => entry.key.kind === 'unknown') || key.kind === 'unknown') return possible.length > 0 || data.open ? derivedFrom(machine, 'get', [object, key]) : UNDEFINED
  return join([...possible.map((entry) => entry.value), UNDEFINED])
}
