import { isOtherFetch } from './fetch-names.ts'
import { isGivenRequest, tellsRequest } from './request-calls.ts'
import { hasSideForFailure, isComparedFrom, isComparedWithStatus, isComparedWithSuccess } from './status-comparisons.ts'
import { outward } from './syntax/around.ts'
import { functionOf } from './syntax/calls.ts'
import { keyOf, keysOf, patternOf } from './syntax/declarations.ts'
import type { Node } from './syntax/estree.ts'
import { isFunction, parametersOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'
import { membersRead, targetOf } from './syntax/uses.ts'

/** What else is read of responses: node-fetch, ofetch, minipass-fetch and the standard have these besides what is named above. */
const REST_OF_RESPONSE = new Set(['ok', 'status', 'type', 'url', '_data', 'buffer', 'textConverted', 'trailers', 'webSocket', 'constructor', 'then', 'catch', 'finally'])

/**
 * Whether what a call gives is read as no response can be: `const { themes } = await this.fetch('/themes.json', Schema)`. What a
 * function made of `fetch` may give a result that has the response in it, `const { ok, data } = await wrapThrows(fetch)(url)`.
 */
export function isReadOtherwise(call: Node, tree: ScopeTree): boolean {
  const names = namesReadOf(call, tree)
  const isMade = unwrap(call['callee'] as Node).type === 'CallExpression'
  return isMade ? names.some(isOfNoResponse) : names.length > 0 && names.every(isOfNoResponse)
}

/** Whether no response has a property of that name. */
function isOfNoResponse(name: string | undefined): boolean {
  return name !== undefined && !REST_OF_RESPONSE.has(name) && !BODY_METHODS.has(name) && !OTHER_PROPERTIES.has(name)
}

/** The properties that the code reads of what it waits for; undefined where the text does not say which. */
function namesReadOf(call: Node, tree: ScopeTree): (string | undefined)[] {
  const awaited = outward(call, tree).parent
  const handler = awaited && handlerOf(awaited, tree)
  if (!handler && awaited?.type !== 'AwaitExpression') return []
  const target = handler ? parametersOf(handler)[0] : targetOf(awaited, tree)
  if (target?.type === 'ObjectPattern') return keysOf(target)
  return membersRead(target?.type === 'Identifier' ? (tree.bindingOf.get(target)?.references ?? []) : handler ? [] : [awaited], tree)
}

/** The function that `then`, a member of a promise, is given for what it brings. */
function handlerOf(member: Node, tree: ScopeTree): Node | undefined {
  const { node, parent } = outward(member, tree)
  if (member.type !== 'MemberExpression' || propertyName(member) !== 'then' || parent?.type !== 'CallExpression' || parent['callee'] !== node) return undefined
  const [first] = parent['arguments'] as Node[]
  return first && isFunction(unwrap(first)) ? unwrap(first) : undefined
}

/** By what is imported: each call asks. */
const others = new WeakMap<Binding, boolean>()

/** Whether what is called is imported, and gives no response where the file calls it elsewhere: `import { fetch } from './utils'`, `fetch(url, { method, data })`. */
export function isImportedOther(callee: Node, tree: ScopeTree): boolean {
  const binding = tree.bindingOf.get(callee)
  if (binding?.kind !== 'import') return false
  const known = others.get(binding)
  if (known !== undefined) return known
  const isOther = binding.references.some((reference) => {
    const { node, parent } = outward(reference, tree)
    return parent?.type === 'CallExpression' && parent['callee'] === node && (isOtherFetch(parent) || isReadOtherwise(parent, tree))
  })
  others.set(binding, isOther)
  return isOther
}

/** Properties of a `Response` besides `ok` and `status`. */
const BODY_METHODS = new Set(['json', 'text', 'blob', 'arrayBuffer', 'formData', 'clone', 'bytes'])
const OTHER_PROPERTIES = new Set(['headers', 'statusText', 'statusMessage', 'body', 'redirected', 'bodyUsed'])
const RESPONSE_NAME = /^_?(?:res|resp|response|r|rsp)\d?$|Res(?:p|ponse)?$/

interface Reads {
  ok: boolean
  status: boolean
  /** The status is read as Node's clients call it. */
  statusCode: boolean
  /** The status is compared with a number from 100 to 599, or looked up among such. */
  statusNumber: boolean
  /** The status is compared with a failure, or with the bound of a class of them: it comes with the answer. */
  failures: boolean
  /** A test on the status has a side for what is no success. */
  sides: boolean
  /** It is only asked which success it was. */
  successes: boolean
  others: number
  /** The body is read by a method: `json()`. */
  bodyMethod: boolean
  calledStatus: boolean
  /** Something is read that no response has. */
  data: boolean
  /** The body is read as axios has it. */
  axiosData: boolean
}

/**
 * Whether a name is used as a response of the Fetch standard is: `ok` is read and something else of a response, or
 * `status` is compared with a status code and something else of a response is read.
 *
 * @param isFollowed into functions of the file that it is handed to
 */
export function usedAsResponse(binding: Binding, tree: ScopeTree, isFollowed: boolean): boolean {
  if (binding.references.length === 0) return false
  if (binding.kind !== 'param' && isTypedResponse(binding, tree)) return true
  const reads = readsOf(binding, tree, isFollowed ? 0 : FARTHEST)
  if (reads.calledStatus) return false
  // A parameter of which the `statusCode` is read is as likely what a server sends.
  if (reads.statusCode && binding.kind === 'param') return false
  if (reads.successes && !reads.statusNumber && !reads.ok) return false
  const looksLikeResponse = RESPONSE_NAME.test(keyOf(binding, tree) ?? binding.name)
  if (reads.ok) return reads.others > 0 || reads.statusNumber || (looksLikeResponse && !reads.data)
  if (reads.statusNumber) return reads.others > 0 || looksLikeResponse || isTypedResponse(binding, tree)
  return reads.status && reads.others > 0 && (looksLikeResponse || isTypedResponse(binding, tree))
}

/** Whether `ok` of a name is read: as fetch does, it resolves whatever the status. */
export function readsOk(binding: Binding, tree: ScopeTree): boolean {
  return readsOf(binding, tree).ok
}

/** Whether more than `ok` is read of a name, or its type says so: then it is a response, and no result of the program's own. */
export function readsMoreThanOk(binding: Binding, tree: ScopeTree): boolean {
  const { status, others } = readsOf(binding, tree)
  return status || others > 0 || isTypedResponse(binding, tree)
}

/** Methods of objects that send: what such a client does with a failure is its own affair. */
const SENDS = /^(?:get|head|options|post|put|patch|delete|del|request|send|fetch)$/i

/**
 * Whether a call to a client that is not seen may reject a failure, as axios does, by how its answer is used. That of `fetch`
 * resolves: its `ok` is read, or its body by a method.
 */
export function mayReject(call: Node, binding: Binding, tree: ScopeTree): boolean {
  const callee = unwrap(call['callee'] as Node)
  const isClients = callee.type === 'MemberExpression' && SENDS.test(propertyName(callee) ?? '')
  if (!isClients && isGivenRequest(call)) return false
  if (isClients && propertyName(callee) === 'fetch' && !isOtherFetch(call)) return false
  const reads = readsOf(binding, tree)
  // What is read of a failure besides its status came with an answer.
  if (!isClients && reads.others > 0) return false
  return !reads.ok && !reads.statusCode && !reads.bodyMethod && !reads.failures && !isTakenWithFailures(binding, tree) && !isTypedResponse(binding, tree)
}

/**
 * Whether the failure of an operation of the program's own comes with its answer: there is a side for it, and the answer is none of axios,
 * which has the body as `data`.
 */
export function hasOwnFailure(call: Node, binding: Binding, tree: ScopeTree): boolean {
  const callee = unwrap(call['callee'] as Node)
  if (callee.type === 'MemberExpression' && SENDS.test(propertyName(callee) ?? '')) return false
  const { sides, axiosData } = readsOf(binding, tree)
  return sides && !axiosData && !tellsRequest(call)
}

/** `const { status, body } = await client.load()`, `switch (status) { case 403: }`: what is taken beside the status, or asked of it, a failure has too. */
function isTakenWithFailures(binding: Binding, tree: ScopeTree): boolean {
  const pattern = patternOf(binding)
  if (pattern?.type !== 'ObjectPattern' || !keyOf(binding, tree)?.startsWith('status')) return false
  const isPartOfAll = (name: string | undefined): boolean => name !== undefined && (OTHER_PROPERTIES.has(name) || BODY_METHODS.has(name))
  return keysOf(pattern).some(isPartOfAll) || binding.references.some((reference) => isComparedFrom(400, reference, tree))
}

/** A response is followed into so many functions that hand it on. */
const FARTHEST = 2

/** By name and by how far it is followed: a parameter is asked about for each call of its function. */
const known = new WeakMap<Binding, (Reads | undefined)[]>()

/** @param depth functions through which it was followed up to here */
function readsOf(binding: Binding, tree: ScopeTree, depth = 0): Reads {
  const byDepth = known.get(binding) ?? []
  known.set(binding, byDepth)
  return (byDepth[depth] ??= readUses(binding, tree, depth))
}

function readUses(binding: Binding, tree: ScopeTree, depth: number): Reads {
  const reads: Reads = { ok: false, status: false, statusCode: false, statusNumber: false, failures: false, sides: false, successes: false, others: 0, bodyMethod: false, calledStatus: false, data: false, axiosData: false }
  for (const reference of binding.references) {
    const { node, parent } = outward(reference, tree)
    if (parent?.type === 'MemberExpression' && parent['object'] === node) noteMember(parent, reads, tree)
    else if (parent?.type === 'VariableDeclarator' && (parent['id'] as Node).type === 'ObjectPattern') notePattern(parent['id'] as Node, reads)
    else if (parent?.type === 'CallExpression' && depth < FARTHEST) noteUsesIn(parent, (parent['arguments'] as Node[]).indexOf(node), reads, tree, depth)
  }
  return reads
}

/** What a function of the file reads of the argument that it is given: `if (isExpired(response))`. */
function noteUsesIn(call: Node, index: number, reads: Reads, tree: ScopeTree, depth: number): void {
  const fn = index < 0 ? undefined : functionOf(call['callee'] as Node, tree)
  const param = fn && parametersOf(fn)[index]
  const binding = param && tree.bindingOf.get(param)
  const { statusCode } = reads
  if (param?.type === 'ObjectPattern') notePattern(param, reads)
  else if (binding) addReads(reads, readsOf(binding, tree, depth + 1))
  // One that takes answers of several clients says nothing of which this is.
  reads.statusCode = statusCode
}

function addReads(to: Reads, { others, ...flags }: Reads): void {
  to.others += others
  for (const flag of Object.keys(flags) as (keyof typeof flags)[]) to[flag] ||= flags[flag]
}

function noteMember(member: Node, reads: Reads, tree: ScopeTree): void {
  const name = propertyName(member)
  if (name === undefined) return
  const { node, parent } = outward(member, tree)
  const isCalled = parent?.type === 'CallExpression' && parent['callee'] === node
  if (name === 'status' && isCalled) reads.calledStatus = true
  if (BODY_METHODS.has(name) && isCalled) {
    reads.others++
    reads.bodyMethod = true
  }
  if (isCalled) return
  if (name === 'ok') reads[isReadFurther(member, tree) ? 'data' : 'ok'] = true
  else if (name === 'status' || name === 'statusCode') {
    reads.status = true
    reads.statusCode ||= name === 'statusCode'
    const isCompared = isComparedWithStatus(member, tree)
    const isOfSuccess = name === 'statusCode' && isComparedWithSuccess(member, tree)
    reads.successes ||= isOfSuccess
    reads.statusNumber ||= isCompared && !isOfSuccess
    reads.failures ||= isComparedFrom(400, member, tree)
    reads.sides ||= hasSideForFailure(member, tree)
  } else if (OTHER_PROPERTIES.has(name)) reads.others++
  else if (isOfNoResponse(name)) {
    reads.data = true
    reads.axiosData ||= name === 'data'
  }
}

/** Whether something is read of a member: that of a response would be no boolean. */
function isReadFurther(member: Node, tree: ScopeTree): boolean {
  const target = targetOf(member, tree)
  const references = target?.type === 'Identifier' ? tree.bindingOf.get(target)?.references : undefined
  return membersRead([member, ...(references ?? [])], tree).length > 0
}

function notePattern(pattern: Node, reads: Reads): void {
  for (const name of keysOf(pattern)) {
    if (name === 'ok') reads.ok = true
    else if (name === 'status') reads.status = true
    else if (name !== undefined && (OTHER_PROPERTIES.has(name) || BODY_METHODS.has(name))) reads.others++
  }
}

/**
 * Whether a name is the status of a response that is taken apart at once: `const { statusCode, body } = await request()`,
 * where `statusCode` is compared with status codes.
 */
export function isTakenStatus(binding: Binding, tree: ScopeTree): boolean {
  const pattern = patternOf(binding)
  if (!pattern || binding.kind === 'param' || !/^status(?:Code)?$/.test(keyOf(binding, tree) ?? '')) return false
  if (!keysOf(pattern).some((name) => name !== undefined && (OTHER_PROPERTIES.has(name) || BODY_METHODS.has(name) || name === 'data'))) return false
  return binding.references.some((reference) => isComparedWithStatus(reference, tree))
}

/** `res: Response`, where `Response` is the host's and not something imported (a server's, say). */
export function isTypedResponse(binding: Binding, tree: ScopeTree): boolean {
  const { definition } = binding
  const names = isFunction(definition) ? parametersOf(definition) : definition.type === 'VariableDeclarator' ? [definition['id'] as Node] : []
  const identifier = names.find((name) => tree.bindingOf.get(name) === binding)
  const annotation = (identifier?.['typeAnnotation'] as Node | undefined)?.['typeAnnotation'] as Node | undefined
  const name = annotation?.type === 'TSTypeReference' ? ((annotation['typeName'] as Node)['name'] as string) : undefined
  if (name !== 'Response' && name !== 'globalThis.Response') return false
  return tree.scopes.get(tree.program)?.bindings.get('Response')?.kind !== 'import'
}
