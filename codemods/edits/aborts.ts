import type { RetryFinding } from '../../analysis/findings.ts'
import { originOf } from '../../analysis/origins.ts'
import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, rangeOf } from '../../analysis/syntax/nodes.ts'
import type { Imports } from './imports.ts'
import { bindingOf, contains, functionOf, nodeAt, parentOf, type Source } from './source.ts'

/** Writes the error that a retry library gives up on, out of one that it would retry. */
type Abort = (error: string, imports: Imports) => string

/** What each library takes for the end: its own words, by the module that it is imported from. */
const ABORTS: Readonly<Record<string, Abort>> = {
  // The caller gets the error inside (readme, "AbortError").
  'p-retry': (error, imports) => `new ${imports.nameFrom('p-retry', 'AbortError')}(${error})`,
  // "If an error has a `bail` property, it is not retried" (lib/index.js, `onError`), and the caller gets it.
  'async-retry': (error) => `Object.assign(${error}, { bail: true })`,
}

const NAMED = new RegExp(`['"\`:/](?:${Object.keys(ABORTS).join('|')})(?:@[^'"\`]*)?['"\`]`)

/**
 * How a throw at a node ends the retries of the library that runs it. That may leave the status out as it stands, by the
 * class of another error: it would not leave out the typed one.
 */
export function abortFor(node: Node, request: readonly [number, number], retries: () => readonly RetryFinding[], source: Source): Abort | undefined {
  if (!NAMED.test(source.text)) return undefined
  for (const { site, range } of retries()) {
    if (site[0] !== request[0] || site[1] !== request[1]) continue
    const call = nodeAt(source, range)
    const abort = call?.type === 'CallExpression' ? ABORTS[originOf(call['callee'] as Node, source.tree)?.module ?? ''] : undefined
    if (abort && call && isRunOnlyBy(call, node, source)) return abort
  }
  return undefined
}

/** Other callers would get the library's error, which means nothing to them. */
function isRunOnlyBy(call: Node, node: Node, source: Source): boolean {
  let inner = node
  for (let depth = 0; depth < 4; depth++) {
    if (contains(call, rangeOf(inner))) return true
    const runner = functionOf(inner, source)
    if (!isFunction(runner)) return false
    const name = (runner['id'] ?? parentOf(runner, source)?.['id']) as Node | null | undefined
    const binding = name?.type === 'Identifier' ? bindingOf(name, source) : undefined
    const [only, ...others] = binding?.references ?? []
    if (binding === undefined || binding.exported || only === undefined || others.length > 0) return false
    inner = only
  }
  return false
}
