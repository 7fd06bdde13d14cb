import { eachChild } from './children.ts'
import type { Node } from './estree.ts'
import { isFunction, memberPath, nameOf, unwrap } from './nodes.ts'

/** Helpers that run a generator as an async function, with `this` and the arguments first: TypeScript's and esbuild's. */
const AWAITER = /^__(?:awaiter|async)\$?\d*$/
/** Helpers that make an async function of a generator: Babel's and SWC's. */
const WRAPPER = /^_(?:asyncToGenerator|async_to_generator)\$?\d*$/

/** What a generator is for engines that have none: TypeScript's helper that runs a state machine. */
const STATE_MACHINE = /^__generator\$?\d*$/

/** How a compiler wrote an async function: run where it stands, or made for later calls. */
export interface Coroutine {
  /** The generator, or the function that gives one. */
  readonly generator: Node
  readonly isCalled: boolean
}

/** The async function that a call stands for in what compilers make for older engines. */
export function coroutineOf(call: Node): Coroutine | undefined {
  const args = call['arguments'] as Node[]
  const generator = args.at(-1)
  if (generator?.type !== 'FunctionExpression') return undefined
  const name = helperOf(call)
  if (AWAITER.test(name)) return { generator, isCalled: true }
  return generator['generator'] && WRAPPER.test(name) && args.length === 1 ? { generator, isCalled: false } : undefined
}

/** The function of `__generator(this, function (_a) { switch (_a.label) { ... } })`. */
export function stateMachineBody(call: Node): Node | undefined {
  const [, body] = call['arguments'] as Node[]
  return body?.type === 'FunctionExpression' && STATE_MACHINE.test(helperOf(call)) ? body : undefined
}

const tasks = new WeakMap<Node, boolean>()

/**
 * Whether a generator goes on with what its `yield` gives for a call, as those do that a library runs and that are given what they have
 * waited for: redux-saga's and dva's effects, co, MobX's `flow`.
 */
export function isTask(generator: Node): boolean {
  if (!generator['generator'] || generator['async']) return false
  const known = tasks.get(generator) ?? goesOnWithAnswer(generator['body'] as Node)
  tasks.set(generator, known)
  return known
}

function goesOnWithAnswer(node: Node): boolean {
  if (isFunction(node)) return false
  const value = (node.type === 'VariableDeclarator' ? node['init'] : node.type === 'AssignmentExpression' ? node['right'] : undefined) as Node | null | undefined
  const yielded = value && unwrap(value)
  if (yielded?.type === 'YieldExpression' && !yielded['delegate'] && (yielded['argument'] as Node | null)?.type === 'CallExpression') return true
  let found = false
  eachChild(node, (child) => {
    found ||= goesOnWithAnswer(child)
  })
  return found
}

/** The name of a compiler's helper that a call is of, which begins with `_`; empty for other calls, which nearly all are. */
export function helperOf(call: Node): string {
  const callee = unwrap(call['callee'] as Node)
  const name = nameOf(callee)
  return name?.startsWith('_') && memberPath(callee) ? name : ''
}
