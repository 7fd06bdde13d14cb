import { sendAnswered, sendOperation } from './clients/outside.ts'
import type { RequestSite } from './request-sites.ts'
import { usedAsResponse } from './response-use.ts'
import { isStatusCode } from './status-comparisons.ts'
import { enclosingFunction, outward } from './syntax/around.ts'
import type { FunctionUses } from './syntax/calls.ts'
import { chainedTo, isChained } from './syntax/chains.ts'
import type { Node } from './syntax/estree.ts'
import { isFunction, isLoop, isWithin, memberName, memberPath, nameOf, parametersOf, propertyName, rangeOf, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'
import { comparedWith, memberOf, variableOf } from './syntax/uses.ts'

type Site = Omit<RequestSite, 'within'>

/** Calls that wait, log or compute: repeating them repeats no request. */
const NO_OPERATION = /^(?:sleep|delay|wait|pause|timeout|setTimeout|backoff|nextTick|tick|log|debug|info|warn|error|then|catch|finally|json|text|parse|stringify|all|allSettled|race|resolve|reject|on|once|emit|push|write|flush|abort|throwIfAborted)\b|[sS]leep|[dD]elay|[wW]ait(?:For)?|[bB]ackoff|To(?:Jpe?g|Png|Webp|Base64|Buffer|Blob|File|DataUR[IL]|String|Json|JSON)$/

/**
 * Places where the failure of a request comes in from code that is not seen: the first call that is waited for in a
 * `try` whose `catch` asks the error for an HTTP status, or the call before such a `.catch(...)`.
 */
export function failureSites(tree: ScopeTree, uses: FunctionUses, known: (call: Node) => boolean): readonly Site[] {
  const found = [...failing(tree, uses, known)]
  const isOther = (call: Node): boolean => !known(call) && !found.some(({ node }) => node === call)
  return [...found, ...found.flatMap((site) => callsAlike(site.node, tree).filter(isOther).map((node) => ({ ...site, node, madeBefore: site.node })))]
}

/** Calls of the same function after one, in the function that this one stands in, that are not plainly given something else. */
function callsAlike(first: Node, tree: ScopeTree): readonly Node[] {
  const path = memberPath(first['callee'] as Node)?.join('.')
  const given = first['arguments'] as Node[]
  const isAlike = (call: Node): boolean => memberPath(call['callee'] as Node)?.join('.') === path && !(call['arguments'] as Node[]).some((argument, index) => isAnother(argument, given[index]))
  return path === undefined ? [] : callsBetween(rangeOf(first)[1], rangeOf(enclosingFunction(first, tree))[1], tree).filter(isAlike)
}

/** Expressions that write out what they give. */
const WRITTEN_OUT = /^(?:Literal|ObjectExpression|ArrayExpression|CallExpression|NewExpression|FunctionExpression|ArrowFunctionExpression)$/

/** Whether two expressions plainly give two things: other literals, calls of other functions, or such properties. Another number makes another request, whatever stood in its place. */
function isAnother(argument: Node, first: Node | undefined): boolean {
  const [one, other] = [unwrap(argument), first && unwrap(first)]
  if (typeof one['value'] === 'number') return true
  if (!other || !WRITTEN_OUT.test(one.type) || !WRITTEN_OUT.test(other.type)) return false
  if (one.type !== other.type) return true
  if (one.type === 'Literal') return one['value'] !== other['value']
  if (one['callee']) return memberPath(one['callee'] as Node)?.join('.') !== memberPath(other['callee'] as Node)?.join('.')
  if (one.type !== 'ObjectExpression') return false
  const before = propertiesOf(other)
  return [...propertiesOf(one)].some(([name, value]) => isAnother(value, before.get(name)))
}

function propertiesOf(object: Node): Map<string | undefined, Node> {
  return new Map((object['properties'] as Node[]).flatMap((property) => (property.type === 'Property' ? [[propertyName(property), property['value'] as Node] as const] : [])))
}

function* failing(tree: ScopeTree, uses: FunctionUses, known: (call: Node) => boolean): Generator<Site> {
  for (const node of tree.tries) {
    const param = (node['handler'] as Node | null)?.['param'] as Node | null | undefined
    const binding = param && tree.bindingOf.get(param)
    if (!binding || !usedAsHttpError(binding, tree)) continue
    const calls = callsIn(node['block'] as Node, tree)
    if (calls.some(known)) continue
    const call = calls.find((item) => isAwaited(item, tree) && isOperation(item, uses) && catchesOf(item, tree) === node)
    if (call) yield { node: call, client: 'failure', run: givesResponse(call, tree) ? sendAnswered : sendOperation, onlyWhenAsked: true }
  }
  for (const call of tree.calls) {
    const head = headOfCatch(call, tree)
    if (head && !known(head) && isOperation(head, uses)) yield { node: head, client: 'failure', run: sendOperation, onlyWhenAsked: true }
  }
}

/** Whether what a call gives when all goes well is used as a response, too: `const response = await send()`. */
function givesResponse(call: Node, tree: ScopeTree): boolean {
  const binding = variableOf(outward(call, tree).parent as Node, tree)
  return binding !== undefined && usedAsResponse(binding, tree, true)
}

/** Whether a failure of the call gets to a `catch`, or a `.catch(...)`, that asks it for a status: the call rejects for one. */
export function rejectsForStatus(call: Node, tree: ScopeTree): boolean {
  const param = (catchesOf(call, tree)?.['handler'] as Node | null | undefined)?.['param'] as Node | null | undefined
  const binding = param && tree.bindingOf.get(param)
  return (binding ? usedAsHttpError(binding, tree) : false) || isChainedToHandler(call, tree)
}

/** Whether a failure of the call, if it rejects, comes to a `catch` or to a handler in the function that makes it. */
export function isCaughtThere(call: Node, tree: ScopeTree): boolean {
  return catchesOf(call, tree) !== undefined || hasHandler(call, tree)
}

function hasHandler(promise: Node, tree: ScopeTree): boolean {
  const chained = chainedTo(promise, tree)
  if (!chained) return false
  return memberName(chained['callee'] as Node) === 'catch' || (chained['arguments'] as Node[]).length > 1 || hasHandler(chained, tree)
}

/** Whether what is chained to a promise asks its failure for a status: `load().then(show).catch((error) => error.response.status)`. */
function isChainedToHandler(promise: Node, tree: ScopeTree): boolean {
  const chained = chainedTo(promise, tree)
  if (!chained) return false
  const index = memberName(chained['callee'] as Node) === 'then' ? 1 : 0
  return asksItsError((chained['arguments'] as Node[])[index], tree) || isChainedToHandler(chained, tree)
}

function asksItsError(handler: Node | undefined, tree: ScopeTree): boolean {
  const [param] = handler && isFunction(handler) ? parametersOf(handler) : []
  const binding = param && tree.bindingOf.get(param)
  return binding ? usedAsHttpError(binding, tree) : false
}

/** Calls to code that is not seen which a loop or a recursion may make again when they fail. */
export function* operationSites(tree: ScopeTree, uses: FunctionUses, known: (call: Node) => boolean): Generator<Site> {
  for (const call of tree.calls) {
    if (known(call) || !isOperation(call, uses) || !isAttempt(call, tree)) continue
    yield { node: call, client: 'operation', run: sendOperation, onlyWhenAsked: true }
  }
}

/** The calls of a block, less those in functions inside it. */
function callsIn(block: Node, tree: ScopeTree): Node[] {
  const fn = enclosingFunction(block, tree)
  return callsBetween(...rangeOf(block), tree).filter((call) => enclosingFunction(call, tree) === fn)
}

/** Calls are in source order, so that few have to be looked at. */
function callsBetween(start: number, end: number, tree: ScopeTree): Node[] {
  const found: Node[] = []
  for (let index = firstFrom(tree.calls, start); index < tree.calls.length; index++) {
    const call = tree.calls[index] as Node
    if (rangeOf(call)[0] >= end) break
    if (call.type === 'CallExpression') found.push(call)
  }
  return found
}

/** The innermost `try` of the same function whose `catch` a failure of the call reaches first. */
function catchesOf(call: Node, tree: ScopeTree): Node | undefined {
  let child: Node = call
  let at = tree.parents.get(call)
  while (at && !isFunction(at)) {
    if (at.type === 'TryStatement' && at['handler'] && at['block'] === child) return at
    child = at
    at = tree.parents.get(at)
  }
  return undefined
}

/** The index of the first node that starts at an offset or after it. */
function firstFrom(nodes: readonly Node[], offset: number): number {
  let [low, high] = [0, nodes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rangeOf(nodes[middle] as Node)[0] < offset) low = middle + 1
    else high = middle
  }
  return low
}

