import { methodGivenAxiosOptions, namesAxios } from './axios-names.ts'
import { clientFunctionAt, senderOfCommand } from './clients/index.ts'
import { isDeclaredData, isDeclaredDataParameter } from './declared-answers.ts'
import { namesOwnRetry, OWN_RETRIES, runOwnRetry } from './clients/own-retries.ts'
import { sendFetch } from './clients/fetch.ts'
import { sendOutside, sendPerhapsRejected } from './clients/outside.ts'
import type { Machine, ModelFunction } from './interpreter/machine.ts'
import type { Value } from './interpreter/values.ts'
import { enclosingFunction, outward } from './syntax/around.ts'
import { functionOf, FunctionUses } from './syntax/calls.ts'
import { isChained } from './syntax/chains.ts'
import { assignedTo, initOf, keyOf, onlyValueOf, patternOf } from './syntax/declarations.ts'
import type { Node, Program } from './syntax/estree.ts'
import { methodAt } from './syntax/methods.ts'
import { isFunction, isWithin, memberName, memberPath, nameOf, parametersOf, propertyName, rangeOf, unwrap } from './syntax/nodes.ts'
import { originOf } from './origins.ts'
import { failureSites, isCaughtThere, operationSites, rejectsForStatus } from './outside-sites.ts'
import { isMessage, isMessageHandler } from './messages.ts'
import { tellsRequest } from './request-calls.ts'
import { siteOfResent } from './resent-options.ts'
import { isOfServer } from './server-modules.ts'
import { isOtherFetch, looksLikeFetch, looksLikeNodeRequest, namesFetch } from './fetch-names.ts'
import { hasOwnFailure, isImportedOther, isReadOtherwise, isTakenStatus, isTypedResponse, mayReject, readsOk, usedAsResponse } from './response-use.ts'
import { ScopeBuilder, type Binding, type ScopeTree } from './syntax/scopes.ts'
import { yieldedFor } from './syntax/state-machines.ts'

/** A place where a request is sent, or where a response comes in from code that is not seen. */
export interface RequestSite {
  /** The call; for a parameter, its identifier. */
  readonly node: Node
  readonly client: string
  /** The function that it stands in, or the program. */
  readonly within: Node
  /** What the call does, where the client is not known by its import. */
  readonly run?: ModelFunction
  /** It is not known whether a failure rejects: a run has both. */
  readonly mayReject?: true
  /** The response comes beside what code that is not seen has made of it. */
  readonly madeElsewhere?: true
  /** Only the way in which the answer is used says that there is a request. */
  readonly isSupposed?: true
  /** For other sites' questions it is a call to code that is not seen, like any other. */
  readonly onlyWhenAsked?: boolean
  /** The call that it may make once more: it is a request where that is asked about, and is not asked about itself. */
  readonly madeBefore?: Node
  /** The request is sent when what the call gives is waited for, and not before. */
  readonly isLazy?: true
  /** A library that calls what it is given again: `node` stands for what it calls, where that is not seen. */
  readonly repeats?: 'requests' | 'operations'
  /** It calls what it is given: where that is seen, the request is in there. */
  readonly passesOn?: boolean
  /** `node` is the parameter of a function that a client calls with its failures: sends the request whose failure it is. */
  readonly incoming?: (machine: Machine, parameter: Node) => Value
}

/** A file, with what is found in it before anything is run. */
export interface RequestFile {
  readonly text: string
  readonly tree: ScopeTree
  readonly uses: FunctionUses
  readonly sites: readonly RequestSite[]
}

/** @param moduleNamed by what name the clients know the module of a specifier; that of its package, if left out */
export function requestFile(program: Program, text: string, operations: boolean, moduleNamed?: ScopeTree['moduleNamed']): RequestFile {
  const tree = ScopeBuilder.build(program, moduleNamed)
  const uses: FunctionUses = new FunctionUses(tree, (call) => isModelled(call, tree) || isOwnRetry(call, tree, uses))
  return { text, tree, uses, sites: findRequestSites(tree, uses, operations) }
}

