import { hasRequestOptions } from './request-calls.ts'
import { isNamed, onlyValueOf } from './syntax/declarations.ts'
import type { Node } from './syntax/estree.ts'
import { memberPath, nameOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'
import { membersRead, variableOf } from './syntax/uses.ts'

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
  const value = binding && isNamed(binding.definition) ? onlyValueOf(binding) : undefined
  return value !== undefined && unwrap(value).type === 'MemberExpression' && namesFetch(unwrap(value), tree)
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

/** Whether a call makes a request as Node's `http` does, whatever it is a method of: the code listens to what it gives, and ends it. */
export function looksLikeNodeRequest(call: Node, tree: ScopeTree): boolean {
  const callee = unwrap(call['callee'] as Node)
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'request') return false
  const used = membersRead(variableOf(call, tree)?.references ?? [], tree)
  return used.includes('on') && used.includes('end')
}
