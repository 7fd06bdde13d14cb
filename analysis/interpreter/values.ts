import type { Shape } from './shape.ts'
import type { Node } from '../syntax/estree.ts'
import { STATUS_MARK, toldFor, type Told } from './asked-status.ts'
import type { Pieces } from './partial-texts.ts'
import type { Env } from './environment.ts'

/**
 * What a value carries of the answer, as bits. A condition on a known value folds by plain evaluation; the bits only
 * matter where the value *leaves*: there they tell data from words.
 */
export const Carries = {
  nothing: 0,
  /** The status, `ok`, or what was computed from them. */
  status: 1,
  /** The body or a header, or what was computed from them. */
  body: 2,
  /** Either of these, but only inside a sentence. */
  text: 4,
  /** The result of code that is not seen and that was handed the response or the error. */
  handed: 8,
  /** A header that says what to do (`Retry-After`, `x-should-retry`), together with `body`. */
  header: 16,
  /** Particular words or codes in the body were looked for and found, together with `body`. */
  words: 32,
  /** It says whether particular words are in the body or in a text, together with `body` or `text`. */
  sought: 64,
  /** They are there where it is true. */
  foundIfTrue: 128,
  /** They are there where it is not. */
  foundIfFalse: 256,
  /** That they are not there, whatever else the answer says, is all that makes it true. */
  missedIfTrue: 512,
  /** The same of what makes it false. */
  missedIfFalse: 1024,
} as const

/** What a search of words says besides where it looked. */
const SEARCHED = Carries.sought | Carries.foundIfTrue | Carries.foundIfFalse | Carries.missedIfTrue | Carries.missedIfFalse
/** On which side the words are. */
export const FOUND = Carries.foundIfTrue | Carries.foundIfFalse
/** On which side they are not, and that is all. */
export const MISSED = Carries.missedIfTrue | Carries.missedIfFalse

export type CarryBits = number

export interface Primitive {
  readonly kind: 'primitive'
  /** Where the status is in it: to read `value` is to read the status then. */
  readonly told?: Told
  readonly value: string | number | bigint | boolean | null | undefined
  readonly carries: CarryBits
}

/** A function of the file, with the environment it closes over. */
export interface Closure {
  readonly kind: 'closure'
  readonly node: Node
  readonly env: Env
  /** `this` of an arrow function or of a bound method. */
  readonly self?: Value
  /** Where a method was written: `super` starts above it. */
  readonly home?: ClassValue
}

/** A function that the interpreter itself carries out: a method of a built-in, a `resolve`, a client's `create`. */
export interface NativeFunction {
  readonly kind: 'native'
  readonly name: string
  readonly call: (args: readonly Value[], site: Node) => Value
}

export interface ClassValue {
  readonly kind: 'class'
  readonly node: Node
  readonly env: Env
  /** The address of the object that holds its static members. */
  readonly address: number
}

/** An object of the heap. What it holds is in the store under its address, so that paths can differ. */
export interface ObjectRef {
  readonly kind: 'object'
  readonly address: number
}

/** A name of a module, of the host or of a library: `{ module: 'axios', path: ['default', 'get'] }`. */
export interface Origin {
  readonly module: string
  readonly path: readonly string[]
  /** For an instance that a client made: the options that it was made with. */
  readonly settings?: Value
}

/** Whether a name stands for an instance that a client made. */
export function isInstanceOrigin({ path }: Origin): boolean {
  return path.some((name) => name.endsWith('()'))
}

/** A value that is not known. Two unknowns with the same `id` are the same value. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly id: string
  /** How the code names it; used in evidence and to compare what leaves. */
  readonly label: string
  readonly carries: CarryBits
  /** The id of the object that it is a property of: a method called on it. */
  readonly receiver?: string
  readonly origin?: Origin
  /** A string, of which `label` shows the known parts. */
  readonly isString?: boolean
  /** A `URL`, of whose address `label` shows the known parts. */
  readonly isUrl?: boolean
  /** Known to be truthy (an object, a string with a known part). */
  readonly truthy?: boolean
  /** Known not to be `undefined`: a body, which may be null. */
  readonly isDefined?: boolean
  /** Known to be falsy, as on a path that a test on it chose. */
  readonly falsy?: boolean
  /** In a list: any number of elements, which may be none, each of which is this. */
  readonly gap?: Value
  /** Of a text, what is known of it. */
  readonly pieces?: Pieces
  /** It is a text in which an object is written out: the object as it was. */
  readonly written?: Shape
}

