import type { Node } from '../syntax/estree.ts'
import { propertyName, sourceOf, unwrap } from '../syntax/nodes.ts'
import type { Machine } from './machine.ts'
import { Carries, carriesOf, FOUND, join, MISSED, optionsOf, primitive, truthiness, withBits, type CarryBits, type Single, type Value } from './values.ts'

/** Operators that ask whether two values are the same. */
const EQUALS = /^[=!]==?$/
/** Methods that look for one thing in another. */
const SEARCHES = /^(?:includes|has|test|startsWith|endsWith|match|some|exec|contains)$/

/** `RATE_LIMITED`, the way in which names of constants are written. */
const CONSTANT = /^[A-Z][A-Z\d_]+$/

/** Whether what is compared with is a certain word: a literal, or a constant that has one for its value (`ErrorCode.RateLimited`). */
function isWord(node: Node): boolean {
  const word = unwrap(node)
  if (word.type === 'Literal') return typeof word['value'] === 'string' || typeof word['value'] === 'number'
  if (word.type === 'Identifier') return CONSTANT.test(word['name'] as string)
  const name = word.type === 'MemberExpression' && !word['computed'] ? propertyName(word) : undefined
  if (name === undefined) return false
  const of = unwrap(word['object'] as Node)
  // A member of an enumeration is called as its author likes it.
  return CONSTANT.test(name) || (of.type === 'Identifier' && /^[A-Z]/.test(of['name'] as string))
}

/** `'code' in error`: what any failure may have says nothing particular. */
function isPartOfAny(name: Node): boolean {
  return name.type === 'Literal' && /^(?:code|message|name|status|statusCode|data|error|errors|response|body|cause|stack)$/.test(String(name['value']))
}

/** Whether a binary expression or a call looks for one thing in another. */
function isSearch(node: Node): boolean {
  if (node.type === 'CallExpression') {
    const callee = unwrap(node['callee'] as Node)
    return callee.type === 'MemberExpression' && SEARCHES.test(propertyName(callee) ?? '')
  }
  const operator = node['operator'] as string
  if (operator === 'in') return !isPartOfAny(unwrap(node['left'] as Node))
  if (operator === 'instanceof' || isPlaceCompared(node)) return true
  return EQUALS.test(operator) && (isWord(node['left'] as Node) || isWord(node['right'] as Node))
}

/** `text.indexOf('quota') > -1`, and the other ways of asking whether there is such a place. */
function isPlaceCompared(node: Node): boolean {
  const call = unwrap(node['left'] as Node)
  const callee = call.type === 'CallExpression' ? unwrap(call['callee'] as Node) : undefined
  return callee?.type === 'MemberExpression' && /^(?:indexOf|lastIndexOf|search)$/.test(propertyName(callee) ?? '')
}

/** How a binary expression that is a search comes out where the thing is found. */
function foundWhen(node: Node): boolean {
  const operator = node['operator'] as string
  const isStart = unwrap(node['right'] as Node)['value'] === 0 && EQUALS.test(operator)
  if (!isPlaceCompared(node) || isStart) return !/^!==?$/.test(operator)
  // `> -1`, `>= 0`, `!== -1`, and `< 0`, `=== -1` where there is none.
  return !/^(?:<=?|===?)$/.test(operator)
}

/** What an answer may say of money or of who asks: that one which is turned away for that does not say so can't be told. */
const OF_REFUSALS =
  /40[1237]|419|429|503|4xx|pa(?:y|id)|credit|quota|bill|insufficient|fund|balance|subscri|plan|limit|exceed|budget|usage|upgrade|charge|purchas|\bcard|declin|wallet|money|price|cost|trial|licen[cs]e|throttl|too.?many|busy|unavailable|auth|log_?in|sign_?in|session|token|credential|permission|forbid|denied|access|expire|csrf/i

/** Whether what is looked for is written out, and nothing that the answer in question is likely to say: any other answer is without it. */
function isUnlikely(node: Node, text: string): boolean {
  const words = wordsOf(node)
  return words.length > 0 && words.every((word) => {
    const written = sourceOf(word, text, LONGEST_WORD)
    return /[a-z]{3}/i.test(written) && !OF_REFUSALS.test(written)
  })
}

/** What is said of a failure without any answer: codes of Node 20 and undici 7, messages of its fetch, of browsers' and of axios. No answer says that. */
const OF_NO_ANSWER =
  /^(?:E(?:CONN[A-Z]+|NOTFOUND|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|AI_AGAIN)|UND_ERR_\w+|ERR_(?:NETWORK|INTERNET_DISCONNECTED|CONNECTION_\w+|NAME_NOT_RESOLVED)|getaddrinfo|fetch failed|failed to fetch|unable to fetch|load failed|network(?: ?error| request failed)?|socket hang up)$/i

function isOfNoAnswer(node: Node, text: string): boolean {
  const words = wordsOf(node)
  return words.length > 0 && words.every((word) => alternativesOf(sourceOf(word, text, LONGEST_WORD)).every((written) => OF_NO_ANSWER.test(written)))
}

