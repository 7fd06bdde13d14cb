import { rangeOf } from '../syntax/nodes.ts'
import { STATUS_MARK } from './asked-status.ts'
import type { Entry, ObjectData } from './objects.ts'
import { tellsStatus } from './partial-texts.ts'
import type { Store } from './store.ts'
import { areWords, Carries, optionsOf, type CarryBits, type Single, type Value } from './values.ts'

/**
 * A value as it looked when it left: what can be seen from outside, and what of it carries the answer.
 * Unlike a value it needs no store, so two runs can be compared. Its texts hold marks for the status (`asked-status.ts`).
 */
export type Shape =
  | { readonly kind: 'leaf'; readonly text: string; readonly exact: string; readonly carries: CarryBits; readonly isFlag?: boolean; readonly saysStatus?: boolean }
  | { readonly kind: 'response'; readonly status: string; readonly text: string }
  /** The answer to another request than the one asked about, which says nothing of it. */
  | { readonly kind: 'other response'; readonly site: number }
  | { readonly kind: 'failure'; readonly status: string; readonly text: string }
  | { readonly kind: 'object'; readonly name: string; readonly properties: readonly (readonly [string, Shape])[] }
  | { readonly kind: 'list'; readonly items: readonly Shape[] }
  | { readonly kind: 'either'; readonly options: readonly Shape[] }

/** Objects are looked into down to here, however many there are; */
const DEEP = 4
/** below that into so many, down to there. What holds itself has no end. */
const MOST_BELOW = 64
const DEEPEST = 8
const WIDEST = 16

/** How deep a value lies in the one that leaves, and how many more objects may be looked into below. */
interface Place {
  readonly depth: number
  readonly below: { left: number }
}

function leaf(text: string, carries: CarryBits = Carries.nothing, exact = text): Shape {
  return { kind: 'leaf', text, exact, carries }
}

const FOR_PEOPLE = 'message|msg|text|title|description|errorMessage|error_message|err_msg'
/** Names of properties under which code puts what people shall read, whatever it was before. */
const SHOWN = new RegExp(`^(?:${FOR_PEOPLE})$`, 'i')
/** Names of properties whose content is meant for people, where it is read. */
const MESSAGE_LIKE = new RegExp(`^(?:${FOR_PEOPLE}|detail|details|error_description|statusText|reason)$`, 'i')

export function isMessageLike(name: string): boolean {
  return MESSAGE_LIKE.test(name)
}

/** What a property holds, by its name. */
function named(name: string, shape: Shape): Shape {
  return SHOWN.test(name) ? asWords(shape) : shape
}

/** Takes the shape of a value, to a bounded depth. */
export function shapeOf(value: Value, store: Store): Shape {
  return shapeAt(value, store, { depth: 0, below: { left: MOST_BELOW } })
}

function shapeAt(value: Value, store: Store, place: Place): Shape {
  const options = optionsOf(value)
  if (options.length > 1) return { kind: 'either', options: options.map((option) => shapeOfSingle(option, store, place)) }
  return shapeOfSingle(options[0] as Single, store, place)
}

function shapeOfSingle(value: Single, store: Store, place: Place): Shape {
  switch (value.kind) {
    case 'primitive':
      if (value.told) return leaf(value.told.isNumber ? value.told.text : `'${value.told.text}'`, value.carries)
      if (typeof value.value === 'boolean') return { ...leaf(String(value.value), value.carries), isFlag: true } as Shape
      return leaf(typeof value.value === 'string' ? `'${value.value}'` : String(value.value), value.carries)
    case 'unknown':
      if (value.written) return value.carries === Carries.text ? inWords(value.written) : value.written
      if (value.gap && optionsOf(value.gap).some((option) => option.kind === 'object')) return { kind: 'object', name: '...', properties: [['', shapeAt(value.gap, store, place)]] }
      return { ...leaf(value.label, value.carries, value.id), ...(tellsStatus(value) && { saysStatus: true }) }
    case 'closure':
    case 'native':
      return leaf('function')
    case 'class':
      return leaf('class')
    case 'object': {
      const data = store.object(value.address)
      return data ? shapeOfObject(data, store, place) : leaf('object')
    }
  }
}

function shapeOfObject(data: ObjectData, store: Store, place: Place): Shape {
  if (data.response && !data.response.asked) return { kind: 'other response', site: rangeOf(data.response.site)[0] }
  if (data.response) return { kind: 'response', status: data.response.mark, text: data.label ?? 'the response' }
  const failure: Shape | undefined = data.failure && { kind: 'failure', status: data.failure.mark, text: data.label ?? 'the error' }
  if (failure && data.properties.size === 0) return failure
  const { depth, below } = place
  if (depth >= DEEP && (depth >= DEEPEST || below.left-- <= 0)) return leaf('…')
  if (depth > 0 && data.label === 'this') return leaf('…')
  if (data.promise) return promiseShape(data.promise, store, place)
  const within = { depth: depth + 1, below }
  if (data.elements) return { kind: 'list', items: data.elements.slice(0, WIDEST).map((item) => shapeAt(item, store, within)) }
  if (data.entries) return collectionShape(data, data.entries, store, within)
  const properties = [...data.properties]
    .slice(0, WIDEST)
    .map(([name, value]): readonly [string, Shape] => [name, named(name, shapeAt(value, store, within))])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  // What the code wrote on a client's error, and the error itself.
  if (failure) properties.push(['', failure])
  return { kind: 'object', name: objectName(data), properties }
}

