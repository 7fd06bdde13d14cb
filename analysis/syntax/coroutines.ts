import type { Node } from './estree.ts'
import { memberPath, unwrap } from './nodes.ts'

/** Helpers that run a generator as an async function, with `this` and the arguments first: TypeScript's and esbuild's. */
const AWAITER = /^__(?:awaiter|async)\$?\d*$/
/** Helpers that make an async function of a generator: Babel's and SWC's. */
const WRAPPER = /^_(?:asyncToGenerator|async_to_generator)\$?\d*$/

/** How a compiler wrote an async function: run where it stands, or made for later calls. */
export interface Coroutine {
  readonly generator: Node
  readonly isCalled: boolean
}

/** The async function that a call stands for in what compilers make for older engines. */
export function coroutineOf(call: Node): Coroutine | undefined {
  const args = call['arguments'] as Node[]
  const generator = args.at(-1)
  if (generator?.type !== 'FunctionExpression' || !generator['generator']) return undefined
  const name = memberPath(unwrap(call['callee'] as Node))?.at(-1) ?? ''
  if (AWAITER.test(name)) return { generator, isCalled: true }
  return WRAPPER.test(name) && args.length === 1 ? { generator, isCalled: false } : undefined
}
