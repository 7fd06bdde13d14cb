import { hasRequestOptions, isGivenRequest } from './request-calls.ts'
import { functionOf, outward } from './syntax/calls.ts'
import type { Node } from './syntax/estree.ts'
import { isFunction, memberPath, nameOf, parametersOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'

/** Names under which `fetch` is handed around; not `fetchMethod`, by which caches are told how to load an entry (lru-cache). */
const FETCH_NAME = /^[_$#]*(?:custom|base|global|native|original|orig|http|fetch|raw|node|cross)?_?fetch(?:Impl|Fn|Func|Function|Implementation|Api|API|Client)?$/i
/** Objects that `fetch` is handed around in. */
export const OPTIONS_NAME = /^[_$#]*(?:this|super|self|options?|opts?|config|configuration|context|ctx|init|params|props|env|settings|deps|client|platform|globals?|httpApi|fetchOptions|requestOptions|internals?|api|input|args|parameters|db)$/i

/** What TypeScript and Babel call a module that has `fetch`: `fetch_js_1.fetch`. */
export const MODULE_NAME = /^_\w*fetch\w*$|^\w*fetch\w*_\d+$/i

/** Whether a callee is `fetch` by name: a parameter called so, or a property of `this` or of some options. */
export function namesFetch(callee: Node, tree: ScopeTree): boolean {
  if (callee.type === 'CallExpression') return /fetch/i.test(memberPath(callee['callee'] as Node)?.at(-1) ?? '') || isGivenFetch(callee, tree)
  const path = memberPath(callee)
  const name = path?.at(-1)
  if (!path || name === undefined) return false
  if (!FETCH_NAME.test(name)) return path.length === 1 && isTakenFetch(tree.bindingOf.get(unwrap(callee)), tree)
  if (path.length > 1) return path.slice(0, -1).every((part) => OPTIONS_NAME.test(part)) || (path.length === 2 && name === 'fetch' && MODULE_NAME.test(path[0] ?? ''))
  const kind = tree.bindingOf.get(unwrap(callee))?.kind
  if (kind === 'import') return name === 'fetch'
  return kind !== undefined && kind !== 'function' && kind !== 'class'
}

/** `retryOnDNSFailure(fetch)(url)`: what a function makes of `fetch`, and of nothing else but some options, is called like it. */
function isGivenFetch(call: Node, tree: ScopeTree): boolean {
  const [given, options, ...others] = (call['arguments'] as Node[]).map(unwrap)
  if (!given || others.length > 0 || (options && options.type !== 'ObjectExpression' && options.type !== 'Identifier')) return false
  return namesFetch(given, tree) || (given.type === 'Identifier' && given['name'] === 'fetch' && !tree.bindingOf.has(given))
}

/** `const send = this.fetch`: a constant that is the `fetch` of an object. */
function isTakenFetch(binding: Binding | undefined, tree: ScopeTree): boolean {
  if (!binding || binding.writes.length > 0 || binding.definition.type !== 'VariableDeclarator' || (binding.definition['id'] as Node).type !== 'Identifier') return false
  const init = binding.definition['init'] as Node | null
  return init !== null && unwrap(init).type === 'MemberExpression' && namesFetch(unwrap(init), tree)
}

/** Whether a call is one of `fetch` by its shape: `this.hooks.fetch(url, { method, headers })`, whatever object it is a method of. */
export function looksLikeFetch(call: Node): boolean {
  const callee = unwrap(call['callee'] as Node)
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'fetch') return false
  const [, init] = call['arguments'] as Node[]
  return hasRequestOptions(init && unwrap(init))
}

/** What the second argument of `fetch` may hold: the standard's, and what undici, node-fetch, Next, Cloudflare, Bun, Deno, Tauri and others add. */
const FETCH_OPTIONS = new Set([
  'method', 'headers', 'body', 'mode', 'credentials', 'cache', 'redirect', 'referrer', 'referrerPolicy', 'integrity', 'keepalive', 'signal', 'window', 'priority', 'duplex',
  'dispatcher', 'agent', 'timeout', 'compress', 'follow', 'size', 'counter', 'highWaterMark', 'insecureHTTPParser', 'next', 'cf', 'client', 'proxy', 'tls', 'unix', 'verbose',
  'decompress', 'connectTimeout', 'maxRedirections', 'danger', 'reactNative', 'session', 'useSessionCookies', 'retry', 'retries', 'retryDelay', 'retryOn', 'onRetry', 'fetch',
])

/**
 * Whether a call is none of a function with the interface of `fetch`, though it is called so: that needs an address, takes no type
 * arguments, and knows only certain options. What such a function makes of a failure is its own affair.
 */
export function isOtherFetch(call: Node): boolean {
  const [input, init] = call['arguments'] as Node[]
  if (!input || call['typeArguments'] || call['typeParameters'] || isNoAddress(unwrap(input))) return true
  const options = init && unwrap(init)
  if (options?.type !== 'ObjectExpression') return false
  return (options['properties'] as Node[]).some((property) => property.type === 'Property' && property['computed'] !== true && !FETCH_OPTIONS.has(propertyName(property) ?? 'method'))
}

/** What holds the address among the options of such a function: `fetch({ url, method })`. */
const ADDRESS_OPTION = /^(?:ur[il]|href|input|request|requestInfo|path|pathname|endpoint|resource|baseURL|baseUrl|hostname|host)$/

/** `this.$fetch(false)`, a hook of a component; `fetchFn(userId)`; `dispatch(fetch({ title }))`, an action of a store. */
function isNoAddress(input: Node): boolean {
  if (input.type === 'ObjectExpression') return (input['properties'] as Node[]).every((property) => property.type === 'Property' && !property['computed'] && !ADDRESS_OPTION.test(propertyName(property) ?? ''))
  if (input.type === 'Identifier' || input.type === 'MemberExpression') return /(?:^id|Id|_id|ID)$/.test(nameOf(input) ?? '')
  return input.type === 'Literal' && (typeof input['value'] === 'boolean' || input['raw'] === 'null')
}

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

/** What a declaration gives the value of an expression to. */
function targetOf(expression: Node, tree: ScopeTree): Node | undefined {
  const { node, parent } = outward(expression, tree)
  return parent?.type === 'VariableDeclarator' && parent['init'] === node ? (parent['id'] as Node) : undefined
}

/** The properties that are read of these expressions. */
function membersRead(objects: readonly Node[], tree: ScopeTree): (string | undefined)[] {
  return objects.flatMap((object) => {
    const { node, parent } = outward(object, tree)
    return parent?.type === 'MemberExpression' && parent['object'] === node ? [propertyName(parent)] : []
  })
}

/** The properties that a pattern takes; undefined where the text does not say which. */
function keysOf(pattern: Node): (string | undefined)[] {
  return (pattern['properties'] as Node[]).map((property) => (property.type === 'Property' ? propertyName(property) : undefined))
}

/** Whether a call makes a request as Node's `http` does, whatever it is a method of: the code listens to what it gives, and ends it. */
export function looksLikeNodeRequest(call: Node, tree: ScopeTree): boolean {
  const callee = unwrap(call['callee'] as Node)
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'request') return false
  const target = targetOf(call, tree)
  const used = membersRead((target && tree.bindingOf.get(target)?.references) ?? [], tree)
  return used.includes('on') && used.includes('end')
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
  /** It is only asked which success it was. */
  successes: boolean
  others: number
  /** The body is read by a method: `json()`. */
  bodyMethod: boolean
  calledStatus: boolean
  data: boolean
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

/** The pattern by which a name is taken out of something: of a declaration, or of the first parameter of a function. */
export function patternOf({ definition, kind }: Binding): Node | undefined {
  if (definition.type === 'VariableDeclarator') return definition['id'] as Node
  return kind === 'param' && isFunction(definition) ? parametersOf(definition)[0] : undefined
}

/** The property that a name is taken from: `response` of `const { response: answer } = ...`. */
export function keyOf(binding: Binding, tree: ScopeTree): string | undefined {
  const pattern = patternOf(binding)
  if (pattern?.type !== 'ObjectPattern') return undefined
  const own = (pattern['properties'] as Node[]).find((property) => property.type === 'Property' && tree.bindingOf.get(property['value'] as Node) === binding)
  return own && propertyName(own)
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

/** `const { status, body } = await client.load()`, `switch (status) { case 403: }`: what is taken beside the status, or asked of it, a failure has too. */
function isTakenWithFailures(binding: Binding, tree: ScopeTree): boolean {
  const pattern = patternOf(binding)
  if (pattern?.type !== 'ObjectPattern' || !keyOf(binding, tree)?.startsWith('status')) return false
  const isPartOfAll = (name: string | undefined): boolean => name !== undefined && (OTHER_PROPERTIES.has(name) || BODY_METHODS.has(name))
  return keysOf(pattern).some(isPartOfAll) || binding.references.some((reference) => {
    const { node, parent } = outward(reference, tree)
    return isComparedFrom(node, parent, 400)
  })
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
  const reads: Reads = { ok: false, status: false, statusCode: false, statusNumber: false, failures: false, successes: false, others: 0, bodyMethod: false, calledStatus: false, data: false }
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
    const isCompared = isComparedWithStatus(node, parent)
    const ofSuccess = isCompared && name === 'statusCode' && !isComparedWithFailure(node, parent)
    reads.successes ||= ofSuccess
    reads.statusNumber ||= isCompared && !ofSuccess
    reads.failures ||= isComparedFrom(node, parent, 400)
  } else if (OTHER_PROPERTIES.has(name)) reads.others++
  else if (isOfNoResponse(name)) reads.data = true
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

/** Classes of the status codes of RFC 9110 section 15 as far as they are given out; 130 is what a shell says of Ctrl-C. */
const STATUS_CODE = /^(?:10[0-4]|20\d|226|30\d|4\d\d|5\d\d)$/

/** Whether an expression is a status code as a literal, or the bound of a class of them (300). */
export function isStatusCode(node: Node | undefined): boolean {
  if (!node) return false
  const inner = unwrap(node)
  if (inner.type !== 'Literal') return false
  const value: unknown = inner['value']
  return typeof value === 'number' && STATUS_CODE.test(String(value))
}

/** Functions that are given a status to say what it means: `isRetryable(response.status)`, `RETRIED.includes(response.status)`. */
const JUDGES = /^(?:includes|has|indexOf)$|status|retr(?:y|ia)|redirect|success|^is_?(?:ok|error)/i

function isComparedWithStatus(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'BinaryExpression') {
    const other = (parent['left'] === node ? parent['right'] : parent['left']) as Node
    return isStatusCode(other)
  }
  if (parent?.type === 'CallExpression') return parent['callee'] !== node && JUDGES.test(nameOf(parent['callee'] as Node) ?? '')
  if (parent?.type !== 'SwitchStatement') return false
  return (parent['cases'] as Node[]).some((clause) => isStatusCode(clause['test'] as Node | undefined))
}

/** Whether it is compared with a status from here on: by an operator, or by a `switch`. */
function isComparedFrom(node: Node, parent: Node | undefined, lowest: number): boolean {
  const isFrom = (other: Node | null | undefined): boolean => {
    const value: unknown = other && unwrap(other)['value']
    return typeof value === 'number' && value >= lowest && value < 600
  }
  if (parent?.type === 'SwitchStatement') return (parent['cases'] as Node[]).some((clause) => isFrom(clause['test'] as Node | null))
  return parent?.type === 'BinaryExpression' && isFrom((parent['left'] === node ? parent['right'] : parent['left']) as Node)
}

/** Successes that a client which rejects failures may be asked about. */
const SUCCESSES = [201, 202, 204, 206, 304]

function isComparedWithFailure(node: Node, parent: Node | undefined): boolean {
  if (parent?.type !== 'BinaryExpression') return true
  const other = unwrap((parent['left'] === node ? parent['right'] : parent['left']) as Node)
  return !SUCCESSES.includes(other['value'] as number)
}

/**
 * Whether a name is the status of a response that is taken apart at once: `const { statusCode, body } = await request()`,
 * where `statusCode` is compared with status codes.
 */
export function isTakenStatus(binding: Binding, tree: ScopeTree): boolean {
  const pattern = patternOf(binding)
  if (!pattern || binding.kind === 'param' || !/^status(?:Code)?$/.test(keyOf(binding, tree) ?? '')) return false
  if (!keysOf(pattern).some((name) => name !== undefined && (OTHER_PROPERTIES.has(name) || BODY_METHODS.has(name) || name === 'data'))) return false
  return binding.references.some((reference) => {
    const { node, parent } = outward(reference, tree)
    return isComparedWithStatus(node, parent)
  })
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
