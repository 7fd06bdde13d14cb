import { isExact } from './lists.ts'
import type { Machine } from './machine.ts'
import type { ObjectData } from './objects.ts'
import { idOf } from './operators.ts'
import { boundedId, Carries, carriesOf, type CarryBits, type Single, type Unknown, type Value } from './values.ts'

const DEEPEST = 6
/** Parts of a value that are looked at. The largest bodies that people write have a tenth of it. */
const MOST_PARTS = 2_000
/** So many parts take as long as a step of the run. */
const PARTS_OF_A_STEP = 50

/** What a value is and carries, through what it holds. */
export interface Digest {
  /** Equal for values that are the same as far as the analysis knows. */
  readonly id: string
  readonly carries: CarryBits
}

/** Digests a value: equal digests mean the same request. What is large takes steps of the run. */
export function digest(machine: Machine, value: Value): Digest {
  const digester = new Digester(machine)
  const whole = digester.of(value, 0)
  for (let parts = digester.parts; parts > PARTS_OF_A_STEP; parts -= PARTS_OF_A_STEP) machine.steps.take()
  return whole
}

/** What a value carries, through what it holds. */
export function carriedBy(machine: Machine, value: Value): CarryBits {
  const isWhole = value.kind !== 'union' && value.kind !== 'object' && !(value.kind === 'unknown' && value.gap)
  return isWhole ? carriesOf(value) : digest(machine, value).carries
}

/** Goes through one value. Objects that hold each other have more ways through them than anybody can go. */
class Digester {
  parts = 0
  private readonly machine: Machine

  constructor(machine: Machine) {
    this.machine = machine
  }

  of(value: Value, depth: number): Digest {
    if (value.kind !== 'union') return this.single(value, depth)
    const parts = value.options.map((option) => this.single(option, depth))
    return { id: boundedId(parts.map((part) => part.id).join('|')), carries: parts.reduce<CarryBits>((bits, part) => bits | part.carries, Carries.nothing) }
  }

  private single(value: Single, depth: number): Digest {
    this.parts++
    if (value.kind === 'unknown') return value.gap ? this.gap(value, value.gap, depth) : { id: versionOf(this.machine, value), carries: value.carries }
    const data = this.machine.object(value)
    if (!data || depth >= DEEPEST || this.parts > MOST_PARTS || data.label === 'this') return { id: idOf(value), carries: carriesOf(value) }
    if (data.response) return { id: `response ${data.response.mark}`, carries: data.response.asked ? Carries.status : Carries.nothing }
    if (data.failure) return { id: `error ${data.failure.mark}`, carries: Carries.status }
    if (data.pattern) return { id: String(data.pattern), carries: Carries.nothing }
    return this.object(data, depth)
  }

  private object(data: ObjectData, depth: number): Digest {
    let id = ''
    let carries: CarryBits = Carries.nothing
    const add = (name: string, item: Value): void => {
      const part = this.of(item, depth + 1)
      id += `${id === '' ? '' : ','}${name}:${part.id}`
      carries |= part.carries
    }
    // The id of a JSON-RPC request only tells its answer from others (https://www.jsonrpc.org/specification).
    const isCall = data.properties.has('jsonrpc')
    for (const [name, item] of data.properties) if (!(isCall && name === 'id')) add(name, item)
    for (const [index, item] of data.elements?.entries() ?? []) add(String(index), item)
    if ((data.elements && !isExact(data.elements)) || (data.entries && data.open)) id += `;${data.edition ?? 0}`
    for (const entry of data.entries ?? []) add(idOf(entry.key), entry.value)
    return { id: boundedId(`${classOf(data)}{${id}}`), carries }
  }

  /** Any number of elements like one: lists that were made alike at different times are the same. */
  private gap({ carries }: Unknown, element: Value, depth: number): Digest {
    const part = this.of(element, depth)
    return { id: boundedId(`...${part.id}`), carries: carries | part.carries }
  }
}

/** The class of another file that an object was made of: commands of an SDK that are given the same ask for different things. */
function classOf({ builtin }: ObjectData): string {
  return builtin?.startsWith('new ') ? builtin : ''
}

/** The id of an unknown as it is after all that was written on it. */
function versionOf({ state: { versions } }: Machine, { id }: Unknown): string {
  return versions.size === 0 ? id : boundedId(`${id}${versions.get(id) ?? ''}${versions.get(`${id}.*`) ?? ''}`)
}

/** What is computed of values and not known: the same for the same values, and it carries what they carry. */
export function derivedFrom(machine: Machine, name: string, operands: readonly Value[], more: Partial<Unknown> = {}): Unknown {
  const digests = operands.map((operand) => digest(machine, operand))
  const carries = digests.reduce<CarryBits>((bits, part) => bits | part.carries, Carries.nothing)
  return { kind: 'unknown', id: boundedId(`${name}(${digests.map((part) => part.id).join(',')})`), label: name, carries, ...more }
}
