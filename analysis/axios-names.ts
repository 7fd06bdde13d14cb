import { hasProperty } from './request-calls.ts'
import { OPTIONS_NAME } from './fetch-names.ts'
import type { Node } from './syntax/estree.ts'
import { headOf, memberName, memberPath, unwrap } from './syntax/nodes.ts'
import type { ScopeTree } from './syntax/scopes.ts'

/** Names under which an instance of axios is handed around. */
const AXIOS_NAME = /^[_$#]*axios(?:Instance|Client|Http)?$/i

/**
 * The method that a callee names of an instance of axios, where only its name says that it is one: `this.axios.get`, a
 * parameter `axiosInstance`, an import of the project's own `axios`. Empty for the instance itself.
 */
export function namesAxios(callee: Node, tree: ScopeTree): readonly string[] | undefined {
  const path = memberPath(callee)
  const intercepted = interceptedObjects(tree)
  for (const length of intercepted.size > 0 ? [0, 1] : []) {
    if (path && path.length > length && intercepted.has(objectKey(callee, path.slice(0, path.length - length), tree))) return path.slice(path.length - length)
  }
  const at = path?.findLastIndex((part) => AXIOS_NAME.test(part)) ?? -1
  if (!path || at < 0 || path.length - at > 2) return undefined
  if (at > 0) return path[0] === 'this' || OPTIONS_NAME.test(path[at - 1] ?? '') ? path.slice(at + 1) : undefined
  const kind = tree.bindingOf.get(headOf(callee))?.kind
  return kind !== undefined && kind !== 'function' && kind !== 'class' ? path.slice(at + 1) : undefined
}

/** The place of the options among what the methods of axios are given (https://axios-http.com/docs/api_intro). */
const OPTIONS_AT: Readonly<Record<string, number>> = { request: 0, get: 1, delete: 1, head: 1, options: 1, post: 2, put: 2, patch: 2 }

/** The method of axios that a call is one of, whatever its object is called: it is given the option `validateStatus`, which other clients don't know. */
export function methodGivenAxiosOptions(call: Node): readonly string[] | undefined {
  const name = memberName(call['callee'] as Node)
  const options = name !== undefined && Object.hasOwn(OPTIONS_AT, name) ? (call['arguments'] as Node[])[OPTIONS_AT[name] as number] : undefined
  return name !== undefined && hasProperty(options && unwrap(options), /^validateStatus$/) ? [name] : undefined
}

const INTERCEPTED = new WeakMap<ScopeTree, Set<string>>()

/** Objects of which the file sets interceptors, as is done with instances of axios: by name and binding. */
function interceptedObjects(tree: ScopeTree): ReadonlySet<string> {
  let found = INTERCEPTED.get(tree)
  if (found) return found
  INTERCEPTED.set(tree, (found = new Set()))
  for (const access of tree.accesses.get('use') ?? []) {
    const path = memberPath(access)
    if (path && isUseOfInterceptor(path)) found.add(objectKey(access, path.slice(0, -3), tree))
  }
  return found
}

/** `x.interceptors.response.use`, whatever `x` is: axios and what has its interface. */
function isUseOfInterceptor(path: readonly string[]): boolean {
  return /^interceptors\.(?:request|response)\.use$/.test(path.slice(-3).join('.')) && path.length > 3
}

function objectKey(expression: Node, path: readonly string[], tree: ScopeTree): string {
  return `${path.join('.')}@${tree.bindingOf.get(headOf(expression))?.id ?? ''}`
}