/** A retry of another file by its names, where its module is not known. */
function isOwnRetry(call: Node, tree: ScopeTree, uses: FunctionUses): boolean {
  return namesOwnRetry(call, tree) && !originOf(call['callee'] as Node, tree) && !uses.isSeenCallee(call['callee'] as Node)
}

function isModelled(call: Node, tree: ScopeTree): boolean | 'later' {
  const origin = originOf(call['callee'] as Node, tree)
  const known = origin && clientFunctionAt(origin)
  return known?.function.isLazy ? 'later' : known !== undefined && !known.function.keeps
}

/**
 * Finds the request sites of a file by name resolution and by how results are used; nothing is run.
 *
 * @param operations whether to add calls that are made again and are not known to be requests
 */
export function findRequestSites(tree: ScopeTree, uses: FunctionUses, operations: boolean): RequestSite[] {
  const sites = new Map<Node, RequestSite>()
  const add = (site: Omit<RequestSite, 'within'>): void => {
    if (!sites.has(site.node)) sites.set(site.node, { ...site, within: enclosingFunction(site.node, tree) })
  }
  const own: Omit<RequestSite, 'within'>[] = []
  for (const call of tree.calls) {
    const origin = originOf(call['callee'] as Node, tree)
    const known = origin && clientFunctionAt(origin)
    const found = siteOfCall(call, known, tree, uses) ?? siteOfKept(call, known, tree)
    if (!found) continue
    if (found.client === OWN_RETRIES) own.push(found)
    else add(found)
    const resent = siteOfResent(call, found.client, tree, uses)
    if (resent) add(resent)
  }
  for (const scope of tree.scopes.values()) {
    for (const binding of scope.bindings.values()) {
      for (const site of sitesOfBinding(binding, tree, uses)) add(site)
    }
  }
  for (const site of own) {
    // The answer of a request that is seen in what is run again comes in there.
    if ([...sites.keys()].some((node) => node !== site.node && isWithin(node, site.node))) sites.delete(site.node)
    add(site)
  }
  const known = (call: Node): boolean => sites.has(call)
  for (const { node, within } of [...sites.values()]) if (isListedElsewhere(node, within, known, tree, uses)) sites.delete(node)
  for (const site of failureSites(tree, uses, known)) add(passesOn(site.node, tree) ? { ...site, passesOn: true } : site)
  if (operations) for (const site of [...operationSites(tree, uses, known)]) add(site)
  return [...sites.values()].sort((a, b) => rangeOf(a.node)[0] - rangeOf(b.node)[0])
}

type Known = ReturnType<typeof clientFunctionAt>

function passesOn(call: Node, tree: ScopeTree): boolean {
  const origin = originOf(call['callee'] as Node, tree)
  return (origin && clientFunctionAt(origin)?.function.passesOn) ?? false
}

/** @param known what is called, where it is known by its import */
function siteOfCall(call: Node, known: Known, tree: ScopeTree, uses: FunctionUses): Omit<RequestSite, 'within'> | undefined {
  const callee = unwrap(call['callee'] as Node)
  if (known?.function.repeats && known.function.repeatsIf?.(call, tree) !== false) return { node: call, client: known.client.name, repeats: known.function.repeats }
  if (call.type !== 'CallExpression') return undefined
  if (isOwnRetry(call, tree, uses)) return { node: call, client: OWN_RETRIES, repeats: 'operations', run: runOwnRetry }
  if (known) return known.function.sends ? { node: call, client: known.client.name, run: known.function.run, ...(known.function.isLazy && { isLazy: true }) } : undefined
  if ((namesFetch(callee, tree) || looksLikeFetch(call)) && !uses.isSeenCallee(callee) && !isOtherFetch(call) && !isReadOtherwise(call, tree) && !isImportedOther(callee, tree)) return { node: call, client: 'fetch', run: sendFetch }
  const sender = senderOfGiven(call, tree)
  if (sender && !uses.isSeenCallee(callee)) return { node: call, client: sender.client.name, run: sender.function.run }
  const named = namesAxios(callee, tree) ?? methodGivenAxiosOptions(call)
  if (named && !uses.isSeenCallee(callee)) {
    const model = clientFunctionAt({ module: 'axios', path: ['create()', ...named] })
    if (model?.function.sends) return { node: call, client: 'axios', run: model.function.run }
  }
  if (looksLikeNodeRequest(call, tree) && !uses.isSeenCallee(callee)) {
    const model = clientFunctionAt({ module: 'node:http', path: ['request'] })
    if (model) return { node: call, client: model.client.name, run: model.function.run }
  }
  const bound = callThroughCall(callee)
  if (bound && !uses.isSeenCallee(bound)) {
    const boundOrigin = originOf(bound, tree)
    if (namesFetch(bound, tree) || (boundOrigin && clientFunctionAt(boundOrigin)?.client.name === 'fetch')) {
      return { node: call, client: 'fetch', run: ({ args, ...rest }) => sendFetch({ ...rest, args: args.slice(1) }) }
    }
  }
  return undefined
}