function isAwaited(call: Node, tree: ScopeTree): boolean {
  const { parent } = outward(call, tree)
  return parent?.type === 'AwaitExpression' || parent?.type === 'YieldExpression'
}

function isOperation(call: Node, uses: FunctionUses): boolean {
  if (call.type !== 'CallExpression') return false
  const callee = unwrap(call['callee'] as Node)
  if (uses.isSeenCallee(callee) || callee.type === 'Super' || callee.type === 'Import') return false
  const name = nameOf(callee)
  return name !== undefined && !NO_OPERATION.test(name) && !isRestOfServer(call, name) && !isTransaction(call, name)
}

const TRANSACTION = /^\$?(?:run|with|in|do|start|exec|execute)?_?(?:in_?)?transaction$/i

/** `await db.transaction(async (tx) => {...})`: what fails is the database, or what the function throws. */
function isTransaction(call: Node, name: string): boolean {
  return TRANSACTION.test(name) && (call['arguments'] as Node[]).some((argument) => /^(?:ArrowFunction|Function|Array)Expression$/.test(unwrap(argument).type))
}

/** `await next()`: what else a server does with the request that it received. */
function isRestOfServer(call: Node, name: string): boolean {
  return name === 'next' && (call['arguments'] as Node[]).length === 0
}

