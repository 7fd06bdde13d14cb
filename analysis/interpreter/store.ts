import type { ObjectData } from './objects.ts'
import { join, type Value } from './values.ts'

type Cell = Value | ObjectData

/** Layers deeper than this are copied into one, so that a look-up stays short. */
const DEEPEST = 24

function isObjectData(cell: Cell): cell is ObjectData {
  return 'properties' in cell
}

/**
 * Addresses to values, persistent by layers: a fork is free, and what a path wrote can be told from what it found.
 * A store that was forked is no longer written to, except `base`, to which only new addresses are added.
 */
export class Store {
  private readonly own = new Map<number, Cell>()
  private readonly parent: Store | undefined
  private readonly base: Store
  private readonly depth: number

  private constructor(parent: Store | undefined, base: Store | undefined, depth: number) {
    this.parent = parent
    this.base = base ?? this
    this.depth = depth
  }

  static create(): Store {
    return new Store(undefined, undefined, 0)
  }

  private cell(address: number): Cell | undefined {
    let layer: Store | undefined = this
    while (layer) {
      const cell = layer.own.get(address)
      if (cell) return cell
      layer = layer.parent
    }
    return undefined
  }

  value(address: number): Value | undefined {
    return this.cell(address) as Value | undefined
  }

  object(address: number): ObjectData | undefined {
    return this.cell(address) as ObjectData | undefined
  }

  set(address: number, cell: Cell): void {
    this.own.set(address, cell)
  }

  fork(): Store {
    if (this.depth < DEEPEST) return new Store(this, this.base, this.depth + 1)
    const flat = new Store(this.base, this.base, 1)
    for (const [address, cell] of this.since(this.base)) flat.own.set(address, cell)
    return flat.fork()
  }

  /** Keeps in `target`, which this store was forked from, what was written since. */
  copyInto(target: Store): void {
    for (const [address, cell] of this.since(target)) target.own.set(address, cell)
  }

  /** All cells written since `ancestor`, the newest of each address. */
  private since(ancestor: Store): Map<number, Cell> {
    const layers: Store[] = []
    let layer: Store | undefined = this
    while (layer && layer !== ancestor && layer !== this.base) {
      layers.push(layer)
      layer = layer.parent
    }
    const cells = new Map<number, Cell>()
    for (const { own } of layers.reverse()) for (const [address, cell] of own) cells.set(address, cell)
    return cells
  }

  /** One store for several paths that left `ancestor` and meet again. */
  static join(ancestor: Store, paths: readonly Store[]): Store {
    const only = paths[0]
    if (paths.length === 1 && only) return only
    const joined = ancestor.fork()
    const written = new Set<number>()
    for (const path of paths) for (const address of path.since(ancestor).keys()) written.add(address)
    for (const address of written) {
      const cells = paths.map((path) => path.cell(address)).filter((cell) => cell !== undefined)
      const merged = joinCells(cells)
      if (merged) joined.own.set(address, merged)
    }
    return joined
  }
}

function joinCells(cells: readonly Cell[]): Cell | undefined {
  const first = cells[0]
  if (!first || cells.every((cell) => cell === first)) return first
  if (isObjectData(first)) return cells.filter(isObjectData).reduce(joinObjects)
  return join(cells.filter((cell): cell is Value => !isObjectData(cell)))
}

function joinObjects(a: ObjectData, b: ObjectData): ObjectData {
  if (a === b) return a
  const properties = new Map(a.properties)
  for (const [name, value] of b.properties) {
    const other = properties.get(name)
    properties.set(name, other ? join([other, value]) : value)
  }
  const kept = { ...a, properties, open: a.open || b.open }
  if (a.elements && b.elements) return { ...kept, elements: joinElements(a.elements, b.elements), exact: false }
  if (a.promise && b.promise) return { ...kept, promise: joinSides(a.promise, b.promise) }
  return kept
}

function joinElements(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a]
  return longer.map((value, index) => {
    const other = shorter[index]
    return other ? join([value, other]) : value
  })
}

function joinSides(a: NonNullable<ObjectData['promise']>, b: NonNullable<ObjectData['promise']>): NonNullable<ObjectData['promise']> {
  const side = (name: 'fulfilled' | 'rejected'): Value | undefined => {
    const sides = [a[name], b[name]].filter((value) => value !== undefined)
    return sides.length > 0 ? join(sides) : undefined
  }
  const sends = [...new Set([...(a.sends ?? []), ...(b.sends ?? [])])]
  return { fulfilled: side('fulfilled'), rejected: side('rejected'), sends }
}
