import { isExact } from './lists.ts'
import type { Machine } from './machine.ts'
import { idOf } from './operators.ts'
import { boundedId, Carries, carriesOf, type CarryBits, type Single, type Unknown, type Value } from './values.ts'

const DEEPEST = 3

/** What a value is and carries, through what it holds. */
export interface Digest {
  /** Equal for values that are the same as far as the analysis knows. */
  readonly id: string
  readonly carries: CarryBits
}

/** Digests a value: equal digests mean the same request. */
export function digest(machine: Machine, value: Value, depth = 0): Digest {
  if (value.kind !== 'union') return digestSingle(machine, value, depth)
  const parts = value.options.map((option) => digestSingle(machine, option, depth))
  return { id: boundedId(parts.map((part) => part.id).join('|')), carries: parts.reduce<CarryBits>((bits, part) => bits | part.carries, Carries.nothing) }
}

function digestSingle(machine: Machine, value: Single, depth: number): Digest {
  if (value.kind === 'unknown') return value.gap ? digestGap(machine, value, value.gap, depth) : { id: versionOf(machine, value), carries: value.carries }
  const data = machine.object(value)
  if (!data || depth >= DEEPEST || data.label === 'this') return { id: idOf(value), carries: carriesOf(value) }
  if (data.response) return { id: `response ${data.response.mark}`, carries: data.response.asked ? Carries.status : Carries.nothing }
  if (data.failure) return { id: `error ${data.failure.mark}`, carries: Carries.status }
  if (data.pattern) return { id: String(data.pattern), carries: Carries.nothing }
  let id = ''
  let carries: CarryBits = Carries.nothing
  const add = (name: string, item: Value): void => {
    const part = digest(machine, item, depth + 1)
    id += `${id === '' ? '' : ','}${name}:${part.id}`
    carries |= part.carries
  }
  // The id of a JSON-RPC request only tells its answer from others (https://www.jsonrpc.org/specification).
  const isCall = data.properties.has('jsonrpc')
  for (const [name, item] of data.properties) if (!(isCall && name === 'id')) add(name, item)
  for (const [index, item] of data.elements?.entries() ?? []) add(String(index), item)
  if ((data.elements && !isExact(data.elements)) || (data.entries && data.open)) id += `;${data.edition ?? 0}`
  for (const entry of data.entries ?? []) add(idOf(entry.key), entry.value)
  return { id: boundedId(`{${id}}`), carries }
}

/** Any number of elements like one: lists that were made alike at different times are the same. */
function digestGap(machine: Machine, { carries }: Unknown, element: Value, depth: number): Digest {
  const part = digest(machine, element, depth)
  return { id: boundedId(`...${part.id}`), carries: carries | part.carries }
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