/** What sends the command that a method of a client which is not seen is given: `context.s3.send(new PutObjectCommand())`. */
function senderOfGiven(call: Node, tree: ScopeTree): Known {
  const method = memberName(call['callee'] as Node)
  const [first] = call['arguments'] as Node[]
  const binding = first && tree.bindingOf.get(unwrap(first))
  const made = binding ? onlyValueOf(binding) : first
  if (method === undefined || !made || unwrap(made).type !== 'NewExpression') return undefined
  const origin = originOf(unwrap(made)['callee'] as Node, tree)
  return origin && senderOfCommand(origin, method)
}

/** The path of a function that only axios and what has its interface have. */
const AXIOS_INTERCEPTOR = ['create()', 'interceptors', 'response', 'use']

/** The failure that an interceptor is called with: `api.interceptors.response.use(undefined, (error) => ...)`. */
function siteOfKept(call: Node, byImport: Known, tree: ScopeTree): Omit<RequestSite, 'within'> | undefined {
  const known = byImport ?? interceptorAt(unwrap(call['callee'] as Node))
  const keeper = known?.function.keeps
  const argument = keeper && (call['arguments'] as Node[])[keeper.failures]
  const fn = argument && functionOf(argument, tree)
  const parameter = fn && parametersOf(fn)[0]
  return parameter && { node: parameter, client: known.client.name, incoming: keeper.send }
}

function interceptorAt(callee: Node): Known {
  const isNamed = callee.type === 'MemberExpression' && propertyName(callee) === 'use' && memberPath(callee)?.slice(-3).join('.') === AXIOS_INTERCEPTOR.slice(1).join('.')
  return isNamed ? clientFunctionAt({ module: 'axios', path: AXIOS_INTERCEPTOR }) : undefined
}

/** `f` of `f.call(self, ...)`. */
function callThroughCall(callee: Node): Node | undefined {
  return callee.type === 'MemberExpression' && propertyName(callee) === 'call' ? unwrap(callee['object'] as Node) : undefined
}

/** Sites at which the value of a binding comes in, where the binding is used as a response is. */
function sitesOfBinding(binding: Binding, tree: ScopeTree, uses: FunctionUses): readonly Omit<RequestSite, 'within'>[] {
  const sources = sourcesOf(binding, tree)
  // Most names get no answer of a call: how those are used tells nothing.
  if (binding.kind !== 'param' && sources.length === 0) return []
  if (!usedAsResponse(binding, tree, true) && !isTakenStatus(binding, tree)) return []
  if (binding.kind !== 'param') {
    return sources
      .filter((call) => isUnseenCall(call, tree, uses) && !isGiven(call, binding, tree) && !isDeclaredData(call, binding, tree) && (readsOk(binding, tree) || !rejectsForStatus(call, tree)))
      .map((call) => unseenSite(call, binding, tree))
  }
  const handled = referencesOf(binding.definition, tree).map((reference) => {
    const promise = promiseOfHandler(reference, tree)
    return promise && siteOfPromise(promise, binding, tree, uses)
  })
  return [siteOfParameter(binding, tree, uses), ...handled].filter((site) => site !== undefined)
}

