import { derivedFrom } from '../keys.ts'
import { isExact } from '../lists.ts'
import { toPrimitive } from '../texts.ts'
import { carriesOf, join, optionsOf, primitive, type Primitive, type Single, type Unknown, type Value } from '../values.ts'
import type { GlobalCall, GlobalFunction } from './global-function.ts'

/** Functions of primitives that give a primitive and do nothing else: the host's own answer for what is known. */
const PURE: Readonly<Record<string, (...args: never[]) => Primitive['value']>> = {
  Number, parseInt, parseFloat, isNaN, isFinite, encodeURI, encodeURIComponent, decodeURI, decodeURIComponent, atob, btoa,
  'Number.parseInt': Number.parseInt,
  'Number.parseFloat': Number.parseFloat,
  'Number.isInteger': Number.isInteger,
  'Number.isSafeInteger': Number.isSafeInteger,
  'Number.isFinite': Number.isFinite,
  'Number.isNaN': Number.isNaN,
  'Object.is': Object.is,
  'String.fromCharCode': String.fromCharCode,
}

const NUMERIC = /^(?:Number|isNaN|isFinite|String.fromCharCode)$/

/** They ask what kind of value it is, and convert nothing. */
const ASKS = /^(?:Number\.is|Object\.)/

/** They leave an address what it is, as far as that is known. */
const KEEPS_ADDRESS = /^(?:en|de)codeURI$/

/** The host's functions as functions of the interpreter. */
export const HOST_FUNCTIONS: Readonly<Record<string, GlobalFunction>> = Object.fromEntries(
  Object.entries(PURE).map(([name, host]) => [name, (call: GlobalCall) => compute(name, host as (...args: unknown[]) => Primitive['value'], call)]),
)

function compute(name: string, host: (...args: unknown[]) => Primitive['value'], { machine, args: all, site }: GlobalCall): Value {
  const args = name === 'String.fromCharCode' ? all : all.slice(0, host.length)
  const [first, ...rest] = args
  const answer = (single: Single | undefined): Value => {
    const given = [...(single ? [single] : []), ...rest].map((arg) => (ASKS.test(name) || optionsOf(arg).length > 1 ? arg : toPrimitive(machine, arg as Single, site, NUMERIC.test(name) ? 'number' : 'string')))
    if (!isExact(args) || !given.every((arg): arg is Primitive => arg.kind === 'primitive')) return { ...derivedFrom(machine, name, args.length > 0 ? given : []), ...labelled(name, first) }
    try {
      return primitive(host(...given.map((arg) => arg.value)), given.reduce((bits, arg) => bits | carriesOf(arg), 0))
    } catch (error) {
      return machine.throwError((error as Error).name, (error as Error).message, site)
    }
  }
  return first ? join(optionsOf(first).map(answer)) : answer(undefined)
}

function labelled(name: string, given: Value | undefined): Partial<Unknown> {
  return given?.kind === 'unknown' && given.isString && KEEPS_ADDRESS.test(name) ? { label: given.label, isString: true } : { label: name }
}
