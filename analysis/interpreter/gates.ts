import type { Completion } from './sinks.ts'
import { gateOfAll, isOpenTo, type Gate, type PassedGate } from './passed-gates.ts'
import type { State } from './state.ts'
import { Carries, inText, mapPrimitives, MISSED, optionsOf, typeOfPrimitive, withBits, type CarryBits, type ObjectRef, type Primitive, type Value } from './values.ts'

/** What a value carries that says which way a gate went. */
const BITS_OF_GATE: Readonly<Record<Gate, CarryBits>> = {
  body: Carries.body,
  words: Carries.body | Carries.words,
  header: Carries.body | Carries.header,
  unseen: Carries.handed,
}

/** The gate that a test on such a value is; a status alone is known and no gate. */
export function gateOf(bits: CarryBits): Gate | undefined {
  if (bits & Carries.handed) return 'unseen'
  if (bits & Carries.words) return 'words'
  if (bits & Carries.header) return 'header'
  return bits & (Carries.body | Carries.text) ? 'body' : undefined
}

/** What all of these paths came through, where others that part there have ended otherwise: whoever goes on from them has come through it too. */
export function passedBy(ancestor: State, ends: readonly Completion[]): PassedGate | undefined {
  return gateOfAll(ends.map(({ state }) => state.gate)) ?? ancestor.gate
}

/**
 * What a function returned on a path that the answer chose says what was chosen: `true` where the body has a word.
 * So the values carry it, and the paths of the caller are its own again.
 *
 * @param gate what the caller is past
 */
export function ungated(ancestor: State, ends: readonly Completion[], gate = ancestor.gate): Completion[] {
  // Of the callback of an interval the paths that do not stop it choose that it goes on.
  const stops = ends.some(({ state }) => state.stopped)
  return ends.map(({ value, state }) => {
    if (!state.gate || state.gate === gate || (stops && !state.stopped)) return { value, state }
    const bits = BITS_OF_GATE[state.gate.kind] | (state.gate.isSearch ? Carries.sought : Carries.nothing) | (state.gate.isOpen && isOpenTo(gate) ? MISSED : Carries.nothing)
    const words = bits & (Carries.handed | Carries.header) ? bits : inText(bits)
    const told = (item: Value): Value => mapPrimitives(item, (single) => withBits(single, single.carries | (isSentence(single) ? words : bits)))
    for (const option of optionsOf(value)) if (option.kind === 'object') tellWithin(option, ancestor, state, told)
    return { value: told(value), state: { ...state, gate } }
  })
}

/** What is meant to be read stays words, whatever has chosen between it and others. */
function isSentence(single: Primitive): boolean {
  if (typeOfPrimitive(single) !== 'string') return false
  return (single.carries & Carries.text) !== 0 || (!single.told && /\s/.test(String(single.value)))
}

/** An object that a path has made says by its properties what was chosen: `{ retry: true }`. */
function tellWithin({ address }: ObjectRef, ancestor: State, { store }: State, told: (item: Value) => Value): void {
  const data = store.object(address)
  if (!data || ancestor.store.object(address)) return
  store.set(address, { ...data, properties: new Map([...data.properties].map(([name, item]) => [name, told(item)])) })
}