/** The calls whose answer a binding gets. */
function sourcesOf(binding: Binding, tree: ScopeTree): readonly Node[] {
  const first = initOf(binding)
  return [...(first ? [first] : []), ...assignedTo(binding, tree)].flatMap((value) => callOf(value, tree) ?? [])
}

/** Whether a node is the parameter of a method that is given the answer of a request of the file: that is where it is listed. */
function isListedElsewhere(node: Node, within: Node, known: (call: Node) => boolean, tree: ScopeTree, uses: FunctionUses): boolean {
  const index = (isFunction(within) ? parametersOf(within) : []).indexOf(node)
  if (index < 0 || !IS_MEMBER.test(tree.parents.get(within)?.type ?? '')) return false
  return uses.of(within).calls.some((call) => {
    const promise = memberName(call['callee'] as Node) === 'then' ? (unwrap(call['callee'] as Node)['object'] as Node) : undefined
    const sender = promise ? headOf(promise, tree) : senderOf((call['arguments'] as Node[])[index], tree)
    return sender !== undefined && known(sender)
  })
}

const IS_MEMBER = /^(?:MethodDefinition|PropertyDefinition|Property)$/

/** The call whose answer an argument is: itself, the value of a variable, or what the promise gives that a callback was handed to. */
function senderOf(argument: Node | undefined, tree: ScopeTree): Node | undefined {
  const binding = argument && tree.bindingOf.get(unwrap(argument))
  if (!binding) return argument && callOf(argument, tree)
  const init = initOf(binding)
  const promise = binding.kind === 'param' ? promiseOfHandler(binding.definition, tree) : undefined
  return promise ? headOf(promise, tree) : init ? callOf(init, tree) : undefined
}

/** The call that a chain begins with: what has been a response all along may be handed on from `then` to `then`. */
function headOf(promise: Node, tree: ScopeTree): Node | undefined {
  const call = callOf(promise, tree, true)
  return call && isChained(call) ? headOf(unwrap(call['callee'] as Node)['object'] as Node, tree) : call
}

/** Where a function is named: `load().then(check)`, `load().then(this.check)`. */
function referencesOf(fn: Node, tree: ScopeTree): readonly Node[] {
  const { parent } = outward(fn, tree)
  if (parent && IS_MEMBER.test(parent.type)) return (tree.accesses.get(propertyName(parent) ?? '') ?? []).filter((access) => methodAt(access, tree) === fn)
  const name = fn.type === 'FunctionDeclaration' ? (fn['id'] as Node | null) : parent?.type === 'VariableDeclarator' ? (parent['id'] as Node) : null
  return (name && tree.bindingOf.get(name)?.references) ?? []
}

/** A call to code that is not seen, whose answer a binding gets. */
function unseenSite(call: Node, binding: Binding, tree: ScopeTree): Omit<RequestSite, 'within'> {
  const held = heldAs(binding, tree)
  const isToldElsewhere = held !== undefined || handlesFailures(call)
  const site = { node: call, client: 'response', ...(!tellsRequest(call) && { isSupposed: true as const }), ...(isToldElsewhere && { madeElsewhere: true as const }) }
  if (mayReject(call, binding, tree) && (isCaughtThere(call, tree) || !hasOwnFailure(call, binding, tree))) return { ...site, run: (made) => sendPerhapsRejected(made, held), mayReject: true }
  return { ...site, run: (made) => sendOutside(made, held) }
}

/** `errorHandler(api.post(url))`: what is given the promise of an answer, and is about failures by its name, has had the answer first. */
function handlesFailures(call: Node): boolean {
  return /error|fail|handle|catch/i.test(nameOf(call['callee'] as Node) ?? '') && (call['arguments'] as Node[]).some((argument) => unwrap(argument).type === 'CallExpression')
}

/** Where in what a call gives the response is: `res` of `const { res, data } = await request()`, 1 of `const [error, res] = ...`. */
function heldAs(binding: Binding, tree: ScopeTree): string | number | undefined {
  const pattern = patternOf(binding)
  if (pattern?.type === 'ArrayPattern') {
    const index = (pattern['elements'] as (Node | null)[]).findIndex((element) => element && tree.bindingOf.get(element) === binding)
    return index < 0 ? undefined : index
  }
  const name = keyOf(binding, tree)
  return name === 'status' || name === 'statusCode' ? undefined : name
}

