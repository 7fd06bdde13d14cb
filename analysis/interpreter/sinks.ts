import type { Node } from '../syntax/estree.ts'
import type { State } from './state.ts'
import type { Value } from './values.ts'

/** How a path ended (ECMA-262 completion records), with the state it ended in. */
export interface Completion {
  readonly value: Value
  readonly state: State
}

/** A `break` or a `continue` on its way to its statement. */
export interface Jump {
  readonly kind: 'break' | 'continue'
  readonly target: Node
  readonly state: State
}

/** Where abrupt completions are collected while a function, a `try` or a loop is run. */
export interface Sinks {
  returns: Completion[]
  throws: Completion[]
  jumps: Jump[]
}

export function newSinks(): Sinks {
  return { returns: [], throws: [], jumps: [] }
}
