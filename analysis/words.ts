import { isExit } from './completions.ts'
import { said } from './interpreter/asked-status.ts'
import { carriesOfShape, someShape, type Shape } from './interpreter/shape.ts'
import type { Effect } from './interpreter/state.ts'
import { isRaw } from './outcome.ts'
import { Carries } from './interpreter/values.ts'

const LONGEST = 70

/** What an error has beside its message that tells one answer from another. */
const TOLD_AS_DATA = Carries.status | Carries.body | Carries.header

const KNOWN = /^(?:'|-?\d|(?:true|false|null|undefined|Infinity)$)/

/** Whether any of it says something: a text, a number, or that there is nothing in it; not a yes or no. */
export function isFixedInPart(shape: Shape): boolean {
  return someShape(shape, (part) => (part.kind === 'leaf' ? /^['\d-]|\$\{/.test(part.text) : isEmpty(part)))
}

function isEmpty(shape: Shape): boolean {
  return (shape.kind === 'list' && shape.items.length === 0) || (shape.kind === 'object' && shape.name === '' && shape.properties.length === 0)
}

/** Whether all of it is known, or is a text of which a part is. */
export function isFixed(shape: Shape): boolean {
  return !someShape(shape, (part) => isRaw(part) || (part.kind === 'leaf' && !KNOWN.test(part.text) && !part.text.includes('${')))
}

function isConstant(shape: Shape): boolean {
  return !someShape(shape, (part) => isRaw(part) || (part.kind === 'leaf' && !KNOWN.test(part.text)))
}

/** Names that the analysis gives, and no code. */
const NAMELESS = /^(?:function|class|object|call|result|element|index|…)$/

export function isNameless(shape: Shape): boolean {
  return shape.kind === 'leaf' && NAMELESS.test(shape.text)
}

/** A shape as a reader of the code would write it, for the status of its run. */
export function describeShape(shape: Shape, status?: number): string {
  const inner = (part: Shape): string => (part.kind === 'list' && part.items.length > 0 ? '[…]' : describeShape(part, status))
  switch (shape.kind) {
    case 'leaf':
      return clip(isNameless(shape) ? '…' : said(calledWith(shape), status).replaceAll('\n', '\\n'))
    case 'other response':
      return 'the answer to another request'
    case 'response':
    case 'failure':
      return shape.text
    case 'list':
      return describeList(shape, inner)
    case 'either':
      return clip(describeEither(shape, inner))
    case 'object':
      return describeObject(shape, inner)
  }
}

function describeList({ items: [first, ...others] }: Shape & { kind: 'list' }, inner: (part: Shape) => string): string {
  if (!first) return '[]'
  return isFixedInPart(first) ? clip(`[${inner(first)}${others.length > 0 ? ', …' : ''}]`) : '[…]'
}

const MOST_OPTIONS = 2

/** Of many alternatives only what is known says anything. */
function describeEither({ options }: Shape & { kind: 'either' }, inner: (part: Shape) => string): string {
  const all = [...new Set(options.map(inner))]
  if (all.length <= MOST_OPTIONS && !all.includes('…')) return all.join(' or ')
  const known = [...new Set(options.filter(isFixed).map(inner))].slice(0, MOST_OPTIONS)
  return known.length === 0 ? '…' : `${known.join(' or ')}${known.length < all.length ? ' or …' : ''}`
}

function describeObject(shape: Shape & { kind: 'object' }, inner: (part: Shape) => string): string {
  if (isExit(shape)) return `process.exit(${shape.properties.map(([, value]) => inner(value)).join()})`
  const message = shape.properties.find(([name]) => name === 'message')?.[1]
  if (shape.name && message) {
    const told = shape.properties.filter(([name, value]) => name !== 'message' && (carriesOfShape(value) & TOLD_AS_DATA) !== 0)
    const beside = told.slice(0, 2).map(([name, value]) => `${name}: ${inner(value)}`)
    return `${shape.name}(${inner(message)})${beside.length > 0 ? ` { ${beside.join(', ')} }` : ''}`
  }
  if (shape.name.startsWith('new ')) {
    const args = shape.properties.filter(([name]) => name.startsWith('argument ')).map(([, value]) => inner(value))
    return clip(`${shape.name}(${args.join(', ')})`)
  }
  const isTold = (value: Shape): boolean => (carriesOfShape(value) & Carries.status) !== 0
  const fields = [...shape.properties].sort(([, a], [, b]) => Number(isTold(b)) - Number(isTold(a))).slice(0, 4).map(([name, value]) => `${name}: ${inner(value)}`)
  return clip(`${shape.name && `${shape.name} `}{ ${fields.join(', ')}${shape.properties.length > 4 ? ', …' : ''} }`)
}

/** The first argument of a call whose answer is not known, where that is a text: it tells one call of `t` from another. */
function calledWith({ text, exact }: Shape & { kind: 'leaf' }): string {
  const name = /([\w$]+)\(\)$/.exec(text)?.[1]
  const at = name === undefined ? -1 : exact.lastIndexOf(`${name}("`)
  const [, argument, more] = /^\("([^"\\]*)"(,?)/.exec(at === -1 ? '' : exact.slice(at + (name?.length ?? 0))) ?? []
  return argument === undefined ? text : `${text.slice(0, -1)}'${argument}'${more ? ', …' : ''})`
}

export function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

const MOST_ARGUMENTS = 2

/** There is something known in the text of an argument. */
export const QUOTES = /["'`]/

/** A call as the code writes it, with what is known in it. */
export function describeCall({ kind, label, args, written }: Effect, status: number | undefined): string {
  const texts = written?.args?.length === args.length ? written.args : undefined
  const given = args.slice(0, MOST_ARGUMENTS).map((arg, index) => {
    const text = texts?.[index]
    const isPlain = kind === 'log' ? arg.kind === 'leaf' && isConstant(arg) : isConstant(arg) || (isFixedInPart(arg) && !QUOTES.test(text ?? ''))
    return isPlain || text === undefined ? describeShape(arg, status) : text
  })
  return `${written?.callee ?? said(label, status)}(${given.join(', ')}${args.length > MOST_ARGUMENTS ? ', …' : ''})`
}
