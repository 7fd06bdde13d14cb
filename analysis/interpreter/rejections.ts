import type { PromiseSides } from './objects.ts'
import { gateOfAll, type PassedGate } from './passed-gates.ts'
import { join, type Value } from './values.ts'

/** More failures than this reach a `catch` as one joined value. */
export const MOST_HANDLED_APART = 4

/** What a promise is rejected with, and what all paths that do so came through. */
export interface Rejection {
  readonly value: Value
  readonly by: PassedGate | undefined
}

/** The ways in which a promise may be rejected, each with what its paths came through. */
export function rejectionsOf({ rejected, rejectedBy, rejections }: PromiseSides): readonly Rejection[] {
  return rejections ?? (rejected ? [{ value: rejected, by: rejectedBy }] : [])
}

/** The side of a promise that is rejected in these ways: those that tests on the answer tell apart stay apart. */
export function rejectedWith(rejections: readonly Rejection[]): Pick<PromiseSides, 'rejected' | 'rejectedBy' | 'rejections'> {
  if (rejections.length === 0) return { rejected: undefined }
  const gates = [...new Set(rejections.map(({ by }) => by))]
  const apart = gates.map((by) => ({ value: join(rejections.filter((item) => item.by === by).map(({ value }) => value)), by }))
  return {
    rejected: join(rejections.map(({ value }) => value)),
    rejectedBy: gateOfAll(gates),
    ...(apart.length > 1 && apart.length <= MOST_HANDLED_APART && { rejections: apart }),
  }
}