/** One of a few values. */
export interface Union {
  readonly kind: 'union'
  readonly options: readonly Single[]
}

export type Single = Primitive | Closure | NativeFunction | ClassValue | ObjectRef | Unknown
export type Value = Single | Union

/** More alternatives than this are no longer told apart: a function may well throw a dozen different errors. */
const WIDEST_UNION = 16

export function primitive(value: Primitive['value'], carries: CarryBits = Carries.nothing): Primitive {
  return { kind: 'primitive', value, carries }
}

/** A primitive that holds the status, unread. */
export function toldPrimitive(told: Told, carries: CarryBits): Primitive {
  return {
    kind: 'primitive',
    told,
    carries,
    get value() {
      return toldFor(told, told.asked.read())
    },
  }
}

/** What a primitive is for a status; nothing is read. */
export function valueFor(single: Primitive, status: number | undefined): Primitive['value'] {
  return single.told ? toldFor(single.told, status) : single.value
}

/** The type of a primitive as `typeof` says it. */
export function typeOfPrimitive(single: Primitive): string {
  return single.told ? (single.told.isNumber ? 'number' : 'string') : typeof single.value
}

export const UNDEFINED = primitive(undefined)
export const NULL = primitive(null)
export const TRUE = primitive(true)
export const FALSE = primitive(false)

export function unknown(label: string, carries: CarryBits = Carries.nothing, more?: Partial<Unknown>): Unknown {
  return { kind: 'unknown', id: label, label, carries, ...more }
}

/** Ids are put together from ids; a longer one is replaced by its hash. */
const LONGEST_ID = 160

/** An id of bounded length: equal ids stay equal (FNV-1a, 2 x 32 bits with different offsets). */
export function boundedId(id: string): string {
  if (id.length <= LONGEST_ID) return id
  const mark = id.includes(STATUS_MARK) ? STATUS_MARK : ''
  let [low, high] = [0x811c9dc5, 0x9747b28c]
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x01000193) ^ low
  }
  return `§${low}.${high}${mark}`
}

/** A function that the interpreter carries out itself. */
export function native(name: string, call: NativeFunction['call']): NativeFunction {
  return { kind: 'native', name, call }
}

export function optionsOf(value: Value): readonly Single[] {
  return value.kind === 'union' ? value.options : [value]
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a.kind !== b.kind) return false
  switch (a.kind) {
    case 'primitive':
      return a.carries === (b as Primitive).carries && samePrimitive(a, b as Primitive)
    case 'object':
      return a.address === (b as ObjectRef).address
    case 'unknown':
      return a.id === (b as Unknown).id && a.carries === (b as Unknown).carries
    case 'closure':
      return a.node === (b as Closure).node && a.env === (b as Closure).env
    case 'class':
      return a.node === (b as ClassValue).node
    case 'native':
      return false
    case 'union': {
      const others = (b as Union).options
      return a.options.length === others.length && a.options.every((option) => others.some((o) => sameValue(option, o)))
    }
  }
}

function samePrimitive(a: Primitive, b: Primitive): boolean {
  const asked = a.told?.asked ?? b.told?.asked
  if (!asked) return Object.is(a.value, b.value)
  return a.told?.text === b.told?.text || asked.ask((status) => Object.is(valueFor(a, status), valueFor(b, status)))
}

/** A value that stands for all of these; of very many alternatives the last ones are no longer told apart. */
export function join(values: readonly Value[]): Value {
  const [first] = values
  if (first && values.every((value) => value === first)) return first
  const alternatives = new Alternatives()
  for (const value of values) alternatives.add(value)
  return alternatives.value()
}

/** The alternatives of a value as they come. */
export class Alternatives {
  private readonly options: Single[] = []
  /** There are more than are told apart: of the others it only matters what they carry. */
  isFull = false
  /** What all of them carry, once there are so many. */
  private carries: CarryBits = Carries.nothing

