import { isGap } from '../../../analysis/interpreter/lists.ts'
import { isVisible, type ObjectData } from '../../../analysis/interpreter/objects.ts'
import type { Store } from '../../../analysis/interpreter/store.ts'
import { optionsOf, type Single, type Value } from '../../../analysis/interpreter/values.ts'

/** An abstract value without its store: which real values it stands for. */
export type Picture =
  | { readonly kind: 'primitive'; readonly value: unknown }
  | { readonly kind: 'unknown'; readonly isString: boolean; readonly truthy: boolean }
  | { readonly kind: 'function' }
  | { readonly kind: 'list'; readonly items: readonly Picture[] }
  | { readonly kind: 'gap'; readonly of: Picture }
  | { readonly kind: 'map' | 'set'; readonly entries: readonly (readonly [Picture, Picture])[]; readonly exact: boolean }
  | { readonly kind: 'error'; readonly name: string; readonly message: Picture }
  | { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Picture>; readonly maybe: ReadonlySet<string>; readonly open: boolean }
  | { readonly kind: 'either'; readonly options: readonly Picture[] }

const ANYTHING: Picture = { kind: 'unknown', isString: false, truthy: false }
const DEEPEST = 8

/** Takes the picture of a value as its store has it. */
export function picture(value: Value, store: Store, depth = 0): Picture {
  const options = optionsOf(value).map((option) => pictureOfSingle(option, store, depth))
  return options.length === 1 ? options[0]! : { kind: 'either', options }
}

function pictureOfSingle(value: Single, store: Store, depth: number): Picture {
  switch (value.kind) {
    case 'primitive':
      return { kind: 'primitive', value: value.value }
    case 'unknown':
      return { kind: 'unknown', isString: value.isString === true, truthy: value.truthy === true }
    case 'closure':
    case 'native':
    case 'class':
      return { kind: 'function' }
    case 'object': {
      const data = store.object(value.address)
      return data && depth < DEEPEST ? pictureOfObject(data, store, depth + 1) : ANYTHING
    }
  }
}

function pictureOfObject(data: ObjectData, store: Store, depth: number): Picture {
  const of = (value: Value): Picture => picture(value, store, depth)
  if (data.elements && !data.builtin) return { kind: 'list', items: data.elements.map((item) => (isGap(item) ? { kind: 'gap', of: of(item.gap) } : of(item))) }
  if (data.builtin === 'Map' || data.builtin === 'Set') {
    const entries = (data.entries ?? []).map(({ key, value }) => [of(key), of(value)] as const)
    return { kind: data.builtin === 'Map' ? 'map' : 'set', entries, exact: !data.open && (data.entries ?? []).every(({ key, maybe }) => !maybe && key.kind !== 'unknown') }
  }
  const message = data.properties.get('message')
  if (data.builtin?.endsWith('Error') && message) return { kind: 'error', name: classNameOf(data) ?? data.builtin, message: of(message) }
  if (data.builtin || data.promise) return ANYTHING
  const properties = [...data.properties].filter(([name]) => isVisible(name)).map(([name, value]) => [name, of(value)] as const)
  const hasHidden = [...data.properties.keys()].some((name) => !isVisible(name) && !name.startsWith('#'))
  return { kind: 'object', properties: new Map(properties), maybe: data.maybe ?? new Set(), open: data.open || hasHidden }
}

function classNameOf({ prototype }: ObjectData): string | undefined {
  return prototype?.kind === 'class' ? (prototype.node['id'] as { name?: string } | null)?.name : undefined
}

