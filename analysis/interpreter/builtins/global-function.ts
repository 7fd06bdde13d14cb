import type { Node } from '../../syntax/estree.ts'
import type { Machine } from '../machine.ts'
import type { Value } from '../values.ts'

/** A call of a function of the global object. */
export interface GlobalCall {
  readonly machine: Machine
  readonly args: readonly Value[]
  readonly site: Node
}

export type GlobalFunction = (call: GlobalCall) => Value