/** `response = await check(response)`: what is given the answer asks for none. */
function isGiven(call: Node, binding: Binding, tree: ScopeTree): boolean {
  return (call['arguments'] as Node[]).some((argument) => tree.bindingOf.get(unwrap(argument)) === binding)
}

/** Names of functions that give an answer itself, and no promise of one: in scripts of k6 and Apps Script, in state machines. */
const SENDS_AT_ONCE = /fetch|request|http|send|call|load|sync|^(?:get|head|options|post|put|patch|del|delete)$|^(?:query|invoke|execute|exec|run|perform)/i

/** The call whose (awaited) value an expression is; `isAwaited`: the code waits for that already. */
function callOf(expression: Node, tree: ScopeTree, isAwaited = false): Node | undefined {
  const inner = unwrap(expression)
  let node = yieldedFor(inner, tree) ?? inner
  const isWaitedFor = isAwaited || node !== inner || node.type === 'AwaitExpression' || node.type === 'YieldExpression'
  if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') node = node['argument'] ? unwrap(node['argument'] as Node) : node
  if (node.type !== 'CallExpression') return undefined
  if (!isWaitedFor && !SENDS_AT_ONCE.test(nameOf(node['callee'] as Node) ?? '')) return undefined
  // `Promise.resolve(load())` is what `load()` gives.
  const [resolved] = node['arguments'] as Node[]
  return resolved && memberPath(node['callee'] as Node)?.join('.') === 'Promise.resolve' ? callOf(resolved, tree, true) : node
}

/** Methods that pass their object's own answer on, or make something that is no answer of a server; a mutation gives what its function has made. */
const NO_REQUEST = /^(?:then|catch|finally|clone|all|race|any|allSettled|resolve|reject|json|text|parse|safeParse|match|find|get|pop|shift|at|useState|useMemo|useContext|use|mutate|mutateAsync)$/

/** What makes the options of a request sends none. */
const MAKES_OPTIONS = /^(?:get|build|make|create|prepare|merge|set)\w*(?:Options|Params|Headers)$/

function isUnseenCall(call: Node, tree: ScopeTree, uses: FunctionUses): boolean {
  const callee = unwrap(call['callee'] as Node)
  if (uses.isSeenCallee(callee)) return false
  const name = nameOf(callee)
  if (name === undefined) return false
  if (NO_REQUEST.test(name) && !(name === 'get' && callee.type === 'MemberExpression')) return false
  if (isOfServer(callee, tree) || isBuiltOnRequest(callee, tree) || isMessage(name, call) || MAKES_OPTIONS.test(name)) return false
  const origin = originOf(callee, tree)
  const known = origin && clientFunctionAt(origin)
  return !known || known.client.name === OWN_RETRIES || (known.function.passesOn === true && givesUnseen(call, uses))
}

/** Whether what is to be called once is a function of another file: `call(api.load, id)`, `call([api, api.load], id)`. */
function givesUnseen(call: Node, uses: FunctionUses): boolean {
  const [first] = call['arguments'] as Node[]
  const given = first && unwrap(first)
  const fn = given?.type === 'ArrayExpression' ? (given['elements'] as (Node | null)[])[1] : given
  return fn != null && /^(?:Identifier|MemberExpression)$/.test(fn.type) && !uses.isSeenCallee(fn)
}

/** `request.get(url).set(...)`: a method of what a client's own request gives. */
function isBuiltOnRequest(callee: Node, tree: ScopeTree): boolean {
  let at = callee
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    at = unwrap((at['object'] ?? at['callee']) as Node)
    const origin = at.type === 'CallExpression' ? originOf(at['callee'] as Node, tree) : undefined
    if (origin && clientFunctionAt(origin)?.function.sends) return true
  }
  return false
}

