import type { Node } from '../syntax/estree.ts'
import { propertyName, unwrap } from '../syntax/nodes.ts'
import { Carries, carriesOf, FOUND, join, optionsOf, truthiness, withBits, type CarryBits, type Single, type Value } from './values.ts'

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

/**
 * The value of a binary expression or a call, with what it says where it looks for certain words in the answer
 * (`body.code === 'insufficient_credits'`, `message.includes('quota')`).
 */
export function asSought(node: Node, value: Value): Value {
  if ((carriesOf(value) & (Carries.body | Carries.text)) === 0 || !isSearch(node)) return value
  const side = node.type === 'CallExpression' || foundWhen(node) ? Carries.foundIfTrue : Carries.foundIfFalse
  return join(optionsOf(value).map((single) => (isOfAnswer(single) ? withBits(single, single.carries | Carries.sought | side) : single)))
}

/** Whether words that were looked for are there wherever a value comes out so. */
export function isFoundWhen(value: Value, outcome: boolean): boolean {
  const side = outcome ? Carries.foundIfTrue : Carries.foundIfFalse
  if ((carriesOf(value) & side) === 0) return false
  const options = optionsOf(value).filter((option) => truthiness(option) !== !outcome)
  return options.length > 0 && options.every((option) => (carriesOf(option) & side) !== 0)
}

/** What is carried by what stands on one side of a test, where that is said by whether it is true: words that are found there are so whichever it is. */
export function bitsOfSide(bits: CarryBits, test: Value, outcome: boolean): CarryBits {
  return isFoundWhen(test, outcome) ? bits | FOUND : bits & ~FOUND
}

/** What the opposite of a value carries. */
export function ofOpposite(bits: CarryBits): CarryBits {
  const turned = (bits & Carries.foundIfTrue ? Carries.foundIfFalse : 0) | (bits & Carries.foundIfFalse ? Carries.foundIfTrue : 0)
  return (bits & ~FOUND) | turned
}

function isOfAnswer(single: Single): single is Single & { kind: 'primitive' | 'unknown' } {
  return (single.kind === 'primitive' || single.kind === 'unknown') && (single.carries & (Carries.body | Carries.text)) !== 0
}