/** Waited for inside a `try` that a loop of the same function, or the function calling itself, may come back to. */
function isAttempt(call: Node, tree: ScopeTree): boolean {
  const { parent } = outward(call, tree)
  if (parent?.type !== 'AwaitExpression' && parent?.type !== 'YieldExpression' && parent?.type !== 'ReturnStatement') return false
  let inTry = false
  let child: Node = call
  let at = tree.parents.get(call)
  while (at && !isFunction(at) && at.type !== 'Program') {
    if (at.type === 'TryStatement' && at['handler'] && at['block'] === child) inTry = true
    if (inTry && isLoop(at) && at['body'] === child) return true
    child = at
    at = tree.parents.get(at)
  }
  return inTry && at !== undefined && isFunction(at) && callsItself(at, tree)
}

function callsItself(fn: Node, tree: ScopeTree): boolean {
  const name = fn['id'] ? tree.bindingOf.get(fn['id'] as Node) : variableOf(fn, tree)
  return name?.references.some((reference) => isWithin(reference, fn)) ?? false
}

/** The call at the head of `call().then(...).catch((error) => ...)`, where the handler asks the error for a status. */
function headOfCatch(call: Node, tree: ScopeTree): Node | undefined {
  const callee = unwrap(call['callee'] as Node)
  if (call.type !== 'CallExpression' || callee.type !== 'MemberExpression' || propertyName(callee) !== 'catch') return undefined
  if (!asksItsError((call['arguments'] as Node[])[0], tree)) return undefined
  let head = unwrap(callee['object'] as Node)
  while (isChained(head)) head = unwrap((unwrap(head['callee'] as Node))['object'] as Node)
  return head.type === 'CallExpression' ? head : undefined
}

const RESPONSE_PART = /^(?:status|statusCode|data|headers|statusText|json|text)$/

/** Whether a name is used as the error of an HTTP client is: it is asked for a status or for the response. */
function usedAsHttpError(binding: Binding, tree: ScopeTree, depth = 0): boolean {
  return binding.references.some((reference) => {
    const alias = depth < MOST_ALIASES ? variableOf(reference, tree) : undefined
    if (alias) return usedAsHttpError(alias, tree, depth + 1)
    const first = memberOf(reference, tree)
    const name = first && propertyName(first)
    if (!first || name === undefined) return false
    if (name === 'statusCode') return !isAskedForTooLarge(first, tree) && !isOtherCode(first, tree) && !isAnswered(first, tree)
    const second = memberOf(first, tree)
    if (name === 'response') return second !== undefined && RESPONSE_PART.test(propertyName(second) ?? '')
    return name === 'status' && isTestedAsStatus(first, tree) && !isAskedForTooLarge(first, tree)
  })
}

/**
 * `error.statusCode === 413`: what a server's own parsers say of a body that it receives (body-parser, @fastify/multipart), so
 * that it tells of no request that is sent. An error that has a `response` does.
 */
function isAskedForTooLarge(member: Node, tree: ScopeTree): boolean {
  const [other, ...others] = comparedWith(member, tree)
  return other?.['value'] === 413 && others.length === 0
}

/** `switch (error.statusCode) { case 0x6985: }`: devices and protocols have codes of their own, that no HTTP status is. */
function isOtherCode(member: Node, tree: ScopeTree): boolean {
  const others = comparedWith(member, tree)
  return others.length > 0 && others.every(({ value }) => (value as number) >= 600)
}

/** Methods with which servers say the status of their own answer (Express, Fastify, Node). */
const ANSWERS = /^(?:status|sendStatus|code|writeHead)$/

/** `res.status(error.statusCode || 500)`, under a name too: a server's own error says what to answer, whatever has failed. */
function isAnswered(code: Node, tree: ScopeTree, depth = 0): boolean {
  let { node, parent } = outward(code, tree)
  while (parent?.type === 'LogicalExpression' && parent['left'] === node) ({ node, parent } = outward(parent, tree))
  const name = depth < MOST_ALIASES ? variableOf(node, tree) : undefined
  if (name) return !name.references.some((reference) => comparedWith(reference, tree).length > 0) && name.references.some((reference) => isAnswered(reference, tree, depth + 1))
  return parent?.type === 'CallExpression' && parent['callee'] !== node && ANSWERS.test(memberName(parent['callee'] as Node) ?? '')
}

/** An error is given another name to give it a type: `const failure = error as HttpError`. */
const MOST_ALIASES = 2

/** `x.status === 404`, `switch (x.status) { case 404: }`, `[404].includes(x.status)`. */
function isTestedAsStatus(member: Node, tree: ScopeTree): boolean {
  const { parent } = outward(member, tree)
  if (comparedWith(member, tree).some(isStatusCode)) return true
  return parent?.type === 'CallExpression' && /^(?:includes|has)$/.test(memberPath(parent['callee'] as Node)?.at(-1) ?? memberName(parent['callee'] as Node) ?? '')
}