/** A `Map` or a `Set`, as it is made of what is in it. */
function collectionShape({ builtin = 'Map' }: ObjectData, entries: readonly Entry[], store: Store, place: Place): Shape {
  const shapeIn = (value: Value): Shape => shapeAt(value, store, place)
  const items = entries.slice(0, WIDEST).map(({ key, value }): Shape => (builtin.endsWith('Set') ? shapeIn(key) : { kind: 'list', items: [shapeIn(key), shapeIn(value)] }))
  return { kind: 'object', name: `new ${builtin}`, properties: items.length > 0 ? [['argument 0', { kind: 'list', items }]] : [] }
}

function promiseShape(sides: NonNullable<ObjectData['promise']>, store: Store, place: Place): Shape {
  const settled = [
    ...(sides.fulfilled ? [['fulfilled', shapeAt(sides.fulfilled, store, place)] as const] : []),
    ...(sides.rejected ? [['rejected', shapeAt(sides.rejected, store, place)] as const] : []),
  ]
  const only = settled[0]
  if (settled.length === 1 && only?.[0] === 'fulfilled') return only[1]
  return { kind: 'object', name: 'Promise', properties: settled }
}

function objectName(data: ObjectData): string {
  if (data.prototype?.kind === 'class') {
    const name = (data.prototype.node['id'] as { name?: string } | null)?.name
    if (name) return name
  }
  return data.builtin ?? ''
}

/** What two runs are compared by, coarsest first: each level shows more of a shape than the one before. `words` are texts, whichever attempt they are of. */
export type Level = 'control' | 'data' | 'text' | 'words'

/** A body, and which of several answers to the same request it is of. */
const BODY = new RegExp(`(body@\\d+#(?:${STATUS_MARK}|\\w+))\\.\\d+`, 'g')

/** A shape as text, showing of what carries the answer only as much as the level asks for. */
export function render(shape: Shape, level: Level): string {
  switch (shape.kind) {
    case 'leaf':
      return renderLeaf(shape, level)
    case 'response':
      return level === 'control' ? '⟨response⟩' : `⟨response ${shape.status}⟩`
    case 'other response':
      return `⟨response to ${shape.site}⟩`
    case 'failure':
      return level === 'control' ? '⟨error⟩' : `⟨error ${shape.status}⟩`
    case 'object':
      return `${shape.name}{${shape.properties.map(([name, value]) => `${name}:${render(value, level)}`).join(',')}}`
    case 'list':
      return `[${shape.items.map((item) => render(item, level)).join(',')}]`
    case 'either':
      return [...new Set(shape.options.map((option) => render(option, level)))].sort().join('|')
  }
}

function renderLeaf(shape: Shape & { kind: 'leaf' }, level: Level): string {
  // A flag that was computed from the status is a branch taken: `paymentRequired: status === 402`.
  if (shape.carries === Carries.nothing || shape.isFlag) return shape.text
  const onlyText = areWords(shape.carries)
  if (level === 'control') return '⟨⟩'
  if (onlyText && level === 'data') return '⟨text⟩'
  return level === 'words' ? shape.exact.replaceAll(BODY, '$1') : shape.exact
}

/** What a shape has as its name that is an object written out as a text. */
export const WRITTEN_OUT = 'JSON'

/** The same shape, taken as something to be read; fields of an object stay what they are, unless it is written out. */
export function asWords(shape: Shape): Shape {
  if (shape.kind === 'either') return { ...shape, options: shape.options.map(asWords) }
  return shape.kind === 'leaf' || (shape.kind === 'object' && shape.name.startsWith(WRITTEN_OUT)) ? inWords(shape) : shape
}

/** The same shape inside a sentence: whatever it carries are words there. */
function inWords(shape: Shape): Shape {
  switch (shape.kind) {
    case 'leaf':
      return shape.carries === Carries.nothing ? shape : { ...shape, carries: Carries.text }
    case 'object':
      return { ...shape, properties: shape.properties.map(([name, value]): readonly [string, Shape] => [name, inWords(value)]) }
    case 'list':
      return { ...shape, items: shape.items.map(inWords) }
    case 'either':
      return { ...shape, options: shape.options.map(inWords) }
    case 'other response':
      return shape
    default:
      return leaf(shape.text, Carries.text, `${shape.text} ${shape.status}`)
  }
}

/** Whether any part of a shape passes the test. */
export function someShape(shape: Shape, test: (part: Shape) => boolean): boolean {
  if (test(shape)) return true
  switch (shape.kind) {
    case 'object':
      return shape.properties.some(([, value]) => someShape(value, test))
    case 'list':
      return shape.items.some((item) => someShape(item, test))
    case 'either':
      return shape.options.some((option) => someShape(option, test))
    default:
      return false
  }
}

/** Whether the status itself is in a shape, by itself or in a text that is known. */
export function holdsStatus(shape: Shape): boolean {
  return someShape(shape, (part) => part.kind === 'leaf' && part.text === part.exact && part.carries !== Carries.nothing && part.text.includes(STATUS_MARK))
}

/** All that the parts of a shape carry; a response or a client's error is data. */
export function carriesOfShape(shape: Shape): CarryBits {
  let bits: CarryBits = Carries.nothing
  someShape(shape, (part) => {
    // A flag shows which branch was taken; that is compared as control.
    if (part.kind === 'leaf') bits |= part.isFlag ? Carries.nothing : part.carries
    else if (part.kind === 'response' || part.kind === 'failure') bits |= Carries.status
    return false
  })
  return bits
}
