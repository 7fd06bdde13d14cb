import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, parametersOf, unwrap } from '../../analysis/syntax/nodes.ts'
import type { Edit } from '../edits/apply.ts'
import { insertion } from '../edits/insertion.ts'
import { contains, endOf, parentOf, startOf, textOf, walkOwn, type Source } from '../edits/source.ts'
import type { Candidate, Situation, StatusTest } from './candidate.ts'
import { freeName, functionAt } from './functions.ts'
import { classTest, placeAt, testOf } from './status-tests.ts'

/** How an operation tells its library that this was the last try. */
export interface BailOut {
  /** Which argument of the library's call is the operation. */
  readonly index: number
  /** The parameters of an operation up to the one that ends the tries: `bail`. */
  readonly names: readonly string[]
  /** What the handler of a failure does, where what it gives is what the operation gives. */
  readonly returned: (test: StatusTest, written: Written) => string
  /** The same where the operation goes on with it; the other one, if left out. */
  readonly awaited?: (test: StatusTest, written: Written) => string
  /** The statement that ends the tries with a failure, where the operation has the response itself. */
  readonly response?: (failure: string, written: Pick<Written, 'isTypeScript'>) => string
}

/** How the code is written that a library's word goes into. */
export interface Written {
  /** The name of what was caught. */
  readonly error: string
  readonly isTypeScript: boolean
}

/** The ways to catch the failure inside of the operation. */
export function* bailOutCandidates(bailOut: BailOut, call: Node, situation: Situation): Generator<Candidate> {
  const { source } = situation
  const operation = ((call['arguments'] ?? []) as readonly Node[])[bailOut.index]
  const test = handlerTest('error', situation)
  if (!operation || !test) return
  const handler = (isReturned: boolean): string => `.catch((error) => { ${(isReturned ? bailOut.returned : (bailOut.awaited ?? bailOut.returned))(test, { error: 'error', isTypeScript: situation.isTypeScript })} })`
  const node = unwrap(operation)
  if (!isFunction(node)) {
    const edits = wrapNamed(node, bailOut, handler(true), source)
    if (edits) yield { edits }
    return
  }
  const params = addParameters(node, bailOut, source)
  for (const { expression, isReturned } of awaitedCalls(node, situation)) {
    const code = handler(isReturned)
    const needed = bailOut.names.some((name) => code.includes(`${name}(`)) ? params : []
    if (needed) yield { edits: [...needed, insertion(endOf(expression), code)] }
  }
}

/** The test in a handler of failures, where the compiler knows nothing of them and minds nothing. */
export function handlerTest(name: string, situation: Situation): StatusTest | undefined {
  if (situation.errorClass !== undefined) return classTest(name, situation.errorClass)
  const place = placeAt(situation.construct, situation)?.replace(/^retried\.|^bailed\./, '')
  return place === undefined ? undefined : testOf(name, place, { isError: true, isTyped: true }, situation)
}

/** `retry(load)` becomes `retry((bail) => load().catch(...))`. */
function wrapNamed(name: Node, { names }: BailOut, handler: string, source: Source): Edit[] | undefined {
  const fn = functionAt(name, source)
  if (fn?.['async'] !== true) return undefined
  const taken = parametersOf(fn).length
  const uses = names.slice(0, Math.max(taken, handler.includes(`${names.at(-1)}(`) ? names.length : 0))
  return [{ start: startOf(name), end: endOf(name), text: `(${uses.join(', ')}) => ${textOf(name, source)}(${uses.slice(0, taken).join(', ')})${handler}` }]
}

function addParameters(fn: Node, { names }: BailOut, source: Source): Edit[] | undefined {
  const params = parametersOf(fn)
  if (params.length >= names.length) return names.every((name, index) => params[index]?.['name'] === name || index < names.length - 1) ? [] : undefined
  if (params.length > 0 || names.some((name) => freeName(name, fn, source) !== name)) return undefined
  return [insertion(source.text.indexOf('(', startOf(fn)) + 1, names.join(', '))]
}

/** The calls in an operation whose promise it waits for or gives on, the request's own first. */
function awaitedCalls(fn: Node, { source, finding }: Situation): { readonly expression: Node; readonly isReturned: boolean }[] {
  const found: { expression: Node; isReturned: boolean }[] = []
  const add = (value: Node, isReturned: boolean): void => {
    const inner = unwrap(value)
    const call = inner.type === 'AwaitExpression' ? unwrap(inner['argument'] as Node) : inner
    if (call.type === 'CallExpression' && !found.some(({ expression }) => expression === call)) found.push({ expression: call, isReturned })
  }
  const body = fn['body'] as Node
  if (body.type !== 'BlockStatement') add(body, true)
  walkOwn(body, (node) => {
    if (node.type === 'ReturnStatement' && node['argument'] && !isTried(node, fn, source)) add(node['argument'] as Node, true)
    if (node.type === 'AwaitExpression') add(node, false)
  })
  return found.sort((a, b) => Number(contains(b.expression, finding.site)) - Number(contains(a.expression, finding.site)))
}

function isTried(node: Node, fn: Node, source: Source): boolean {
  for (let at = parentOf(node, source); at && at !== fn; at = parentOf(at, source)) if (at.type === 'TryStatement') return true
  return false
}
