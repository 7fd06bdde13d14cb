import { boundedEntries, joinEntries } from './entries.ts'
import { blurred, gap, joinLists } from './lists.ts'
import { absentFrom, type ObjectData } from './objects.ts'
import { gateOfAll } from './passed-gates.ts'
import { rejectedWith, rejectionsOf } from './rejections.ts'
import { carriesOf, join, sameValue, type CarryBits, type Unknown, type Value } from './values.ts'

/** What the store holds under one address: the value of a binding, or an object. */
export type Cell = Value | ObjectData

export function isObjectData(cell: Cell): cell is ObjectData {
  return 'properties' in cell
}

/** One cell for what several paths have written. */
export function joinCells(cells: readonly Cell[]): Cell | undefined {
  const first = cells[0]
  if (!first || cells.every((cell) => cell === first)) return first
  if (isObjectData(first)) return cells.filter(isObjectData).reduce(joinObjects)
  return join(cells.filter((cell): cell is Value => !isObjectData(cell)))
}

function joinObjects(a: ObjectData, b: ObjectData): ObjectData {
  if (a === b) return a
  const joined = joinProperties(a, b)
  return {
    ...a,
    ...joined,
    open: a.open || b.open,
    ...(a.elements && b.elements && { elements: joinLists(a.elements, b.elements) }),
    ...((a.edition ?? b.edition) !== undefined && { edition: Math.max(a.edition ?? 0, b.edition ?? 0) }),
    ...(a.entries && b.entries && boundedEntries(joinEntries(a.entries, b.entries))),
    ...(a.promise && b.promise && { promise: joinSides(a.promise, b.promise) }),
    ...(a.frozen !== b.frozen && { frozen: false }),
  }
}

/** What one path has written and the other has not may be there or not. */
function joinProperties(a: ObjectData, b: ObjectData): Pick<ObjectData, 'properties'> & { maybe?: ReadonlySet<string> } {
  if (a.properties === b.properties && a.maybe === b.maybe) return { properties: a.properties }
  const properties = new Map<string, Value>()
  const maybe = new Set([...(a.maybe ?? []), ...(b.maybe ?? [])])
  const mix = (name: string, value: Value, other: ObjectData): void => {
    const found = other.properties.get(name)
    properties.set(name, join([value, found ?? absentFrom(other, name)]))
    if (!found) maybe.add(name)
  }
  for (const [name, value] of a.properties) mix(name, value, b)
  for (const [name, value] of b.properties) if (!properties.has(name)) mix(name, value, a)
  return { properties, ...(maybe.size > 0 && { maybe }) }
}

/** How a promise is settled that several paths have settled, or left alone. */
export function joinSides(a: NonNullable<ObjectData['promise']>, b: NonNullable<ObjectData['promise']>): NonNullable<ObjectData['promise']> {
  const fulfilled = [a.fulfilled, b.fulfilled].filter((value) => value !== undefined)
  const isPending = (sides: typeof a): boolean => sides.pending ?? (!sides.fulfilled && !sides.rejected)
  const sends = [...new Set([...(a.sends ?? []), ...(b.sends ?? [])])]
  const settled = { fulfilled: fulfilled.length > 0 ? join(fulfilled) : undefined, ...rejectedWith([...rejectionsOf(a), ...rejectionsOf(b)]) }
  const fulfilledBy = gateOfAll([a, b].flatMap((sides) => (sides.fulfilled ? [sides.fulfilledBy] : [])))
  return { ...settled, ...(fulfilledBy && { fulfilledBy }), ...(a.isUnheard && b.isUnheard && { isUnheard: true }), ...((isPending(a) || isPending(b)) && (settled.fulfilled ?? settled.rejected) !== undefined && { pending: true }), sends }
}

/**
 * Gives what is not known after more rounds.
 *
 * @param last what the last round has left
 * @param slot where it has left it
 */
export type Widening = (carries: CarryBits, last: readonly Value[], slot: number | string) => Unknown

/** A cell after more rounds than were run: what the last round changed, others may change again. */
export function widenCell(cell: Cell, before: Cell | undefined, slot: number, widening: Widening): Cell {
  if (cell === before) return cell
  if (!isObjectData(cell)) return before && !isObjectData(before) && sameValue(cell, before) ? cell : widenValue(cell, slot, widening)
  const old = before && isObjectData(before) ? before : undefined
  const properties = new Map([...cell.properties].map(([name, value]) => {
    const known = old?.properties.get(name)
    return [name, known && sameValue(known, value) ? value : old ? widenValue(value, name, widening) : value]
  }))
  return {
    ...cell,
    properties,
    ...(cell.elements && cell.elements !== old?.elements && { elements: widenList(cell.elements, old?.elements, widening) }),
    ...(cell.entries && cell.entries !== old?.entries && { entries: cell.entries.map((entry) => ({ ...entry, maybe: true, value: widenValue(entry.value, 'entry', widening) })), open: true }),
  }
}

function widenValue(value: Value, slot: number | string, widening: Widening): Value {
  return value.kind === 'closure' || value.kind === 'class' || value.kind === 'object' || value.kind === 'native' ? value : join([value, widening(carriesOf(value), [value], slot)])
}

/** A list that each round made longer or shorter. */
function widenList(elements: readonly Value[], before: readonly Value[] | undefined, widening: Widening): readonly Value[] {
  const isStable = before?.length === elements.length && before.every((element, index) => sameValue(element, elements[index] as Value))
  if (isStable) return elements
  return blurred([...elements, ...(before ?? []), gap(widening(0, elements, 'list'))])
}
