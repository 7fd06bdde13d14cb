import type { PromiseSides } from './objects.ts'
import { gateOfAll, type PassedGate } from './passed-gates.ts'
import { join, type Value } from './values.ts'

/** More failures than this that are told apart cost more than they tell: each `catch` on the way is run for each of them. */
const MOST_TOLD_APART = 2

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
  const { value: rejected, by: rejectedBy } = joined(rejections)
  const apart = toldApart(rejections)
  return { rejected, rejectedBy, ...(apart.length > 1 && { rejections: apart }) }
}

/** Those of each gate or, where there are many, those for which the answer had to be a particular one and the others; or those that came through one and through none. */
function toldApart(rejections: readonly Rejection[]): readonly Rejection[] {
  const gates = [...new Set(rejections.map(({ by }) => by))]
  if (gates.length <= MOST_TOLD_APART) return gates.map((gate) => joined(rejections.filter(({ by }) => by === gate)))
  const parts = [({ by }: Rejection) => by?.kind === 'words' || by?.kind === 'header', ({ by }: Rejection) => by !== undefined].map((isIn) => [
    rejections.filter((rejection) => !isIn(rejection)),
    rejections.filter(isIn),
  ])
  return parts.find((sides) => sides.every((side) => side.length > 0))?.map(joined) ?? []
}

function joined(rejections: readonly Rejection[]): Rejection {
  return { value: join(rejections.map(({ value }) => value)), by: gateOfAll(rejections.map(({ by }) => by)) }
}