function siteOfParameter(binding: Binding, tree: ScopeTree, uses: FunctionUses): Omit<RequestSite, 'within'> | undefined {
  const fn = binding.definition
  if (!isFunction(fn)) return undefined
  const identifier = parametersOf(fn).find((param) => tree.bindingOf.get(param) === binding)
  const promise = promiseOfHandler(fn, tree)
  if (!identifier) return promise && heldAs(binding, tree) !== undefined ? siteOfPromise(promise, binding, tree, uses) : undefined
  if (promise) return siteOfPromise(promise, binding, tree, uses)
  // The function that it is handed to is the one that it is listed at.
  if (!usedAsResponse(binding, tree, false) || isDeclaredDataParameter(identifier, tree)) return undefined
  const { escapes, isKept } = uses.of(fn)
  if (!escapes || isKept || isPredicate(fn) || isMiddleware(fn) || isMessageHandler(fn, tree) || isForSuccess(fn, tree)) return undefined
  return { node: identifier, client: 'response', ...(!isTypedResponse(binding, tree) && { isSupposed: true }) }
}

/** What the answer is given to, where it is a parameter of the root. */
export function givenTo(root: Node, site: RequestSite, tree: ScopeTree): 'to a function' | 'to a callback' | undefined {
  if (root !== site.within || site.node['callee'] || site.incoming) return undefined
  const { parent } = outward(root, tree)
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression' || parent?.type === 'Property' ? 'to a callback' : 'to a function'
}

function siteOfPromise(promise: Node, binding: Binding, tree: ScopeTree, uses: FunctionUses): Omit<RequestSite, 'within'> | undefined {
  const call = callOf(promise, tree, true)
  if (!call || !isUnseenCall(call, tree, uses) || isDeclaredData(call, binding, tree)) return undefined
  return readsOk(binding, tree) || !rejectsForStatus(call, tree) ? unseenSite(call, binding, tree) : undefined
}

const IS_BOOLEAN: Readonly<Record<string, RegExp>> = { BinaryExpression: /^(?:[=!]=|[<>]|in)/, UnaryExpression: /^!/, LogicalExpression: /^(?:&&|\|\|)/ }

/** `(res) => res.status === 200`: whoever asks has the answer. */
function isPredicate(fn: Node): boolean {
  if (fn.type !== 'ArrowFunctionExpression') return false
  const body = unwrap(fn['body'] as Node)
  return body.type === 'MemberExpression' ? propertyName(body) === 'ok' : (IS_BOOLEAN[body.type]?.test(String(body['operator'])) ?? false)
}

/** `async (ctx, next) => { await next(); if (ctx.status === 200) ... }`: what a server itself answers. */
function isMiddleware(fn: Node): boolean {
  return parametersOf(fn).some((param, index) => index > 0 && param.type === 'Identifier' && param['name'] === 'next')
}

const FOR_FAILURE = /^(?:on_?|handle)?(?:error|failure|fail|reject|rejected)(?:Handler|Callback)?$/i
const FOR_SUCCESS = /success|succeeded|format|transform|parse/i

/**
 * What went well is data by then: `mutate(plan, { onSuccess: (res) => { if (res.ok) ... } })`. So it is in a function beside
 * another for what failed: `request(url, { responseFormatter: (res) => ..., errorHandler: (res) => ... })`.
 */
function isForSuccess(fn: Node, tree: ScopeTree): boolean {
  const { parent } = outward(fn, tree)
  if (parent?.type !== 'Property') return false
  const name = propertyName(parent) ?? ''
  if (name === 'onSuccess' || !FOR_SUCCESS.test(name)) return name === 'onSuccess'
  const siblings = (tree.parents.get(parent)?.['properties'] as Node[] | undefined) ?? []
  return siblings.some((property) => property !== parent && property.type === 'Property' && FOR_FAILURE.test(propertyName(property) ?? ''))
}

/** The promise whose `then` a function is handed to. */
function promiseOfHandler(fn: Node, tree: ScopeTree): Node | undefined {
  const { node, parent } = outward(fn, tree)
  if (parent?.type !== 'CallExpression' || (parent['arguments'] as Node[])[0] !== node) return undefined
  const callee = unwrap(parent['callee'] as Node)
  return callee.type === 'MemberExpression' && propertyName(callee) === 'then' ? (callee['object'] as Node) : undefined
}
