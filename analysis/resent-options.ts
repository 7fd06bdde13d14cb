import { clientFunctionAt } from './clients/index.ts'
import type { RequestSite } from './request-sites.ts'
import type { FunctionUses } from './syntax/calls.ts'
import { keyOf, onlyValueOf } from './syntax/declarations.ts'
import type { Node } from './syntax/estree.ts'
import { isFunction, memberName, parametersOf, propertyName, unwrap } from './syntax/nodes.ts'
import type { Binding, ScopeTree } from './syntax/scopes.ts'

/** Names are followed so far: `var options = { ...options }` comes back to itself. */
const FARTHEST = 6
/** Names that say of what a function is given that it is a failure; so does a `response` in it. */
const FAILURE = /^_?(?:e|ex|err|reason|rejection|failure)$|error$/i

/**
 * The failure that code of another file calls a function with, which sends the request of that failure again: an interceptor that stands
 * by itself, `export const onRejected = (error) => axios(error.config)`.
 */
export function siteOfResent(call: Node, client: string, tree: ScopeTree, uses: FunctionUses): Omit<RequestSite, 'within'> | undefined {
  const [options] = call['arguments'] as Node[]
  if (client !== 'axios' || !options) return undefined
  const parameter = failureOf(options, tree)
  if (!parameter) return undefined
  const { escapes, calls } = uses.of(parameter.fn)
  const keeper = clientFunctionAt({ module: 'axios', path: ['interceptors', 'response', 'use'] })?.function.keeps
  return escapes && calls.length === 0 && keeper ? { node: parameter.node, client, incoming: keeper.send } : undefined
}

interface Parameter {
  readonly fn: Node
  readonly node: Node
}

/** The first parameter of a function, of which an expression is the `config`, or a copy of it with more. */
function failureOf(expression: Node, tree: ScopeTree, depth = 0): Parameter | undefined {
  if (depth > FARTHEST) return undefined
  const node = unwrap(expression)
  if (node.type === 'MemberExpression') return propertyName(node) === 'config' ? failureNamed(node['object'] as Node, tree) : undefined
  if (node.type === 'ObjectExpression') {
    const [first] = node['properties'] as Node[]
    return first?.type === 'SpreadElement' ? failureOf(first['argument'] as Node, tree, depth + 1) : undefined
  }
  const binding = tree.bindingOf.get(node)
  if (!binding) return undefined
  const key = keyOf(binding, tree)
  if (key === undefined) {
    const init = onlyValueOf(binding)
    return init && unwrap(init).type !== 'Identifier' ? failureOf(init, tree, depth + 1) : undefined
  }
  if (key !== 'config') return undefined
  const init = onlyValueOf(binding)
  return init ? failureNamed(init, tree) : firstOf(binding, tree, ({ node: pattern }) => (pattern['properties'] as Node[]).some((property) => propertyName(property) === 'response'))
}

/** The parameter that an expression names, by another name of it, too: `const axiosError = error as AxiosError`. */
function failureNamed(expression: Node, tree: ScopeTree, depth = 0): Parameter | undefined {
  if (depth > FARTHEST) return undefined
  const binding = tree.bindingOf.get(unwrap(expression))
  if (!binding) return undefined
  const init = onlyValueOf(binding)
  if (init) return unwrap(init).type === 'Identifier' ? failureNamed(init, tree, depth + 1) : undefined
  return firstOf(binding, tree, () => FAILURE.test(binding.name) || binding.references.some((reference) => memberName(tree.parents.get(reference) ?? reference) === 'response'))
}

function firstOf(binding: Binding, tree: ScopeTree, isFailure: (parameter: Parameter) => boolean): Parameter | undefined {
  const fn = binding.definition
  const node = binding.kind === 'param' && isFunction(fn) ? parametersOf(fn)[0] : undefined
  if (!node || (tree.bindingOf.get(node) !== binding && node.type !== 'ObjectPattern')) return undefined
  return isFailure({ fn, node }) ? { fn, node } : undefined
}
