import type { Node } from '../syntax/estree.ts'
import type { Machine } from './machine.ts'
import { isVisible, type ObjectData } from './objects.ts'
import { ownProperties, type OwnProperty } from './own-properties.ts'
import { join, optionsOf, UNDEFINED, type Single, type Value } from './values.ts'

/** Properties that are being put together: an object literal with spreads, the target of `Object.assign`. */
export class Mixture {
  readonly properties: Map<string, Value>
  readonly maybe: Set<string>
  open: boolean

  constructor(data?: ObjectData) {
    this.properties = new Map(data?.properties)
    this.maybe = new Set(data?.maybe)
    this.open = data?.open ?? false
  }

  set(name: string, value: Value): void {
    this.properties.set(name, value)
    this.maybe.delete(name)
    if (!name.startsWith('get ') && !name.startsWith('set ')) {
      this.properties.delete(`get ${name}`)
      this.properties.delete(`set ${name}`)
    }
  }

  /** Copies the properties of one of several values; what only some of them have is there or is what was there before. */
  spread(machine: Machine, value: Value, site: Node): void {
    const options = optionsOf(value)
    const sources = options.map((option) => ownProperties(machine, option, site))
    const names = new Set(sources.flatMap((source) => source?.properties.map(({ name }) => name) ?? []))
    for (const name of names) this.mix(name, sources.map((source) => source?.properties.find((property) => property.name === name)))
    for (const [index, source] of sources.entries()) {
      const option = options[index] as Single
      if (source) for (const other of source.others) this.cover(machine, other, site)
      else this.cover(machine, option, site)
      this.open ||= source === undefined || source.open
    }
  }

  private mix(name: string, found: readonly (OwnProperty | undefined)[]): void {
    const values = found.flatMap((property) => property?.value ?? [])
    if (found.every((property) => property && !property.maybe)) {
      this.set(name, join(values))
      return
    }
    const before = this.properties.get(name)
    const isMaybe = before === undefined || this.maybe.has(name)
    this.properties.set(name, join([...values, before ?? UNDEFINED]))
    if (isMaybe) this.maybe.add(name)
  }

  /** Something unknown is laid over what is there: each property may be its. */
  private cover(machine: Machine, source: Single, site: Node): void {
    this.open = true
    if (source.kind !== 'unknown') return
    for (const [name, value] of this.properties) {
      if (!isVisible(name) || isUsual(machine, value)) continue
      this.properties.set(name, join([value, machine.get(source, name, site)]))
    }
    this.properties.set(`...${source.label}`, source)
  }

  get data(): Pick<ObjectData, 'properties' | 'open'> & { maybe?: ReadonlySet<string> } {
    return { properties: this.properties, open: this.open, ...(this.maybe.size > 0 && { maybe: this.maybe }) }
  }
}

/**
 * Whether a value that something unknown may replace is taken to stay: a default that says how often, for which statuses
 * or by which function, as with the default of a parameter.
 */
export function isUsual(machine: Machine, value: Value): boolean {
  if (machine.object(value)?.elements) return true
  if (value.kind === 'primitive') return typeof value.value === 'number' && value.value > 0
  return value.kind === 'closure' || (value.kind === 'unknown' && value.origin !== undefined)
}
