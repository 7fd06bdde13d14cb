import { shapeOf, type Shape } from './interpreter/shape.ts'
import type { State } from './interpreter/state.ts'
import { optionsOf, type Value } from './interpreter/values.ts'

/** How a run of a root left it. */
export interface Completion {
  readonly kind: 'return' | 'throw'
  readonly shape: Shape
}

/** How a run was left that returned a value: a promise of it may be rejected. */
export function completionsOf(value: Value, state: State): Completion[] {
  return optionsOf(value).flatMap((option): Completion[] => {
    const sides = option.kind === 'object' ? state.store.object(option.address)?.promise : undefined
    if (!sides) return [{ kind: 'return', shape: shapeOf(option, state.store) }]
    return [
      ...(sides.fulfilled ? optionsOf(sides.fulfilled).map((item): Completion => ({ kind: 'return', shape: shapeOf(item, state.store) })) : []),
      ...(sides.rejected ? thrown(sides.rejected, state) : []),
    ]
  })
}

export function thrown(value: Value, state: State): Completion[] {
  return optionsOf(value).map((option) => ({ kind: 'throw', shape: shapeOf(option, state.store) }))
}

/** Whether what was thrown stands for the end of the program: `process.exit(1)`. */
export function isExit(shape: Shape): shape is Shape & { kind: 'object'; name: 'process.exit' } {
  return shape.kind === 'object' && shape.name === 'process.exit'
}