/** Whether a real value is one of those that the picture stands for. */
export function admits(seen: Picture, real: unknown): boolean {
  switch (seen.kind) {
    case 'primitive':
      return Object.is(seen.value, real)
    case 'unknown':
      return (!seen.isString || typeof real === 'string') && (!seen.truthy || Boolean(real))
    case 'function':
      return typeof real === 'function'
    case 'either':
      return seen.options.some((option) => admits(option, real))
    case 'list':
      return Array.isArray(real) && admitsList(seen.items, real)
    case 'gap':
      return admits(seen.of, real)
    case 'map':
      return real instanceof Map && (!seen.exact || admitsEntries(seen.entries, [...real]))
    case 'set':
      return real instanceof Set && (!seen.exact || admitsEntries(seen.entries, [...real].map((item) => [item, item])))
    case 'error':
      return real instanceof Error && real.constructor.name === seen.name && (isOfTheLanguage(real) || admits(seen.message, real.message))
    case 'object':
      return typeof real === 'object' && real !== null && !Array.isArray(real) && admitsProperties(seen, real)
  }
}

/** What the host says in its own errors differs from engine to engine. */
function isOfTheLanguage(error: Error): boolean {
  return error instanceof TypeError
}

/** Whether real elements can be laid out over the known ones, with any number for each gap. */
function admitsList(items: readonly Picture[], real: readonly unknown[]): boolean {
  const [first, ...others] = items
  if (!first) return real.length === 0
  if (first.kind !== 'gap') return real.length > 0 && admits(first, real[0]) && admitsList(others, real.slice(1))
  return admitsList(others, real) || (real.length > 0 && admits(first.of, real[0]) && admitsList(items, real.slice(1)))
}

function admitsEntries(entries: readonly (readonly [Picture, Picture])[], real: readonly (readonly [unknown, unknown])[]): boolean {
  return entries.length === real.length && entries.every(([key, value], index) => admits(key, real[index]![0]) && admits(value, real[index]![1]))
}

function admitsProperties({ properties, maybe, open }: Picture & { kind: 'object' }, real: object): boolean {
  const found = Object.entries(real)
  if (![...properties.keys()].every((name) => maybe.has(name) || Object.hasOwn(real, name))) return false
  return found.every(([name, value]) => {
    const known = properties.get(name)
    return known ? admits(known, value) : open
  })
}

/** Whether the picture stands for one value and no other. */
export function isKnown(seen: Picture): boolean {
  switch (seen.kind) {
    case 'primitive':
    case 'function':
      return true
    case 'unknown':
    case 'either':
    case 'gap':
      return false
    case 'list':
      return seen.items.every(isKnown)
    case 'map':
    case 'set':
      return seen.exact && seen.entries.every(([key, value]) => isKnown(key) && isKnown(value))
    case 'error':
      return isKnown(seen.message)
    case 'object':
      return seen.maybe.size === 0 && [...seen.properties.values()].every(isKnown)
  }
}

/** A picture as text, for tables and for messages of failed tests. */
export function describePicture(seen: Picture): string {
  switch (seen.kind) {
    case 'primitive':
      return typeof seen.value === 'string' ? JSON.stringify(seen.value) : Object.is(seen.value, -0) ? '-0' : typeof seen.value === 'bigint' ? `${seen.value}n` : String(seen.value)
    case 'unknown':
      return seen.isString ? '?string' : seen.truthy ? '?truthy' : '?'
    case 'function':
      return 'function'
    case 'either':
      return seen.options.map(describePicture).sort().join(' | ')
    case 'list':
      return `[${seen.items.map(describePicture).join(', ')}]`
    case 'gap':
      return `...${describePicture(seen.of)}`
    case 'map':
    case 'set':
      return `${seen.kind}{${[...seen.entries.map(([key, value]) => (seen.kind === 'map' ? `${describePicture(key)} => ${describePicture(value)}` : describePicture(key))), ...(seen.exact ? [] : ['...'])].join(', ')}}`
    case 'error':
      return `${seen.name}(${describePicture(seen.message)})`
    case 'object':
      return `{${[...[...seen.properties].map(([name, value]) => `${name}: ${describePicture(value)}`), ...(seen.open ? ['...'] : [])].join(', ')}}`
  }
}
