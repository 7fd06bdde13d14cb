import type { ObjectData } from './objects.ts'
import { carriesOf, join, unknown, type Value } from './values.ts'

type Cell = Value | ObjectData

function isObjectData(cell: Cell): cell is ObjectData {
  return 'properties' in cell
}

/**
 * The cells as the store sees them that was asked last. Another store is reached by undoing and redoing what lies
 * between (Baker's rerooting), so that a look-up costs the same however long a path is.
 */
class Memory {
  readonly cells = new Map<number, Cell>()
  readonly fallback: Store | undefined
  current: Store | undefined

  constructor(fallback: Store | undefined) {
    this.fallback = fallback
  }

  get(address: number): Cell | undefined {
    return this.cells.get(address) ?? this.fallback?.cell(address)
  }

  switchTo(store: Store): void {
    if (this.current === store) return
    const redo: Store[] = []
    let target: Store | undefined = store
    let source = this.current
    while (target !== source) {
      if (!source || (target && target.depth > source.depth)) {
        redo.push(target as Store)
        target = (target as Store).parent
      } else {
        source.undo(this.cells)
        source = source.parent
      }
    }
    for (let index = redo.length - 1; index >= 0; index--) redo[index]?.redo(this.cells)
    this.current = store
  }
}

/**
 * Addresses to values, persistent: a fork is free, and what a path wrote can be told from what it found.
 * A store that was forked is no longer written to, except the one that a run falls back on for definitions.
 */
export class Store {
  readonly parent: Store | undefined
  readonly depth: number
  private readonly memory: Memory
  private readonly own = new Map<number, Cell>()
  private readonly covered = new Map<number, Cell | undefined>()

  private constructor(parent: Store | undefined, memory: Memory) {
    this.parent = parent
    this.memory = memory
    this.depth = parent ? parent.depth + 1 : 0
  }

  /** An empty store; addresses that it does not hold are looked up in `fallback`. */
  static create(fallback?: Store): Store {
    return new Store(undefined, new Memory(fallback))
  }

  cell(address: number): Cell | undefined {
    this.memory.switchTo(this)
    return this.memory.get(address)
  }

  value(address: number): Value | undefined {
    return this.cell(address) as Value | undefined
  }

  object(address: number): ObjectData | undefined {
    return this.cell(address) as ObjectData | undefined
  }

  set(address: number, cell: Cell): void {
    this.memory.switchTo(this)
    const { cells } = this.memory
    if (!this.own.has(address)) this.covered.set(address, cells.get(address))
    this.own.set(address, cell)
    cells.set(address, cell)
  }

  redo(cells: Map<number, Cell>): void {
    for (const [address, cell] of this.own) {
      this.covered.set(address, cells.get(address))
      cells.set(address, cell)
    }
  }

  undo(cells: Map<number, Cell>): void {
    for (const [address, cell] of this.covered) {
      if (cell) cells.set(address, cell)
      else cells.delete(address)
    }
  }

  fork(): Store {
    return new Store(this, this.memory)
  }

  /** Keeps in `target`, which this store was forked from, what was written since. */
  copyInto(target: Store): void {
    for (const [address, cell] of Store.changes(this, target)) target.set(address, cell)
  }

  /** The same paths further on, of which is only known where they were at `ancestor`: what was written since may be anything. */
  widen(ancestor: Store): Store {
    const widened = this.fork()
    for (const [address, cell] of Store.changes(this, ancestor)) widened.set(address, widenCell(cell))
    return widened
  }

  /** All cells written from `ancestor` to `store`, the newest of each address. */
  private static changes(store: Store, ancestor: Store): Map<number, Cell> {
    const cells = new Map<number, Cell>()
    for (let layer: Store | undefined = store; layer && layer !== ancestor; layer = layer.parent) {
      for (const [address, cell] of layer.own) if (!cells.has(address)) cells.set(address, cell)
    }
    return cells
  }

  /** One store for several paths that left `ancestor` and meet again. */
  static join(ancestor: Store, paths: readonly Store[]): Store {
    const only = paths[0]
    if (paths.length === 1 && only) return only
    const joined = ancestor.fork()
    const written = paths.map((path) => Store.changes(path, ancestor))
    const addresses = new Set<number>()
    for (const cells of written) for (const address of cells.keys()) addresses.add(address)
    for (const address of addresses) {
      const found = ancestor.cell(address)
      const merged = joinCells(written.map((cells) => cells.get(address) ?? found).filter((cell) => cell !== undefined))
      if (merged) joined.own.set(address, merged)
    }
    return joined
  }
}

function widenCell(cell: Cell): Cell {
  if (isObjectData(cell)) return { ...cell, open: true, ...(cell.elements && { exact: false }) }
  if (cell.kind === 'closure' || cell.kind === 'class' || cell.kind === 'object') return cell
  return unknown('…', carriesOf(cell))
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
