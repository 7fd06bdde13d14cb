import type { Node } from '../../analysis/syntax/estree.ts'
import { isFunction, unwrap } from '../../analysis/syntax/nodes.ts'
import { isTried } from './catches.ts'
import type { Exits } from './exits.ts'
import { returnedValues } from './functions.ts'
import { calledMethod, calledObject } from './references.ts'
import { bindingOf, functionOf, parentOf, textOf, walkOwn, type Source } from './source.ts'

/**
 * How the branch fails: by throwing the awaited error, by returning a promise that is rejected with it, or by throwing
 * in a callback that is made async for it.
 */
export type Action = 'throw' | 'reject' | 'throw-async'

/**
 * Chooses what reaches the callers on the same way as the failure does.
 *
 * @returns undefined where nothing can be awaited and no promise returned
 */
export function chooseAction(guard: Node, exits: Exits, source: Source): Action | undefined {
  const runner = functionOf(guard, source)
  const rejects = exits.has('reject') && !exits.has('throw')
  if (canAwait(runner, source)) return rejects && isTried(guard, source) ? 'reject' : 'throw'
  if (!isFunction(runner) || runner['generator'] === true) return undefined
  // A rejection that is returned leaves a `try` as it is; a throw would not.
  if (isPromiseCallback(runner, source) && !(rejects && isTried(guard, source))) {
    if (!runner['returnType']) return 'throw-async'
  }
  if (rejects) return 'reject'
  if (isTried(guard, source) || !takesPromise(runner, source)) return undefined
  if (returnsPromises(runner)) return 'reject'
  const isTaken = isPromiseCallback(runner, source) || isOnlyAwaited(runner, source)
  return isTaken && returnsAnything(runner) ? 'reject' : undefined
}

function canAwait(runner: Node, source: Source): boolean {
  if (runner['async'] === true) return true
  return runner === source.program && hasTopLevelAwait(source)
}

function hasTopLevelAwait({ program }: Source): boolean {
  let found = false
  walkOwn(program, (node) => {
    found ||= node.type === 'AwaitExpression'
  })
  return found
}

/** Is a function written as the argument of `.then` or `.catch`, where a promise that it returns is waited for? */
function isPromiseCallback(runner: Node, source: Source): boolean {
  const call = parentOf(runner, source)
  if (call === undefined || !/^(?:then|catch)$/.test(calledMethod(call) ?? '')) return false
  return (call['arguments'] as readonly Node[]).includes(runner)
}

/** Is a function of the file only ever used where a promise serves as well: `.then(check)`, `await check(res)`? */
function isOnlyAwaited(runner: Node, source: Source): boolean {
  const holder = runner.type === 'FunctionDeclaration' ? runner : parentOf(runner, source)
  const name = holder?.['id'] as Node | null | undefined
  const binding = name ? bindingOf(name, source) : undefined
  if (binding === undefined || binding.exported || binding.writes.length > 0) return false
  const { references } = binding
  return references.length > 0 && references.every((reference) => {
    const call = parentOf(reference, source)
    if (call?.type !== 'CallExpression') return false
    if (calledMethod(call) === 'then') return (call['arguments'] as readonly Node[])[0] === reference
    return call['callee'] === reference && parentOf(call, source)?.type === 'AwaitExpression'
  })
}

/** Does the declared type of the result, if there is one, take a promise? */
function takesPromise(runner: Node, source: Source): boolean {
  const annotation = runner['returnType'] as Node | null | undefined
  if (!annotation) return true
  return /^:?\s*(?:Promise|PromiseLike|any|unknown)\b/.test(textOf(annotation, source))
}

function returnsAnything(runner: Node): boolean {
  return returnedValues(runner).some((value) => value !== undefined)
}

const PROMISE_METHODS = new Set([
  'json', 'text', 'arrayBuffer', 'blob', 'bytes', 'formData', 'then', 'catch', 'finally',
])

/** Is all that a function returns plainly a promise? */
function returnsPromises(runner: Node): boolean {
  const values = returnedValues(runner)
  return values.length > 0 && values.every((value) => value !== undefined && isPromise(value))
}

function isPromise(value: Node): boolean {
  const node = unwrap(value)
  if (node.type === 'ConditionalExpression') {
    return isPromise(node['consequent'] as Node) && isPromise(node['alternate'] as Node)
  }
  const object = calledObject(node)
  if (object === undefined) return false
  return PROMISE_METHODS.has(calledMethod(node)!) || unwrap(object)['name'] === 'Promise'
}