/** What is written in quotes, or between the bars of a pattern. */
function alternativesOf(source: string): readonly string[] {
  const written = source.replace(/^(['"`/])(.*)\1[a-z]*$/, '$2')
  return source.startsWith('/') ? written.replaceAll(/^\(\?:|\)$/g, '').split('|') : [written]
}

const LONGEST_WORD = 200

/** The words that a search is for, where all of them are written out. */
function wordsOf(node: Node): readonly Node[] {
  const isText = ({ type, value }: Node & { value?: unknown }): boolean => type === 'Literal' && typeof value === 'string'
  if (node.type === 'CallExpression') {
    const callee = unwrap(node['callee'] as Node)
    const name = propertyName(callee) ?? ''
    const of = unwrap(callee['object'] as Node)
    const [argument] = (node['arguments'] as Node[]).map(unwrap)
    if (name === 'test') return of['regex'] ? [of] : []
    if (of.type === 'ArrayExpression') return (of['elements'] as (Node | null)[]).map((item) => (item ? unwrap(item) : of))
    return argument && (isText(argument) || argument['regex']) ? [argument] : []
  }
  if (!EQUALS.test(node['operator'] as string)) return []
  const sides = [unwrap(node['left'] as Node), unwrap(node['right'] as Node)]
  // Of what type a value is says nothing of its words.
  if (sides.some(({ type, operator }: Node & { operator?: unknown }) => type === 'UnaryExpression' && operator === 'typeof')) return []
  return sides.filter((side) => isText(side) || (isWord(side) && side.type !== 'Literal'))
}

/**
 * The value of a binary expression or a call, with what it says where it looks for certain words in the answer
 * (`body.code === 'insufficient_credits'`, `message.includes('quota')`).
 */
export function asSought({ text, scenario }: Machine, node: Node, value: Value): Value {
  if ((carriesOf(value) & (Carries.body | Carries.text)) === 0 || !isSearch(node)) return value
  const isFoundIfTrue = node.type === 'CallExpression' || foundWhen(node)
  if (scenario.status !== undefined && isOfNoAnswer(node, text)) return join(optionsOf(value).map((single) => (isOfAnswer(single) ? primitive(!isFoundIfTrue) : single)))
  const found = isFoundIfTrue ? Carries.foundIfTrue : Carries.foundIfFalse
  const missed = isFoundIfTrue ? Carries.missedIfFalse : Carries.missedIfTrue
  const side = isUnlikely(node, text) ? found | missed : found
  return join(optionsOf(value).map((single) => (isOfAnswer(single) ? withBits(single, single.carries | Carries.sought | side) : single)))
}

/** Whether words that were looked for are there wherever a value comes out so. */
export function isFoundWhen(value: Value, outcome: boolean): boolean {
  return isSaidBy(value, outcome, outcome ? Carries.foundIfTrue : Carries.foundIfFalse)
}

/** Whether a value comes out so for all answers but those with certain words. */
export function isMissedWhen(value: Value, outcome: boolean): boolean {
  return isSaidBy(value, outcome, outcome ? Carries.missedIfTrue : Carries.missedIfFalse)
}

function isSaidBy(value: Value, outcome: boolean, side: CarryBits): boolean {
  if ((carriesOf(value) & side) === 0) return false
  const options = optionsOf(value).filter((option) => truthiness(option) !== !outcome)
  return options.length > 0 && options.every((option) => (carriesOf(option) & side) !== 0)
}

/** What is carried by what stands on one side of a test, where that is said by whether it is true: words that are found there are so whichever it is. */
export function bitsOfSide(bits: CarryBits, test: Value, outcome: boolean): CarryBits {
  const others = bits & ~(FOUND | MISSED)
  return others | (isFoundWhen(test, outcome) ? FOUND : 0) | (isMissedWhen(test, outcome) ? MISSED : 0)
}

/** What is carried by what is true or false where one thing and then another decided it: that words are missed says all only where both say so. */
export function bitsTogether(first: CarryBits, then: CarryBits): CarryBits {
  const [one, other] = [first, then].map((bits) => (decides(bits) ? bits & MISSED : MISSED)) as [CarryBits, CarryBits]
  return ((first | then) & ~MISSED) | (decides(first | then) ? one & other : 0)
}

/** Whether what is not known of the answer, or code that is not seen, is in it. */
function decides(bits: CarryBits): boolean {
  return (bits & (Carries.body | Carries.text | Carries.handed | Carries.header)) !== 0
}

/** What the opposite of a value carries. */
export function ofOpposite(bits: CarryBits): CarryBits {
  const turn = (ifTrue: CarryBits, ifFalse: CarryBits): CarryBits => (bits & ifTrue ? ifFalse : 0) | (bits & ifFalse ? ifTrue : 0)
  return (bits & ~(FOUND | MISSED)) | turn(Carries.foundIfTrue, Carries.foundIfFalse) | turn(Carries.missedIfTrue, Carries.missedIfFalse)
}

function isOfAnswer(single: Single): single is Single & { kind: 'primitive' | 'unknown' } {
  return (single.kind === 'primitive' || single.kind === 'unknown') && (single.carries & (Carries.body | Carries.text)) !== 0
}
