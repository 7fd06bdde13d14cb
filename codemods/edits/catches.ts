import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, propertyName, unwrap } from '../../analysis/syntax/nodes.ts'
import { namedFunction } from './functions.ts'
import { calledMethod } from './references.ts'
import { ancestorsOf, bindingOf, parentOf, startOf, endOf, type Source } from './source.ts'

/** Objects and functions that only tell people or a telemetry service. */
const LOGGERS = /^(?:console|log|logger|sentry|captureException|logError|reportError|track)$/i

/**
 * Does what is thrown at a node end in a `catch` of this very code that ignores it: takes no error, or only logs it or
 * asks for its kind? Follows `try`, awaited promise chains and functions that are called on the spot.
 *
 * @param rejects true where a rejected promise is returned, which the `try` around the return does not catch
 */
export function isCaughtAndIgnored(node: Node, rejects: boolean, source: Source): boolean {
  let child = node
  let skipsTry = rejects
  for (const ancestor of ancestorsOf(node, source)) {
    if (ancestor.type === 'TryStatement' && ancestor['block'] === child && !skipsTry) {
      const handler = ancestor['handler'] as Node | null
      if (handler) return ignores(handler['param'] as Node | null, source)
    }
    if (isFunction(ancestor)) {
      const call = parentOf(ancestor, source)
      if (call?.type !== 'CallExpression') return false
      const runsNow = unwrap(call['callee'] as Node) === ancestor
      if (!runsNow && !isPromiseMethod(call)) return false
      const fate = alongChain(call, source)
      if (fate.caught !== undefined) return fate.caught
      if (parentOf(fate.end, source)?.type !== 'AwaitExpression') return false
      return isCaughtAndIgnored(fate.end, false, source)
    }
    child = ancestor
    if (ancestor.type === 'AwaitExpression') skipsTry = false
  }
  return false
}

function isPromiseMethod(call: Node): boolean {
  return ['then', 'catch', 'finally'].includes(calledMethod(call) ?? '')
}

/** Follows `.then().catch()` from a call outwards: to the first handler of a rejection, or to the end of the chain. */
function alongChain(call: Node, source: Source): { readonly end: Node; readonly caught?: boolean } {
  let end = call
  for (;;) {
    let member = parentOf(end, source)
    while (member?.type === 'ChainExpression') member = parentOf(member, source)
    const next = member?.type === 'MemberExpression' ? parentOf(member, source) : undefined
    if (member === undefined || next?.type !== 'CallExpression' || !isPromiseMethod(next)) return { end }
    const method = calledMethod(next)
    const handler = (next['arguments'] as readonly Node[])[method === 'catch' ? 0 : 1]
    if (handler && method !== 'finally') return { end, caught: isIgnoringHandler(handler, source) }
    end = next
  }
}

function isIgnoringHandler(handler: Node, source: Source): boolean {
  const named = namedFunction(handler, source)
  if (named) return ignores(parametersOf(named)[0] ?? null, source)
  return isLogger(handler)
}

/** Does a callee only tell people or a telemetry service: `console.error`, `logger.warn`? */
export function isLogger(callee: Node): boolean {
  let root = unwrap(callee)
  while (root.type === 'MemberExpression') root = unwrap(root['object'] as Node)
  return root.type === 'Identifier' && LOGGERS.test(root['name'] as string)
}

/** Is the parameter that takes the error absent, or never read for more than a log or a test? */
function ignores(parameter: Node | null, source: Source): boolean {
  if (parameter === null) return true
  if (parameter.type !== 'Identifier') return false
  const binding = bindingOf(parameter, source)
  if (binding === undefined) return false
  return binding.references.every((reference) => isLoggedOrTested(reference, source) || isForOwnClass(reference, source))
}

/** Is a read of the error in what is done only for a class of the program's own: `if (error instanceof ApiError) throw error`? */
function isForOwnClass(reference: Node, source: Source): boolean {
  let child = reference
  for (const ancestor of ancestorsOf(reference, source)) {
    if (isFunction(ancestor)) return false
    const isTaken = (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression') && ancestor['consequent'] === child
    if (isTaken && asksForClass(ancestor['test'] as Node, reference)) return true
    child = ancestor
  }
  return false
}

function asksForClass(test: Node, reference: Node): boolean {
  const { type, operator, left, right } = unwrap(test) as Node & { operator?: string; left?: Node; right?: Node }
  if (type !== 'BinaryExpression' || operator !== 'instanceof' || !left || !right) return false
  const isSame = unwrap(left).type === 'Identifier' && unwrap(left)['name'] === reference['name']
  return isSame && right.type === 'Identifier' && !/^(?:Error|PaymentRequiredError)$/.test(right['name'] as string)
}

/** Words of an error; who keeps nothing else keeps nothing typed. */
const WORDS = new Set(['message', 'name', 'stack'])

/** Is a read of the error nothing but a log, a test, or a look at its words? */
function isLoggedOrTested(reference: Node, source: Source): boolean {
  let child = reference
  for (const ancestor of ancestorsOf(reference, source)) {
    if (ancestor.type === 'MemberExpression' && ancestor['object'] === child) return WORDS.has(propertyName(ancestor) ?? '')
    if (ancestor.type === 'TemplateLiteral') return true
    if (ancestor.type === 'CallExpression') {
      const callee = ancestor['callee'] as Node
      return isLogger(callee) || (callee.type === 'Identifier' && callee['name'] === 'String')
    }
    if (ancestor.type === 'BinaryExpression') return true
    if (/^(?:IfStatement|ConditionalExpression)$/.test(ancestor.type)) return ancestor['test'] === child
    if (/Statement$|Declaration$/.test(ancestor.type) || isFunction(ancestor)) return false
    child = ancestor
  }
  return false
}

/** Does a `try` of the same function stand around a node, so that a throw and a returned rejection differ? */
export function isTried(node: Node, source: Source): boolean {
  for (const ancestor of ancestorsOf(node, source)) {
    if (isFunction(ancestor)) return false
    if (ancestor.type !== 'TryStatement' || ancestor['handler'] === null) continue
    const block = ancestor['block'] as Node
    if (startOf(block) <= startOf(node) && endOf(node) <= endOf(block)) return true
  }
  return false
}
