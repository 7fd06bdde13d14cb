import { mayBe, piecesOf } from './partial-texts.ts'
import { ofOpposite } from './word-searches.ts'
import { boundedId, Carries, carriesOf, FOUND, inText, isNullish, isUndefined, MISSED, primitive, toldPrimitive, truthiness, typeOfPrimitive, unknown, valueFor, type CarryBits, type Primitive, type Single, type Unknown, type Value } from './values.ts'

/** A string of the code that is longer than this is not worked on. */
const LONGEST_STRING = 10_000

type Operand = Primitive['value']

/** A binary operator of ECMA-262 on two single values; unknown where either side is. */
export function binary(operator: string, left: Single, right: Single): Value {
  const carries = carriesOfResult(left, right)
  if (operator === '+' && (isText(left) || isText(right))) return concatenate([left, right])
  if (left.kind === 'primitive' && right.kind === 'primitive') {
    const asked = left.told?.asked ?? right.told?.asked
    const result = asked ? asked.ask((status) => compute(operator, valueFor(left, status), valueFor(right, status))) : compute(operator, left.value, right.value)
    return result === NOT_COMPUTED ? unknown(operator, carries) : primitive(result, carries)
  }
  return compareUnlike(operator, left, right, carries) ?? derived(`${idOf(left)}${operator}${idOf(right)}`, `${nameOf(left)} ${operator} ${nameOf(right)}`, carries)
}

/** What a result of two values carries, if it is no text. What is made of whether something was found is true for other reasons. */
export function carriesOfResult(left: Value, right: Value): CarryBits {
  return (carriesOf(left) | carriesOf(right)) & ~(FOUND | MISSED)
}

function derived(id: string, label: string, carries: CarryBits): Unknown {
  return { kind: 'unknown', id: boundedId(id), label: label.length > LONGEST_LABEL ? '…' : label, carries }
}

/** A longer expression is not spelt out. */
const LONGEST_LABEL = 60

/** How evidence names an operand; what is known of it tells one path from another. */
function nameOf(value: Single): string {
  if (value.kind === 'primitive') return typeOfPrimitive(value) === 'string' ? `'${textIn(value)}'` : textIn(value)
  return value.kind === 'unknown' ? value.label : '…'
}

/** What can be said of `===` and its like without knowing both sides. */
function compareUnlike(operator: string, left: Single, right: Single, carries: CarryBits): Value | undefined {
  const equality = operator === '===' || operator === '=='
  if (!equality && operator !== '!==' && operator !== '!=') return undefined
  // Whatever the text says.
  if (operator.length === 3 && areOfOtherTypes(left, right)) return primitive(!equality, carries & Carries.status)
  const same = sameness(left, right)
  return same === undefined ? undefined : primitive(same === equality, carries)
}

/** A text is no number, whatever both are. */
function areOfOtherTypes(left: Single, right: Single): boolean {
  const [text, other] = left.kind === 'unknown' && left.isString ? [left, right] : [right, left]
  return text.kind === 'unknown' && text.isString === true && other.kind === 'primitive' && typeOfPrimitive(other) !== 'string'
}

function sameness(left: Single, right: Single): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    const [other, known] = left.kind === 'unknown' ? [left, right] : [right as Unknown, left]
    if ((other.truthy && isNullish(known)) || (other.isDefined && isUndefined(known)) || (known.kind === 'primitive' && !mayBe(other, known))) return false
    return known.kind === 'unknown' && known.id === other.id ? true : undefined
  }
  if (left.kind === 'object' && right.kind === 'object') return left.address === right.address
  if (left.kind === 'class' && right.kind === 'class') return left.address === right.address
  // A function may have been made twice.
  if (left.kind === right.kind) return left.kind === 'closure' && right.kind === 'closure' && left.node !== right.node ? false : undefined
  return false
}

const NOT_COMPUTED = Symbol('not computed')

function compute(operator: string, a: Operand, b: Operand): Operand | typeof NOT_COMPUTED {
  // The operators of the host are the operators of the interpreted language; a mix that throws there is left unknown.
  const [x, y] = [a, b] as [number, number]
  try {
    switch (operator) {
      case '===':
        return a === b
      case '!==':
        return a !== b
      // eslint-disable-next-line eqeqeq -- the interpreted code asks for loose equality
      case '==': return a == b
      // eslint-disable-next-line eqeqeq -- the interpreted code asks for loose equality
      case '!=': return a != b
      case '<':
        return x < y
      case '<=':
        return x <= y
      case '>':
        return x > y
      case '>=':
        return x >= y
      case '+':
        return x + y
      case '-':
        return x - y
      case '*':
        return x * y
      case '/':
        return x / y
      case '%':
        return x % y
      case '**':
        return x ** y
      case '|':
        return x | y
      case '&':
        return x & y
      case '^':
        return x ^ y
      case '<<':
        return x << y
      case '>>':
        return x >> y
      case '>>>':
        return x >>> y
      default:
        return NOT_COMPUTED
    }
  } catch {
    return NOT_COMPUTED
  }
}