  add(value: Value): void {
    if (value.kind !== 'union') return this.addSingle(value)
    for (const option of value.options) this.addSingle(option)
  }

  /** @param carried what alternatives carry that were not added */
  value(carried: CarryBits = Carries.nothing): Value {
    const { options, carries, isFull } = this
    if (isFull) return { kind: 'union', options: [...options, unknown('…', carries | carried)] }
    return options.length === 1 ? (options[0] as Single) : { kind: 'union', options }
  }

  private addSingle(single: Single): void {
    const { options } = this
    for (let at = 0; at < options.length; at++) {
      const known = options[at] as Single
      if (!sameValue(known, single)) continue
      options[at] = eitherWay(known, single)
      return
    }
    if (!this.isFull) {
      options.push(single)
      if (options.length <= WIDEST_UNION) return
      this.isFull = true
      this.carries = carriesOfAll(options)
      options.length = WIDEST_UNION - 1
    }
    this.carries |= carriesOf(single)
  }
}

/** Of the same value, what is known on both of two paths. */
function eitherWay(known: Single, other: Single): Single {
  if (known.kind !== 'unknown' || other.kind !== 'unknown') return known
  if (known.truthy === other.truthy && known.falsy === other.falsy) return known
  const { truthy, falsy, ...rest } = known
  return { ...rest, ...(truthy && other.truthy && { truthy }), ...(falsy && other.falsy && { falsy }) }
}

/** The same value with each primitive in it changed. */
export function mapPrimitives(value: Value, change: (single: Primitive) => Primitive): Value {
  return join(optionsOf(value).map((option) => (option.kind === 'primitive' ? change(option) : option)))
}

/** What a value itself carries; what an object holds is for the store to say. */
export function carriesOf(value: Value): CarryBits {
  switch (value.kind) {
    case 'primitive':
    case 'unknown':
      return value.carries
    case 'union':
      return carriesOfAll(value.options)
    default:
      return Carries.nothing
  }
}

function carriesOfAll(options: readonly Single[]): CarryBits {
  let bits: CarryBits = Carries.nothing
  for (const option of options) bits |= carriesOf(option)
  return bits
}

/** The same value, carrying `bits` in place of what it carried. */
export function withCarries(value: Value, bits: CarryBits): Value {
  switch (value.kind) {
    case 'primitive':
    case 'unknown':
      return value.carries === bits ? value : withBits(value, bits)
    case 'union':
      return join(value.options.map((option) => withCarries(option, bits)))
    default:
      return value
  }
}

/** The same primitive or unknown, carrying `bits`. */
export function withBits<T extends Primitive | Unknown>(single: T, bits: CarryBits): T {
  if (single.kind === 'primitive' && single.told) return toldPrimitive(single.told, bits) as T
  return { ...single, carries: bits }
}

/** What a value carries once it stands inside a sentence. */
export function inText(bits: CarryBits): CarryBits {
  return bits === Carries.nothing ? bits : Carries.text
}

/** Whether all that is carried are words, whatever is looked for in them. */
export function areWords(bits: CarryBits): boolean {
  return (bits & ~SEARCHED) === Carries.text
}

/** What code that is not seen makes of what it is given: who sees the status can tell; of the body or a message it makes other data, or words. */
export function byUnseenCode(bits: CarryBits): CarryBits {
  return isToldStatus(bits) ? Carries.handed : bits
}

/** Whether code that is given this sees the status, or what only the status led to. */
export function isToldStatus(bits: CarryBits): boolean {
  return (bits & (Carries.status | Carries.handed)) !== 0
}

export function isUndefined(value: Value): boolean {
  return value.kind === 'primitive' && !value.told && value.value === undefined
}

export function isNullish(value: Single): boolean {
  return value.kind === 'primitive' && !value.told && (value.value === null || value.value === undefined)
}

/** True, false, or undefined where it may be either. */
export function truthiness(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'primitive':
      return value.told ? value.told.asked.ask((status) => Boolean(valueFor(value, status))) : Boolean(value.value)
    case 'unknown':
      return value.truthy ? true : value.falsy ? false : undefined
    case 'union': {
      const first = truthiness(value.options[0] as Single)
      return value.options.every((option) => truthiness(option) === first) ? first : undefined
    }
    default:
      return true
  }
}