function isText(value: Single): boolean {
  return value.kind === 'primitive' ? typeOfPrimitive(value) === 'string' : value.kind === 'unknown' && value.isString === true
}

/** Strings put together: what carries the answer becomes mere words, unless it is the whole string. */
export function concatenate(parts: readonly Single[]): Value {
  const written = parts.filter((part) => !isEmpty(part))
  const only = written.length === 1 ? written[0] : undefined
  const carries = parts.reduce((bits, part) => bits | carriesOf(part), 0)
  const json = only ?? jsonAlone(written)
  const bits = json ? carriesOf(json) : inText(carries)
  if (parts.every((part) => part.kind === 'primitive')) {
    const text = parts.map(textIn).join('')
    if (text.length <= LONGEST_STRING) return textOf(text, parts, bits)
  }
  const truthy = parts.some((part) => part.kind === 'primitive' && !isEmpty(part))
  const pieces = piecesOf(written)
  return {
    kind: 'unknown',
    id: boundedId(only && parts.length === 1 && !isText(only) ? `text(${idOf(only)})` : parts.map(idOf).join('+')),
    label: parts.map(partOfText).join('').slice(0, LONGEST_STRING),
    carries: bits,
    ...(json?.kind === 'unknown' && json.written && { written: json.written }),
    isString: true,
    truthy,
    ...(pieces && { pieces }),
  }
}

/** An object written out, with nothing but white space around it, is what it was: `${JSON.stringify(report)}\n`. */
function jsonAlone(parts: readonly Single[]): Single | undefined {
  const isSolid = (part: Single): boolean => part.kind !== 'primitive' || part.told !== undefined || String(part.value).trim() !== ''
  const [json, other] = parts.filter(isSolid)
  return json?.kind === 'unknown' && json.written && !other ? json : undefined
}

/** A primitive as text, in which the status stays unread. */
function textIn(part: Primitive): string {
  return part.told ? part.told.text : String(part.value)
}

function textOf(text: string, parts: readonly Primitive[], bits: CarryBits): Primitive {
  const asked = parts.find((part) => part.told)?.told?.asked
  return asked ? toldPrimitive({ text, isNumber: false, asked }, bits) : primitive(text, bits)
}

function isEmpty(part: Single): boolean {
  return part.kind === 'primitive' && !part.told && part.value === ''
}

/** What tells a value from others, as text. */
export function idOf(value: Single): string {
  switch (value.kind) {
    case 'primitive':
      return typeOfPrimitive(value) === 'string' ? JSON.stringify(textIn(value)) : textIn(value)
    case 'unknown':
      return value.id
    case 'object':
      return `@${value.address}`
    case 'closure':
      return `function@${value.node.range?.[0] ?? value.node.start}`
    case 'class':
      return `class@${value.node.range?.[0] ?? value.node.start}`
    case 'native':
      return value.name
  }
}

/** How a value stands in a text, as far as it is known. */
export function partOfText(value: Value): string {
  if (value.kind === 'primitive') return textIn(value)
  return value.kind === 'unknown' ? (value.isString || value.isUrl ? value.label : `\${${value.label}}`) : '${…}'
}

/** `!`, `-`, `+`, `~`, `typeof`, `void` on a single value. */
export function unary(operator: string, value: Single): Value {
  const carries = operator === '!' ? ofOpposite(carriesOf(value)) : carriesOf(value) & ~(FOUND | MISSED)
  switch (operator) {
    case '!': {
      const truth = truthiness(value)
      return truth === undefined ? derived(`!${idOf(value)}`, `!${nameOf(value)}`, carries) : primitive(!truth, carries)
    }
    case 'void':
      return primitive(undefined)
    case 'typeof':
      return typeOf(value)
  }
  if (value.kind !== 'primitive' || typeof value.value === 'bigint') return derived(`${operator}${idOf(value)}`, `${operator}${nameOf(value)}`, carries)
  const operand = value.value as number
  switch (operator) {
    case '-':
      return primitive(-operand, carries)
    case '+':
      return primitive(Number(value.value), carries)
    case '~':
      return primitive(~operand, carries)
    default:
      return unknown(operator, carries)
  }
}

function typeOf(value: Single): Value {
  switch (value.kind) {
    case 'primitive':
      return primitive(typeOfPrimitive(value))
    case 'closure':
    case 'native':
    case 'class':
      return primitive('function')
    case 'object':
      return primitive('object')
    case 'unknown':
      return value.isString ? primitive('string') : unknown(`typeof ${value.label}`, value.carries, { id: `typeof ${value.id}` })
  }
}
