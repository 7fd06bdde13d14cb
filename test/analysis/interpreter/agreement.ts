import type { Ending } from './abstract-run.ts'
import { admits, describePicture, isKnown } from './picture.ts'
import type { RealEnding } from './real-run.ts'

/**
 * What the endings of an abstract run say of a real one: `exact` that and nothing else, `among` it is one of those that
 * they allow, `missed` they rule out what happened, which no analysis may do.
 */
export type Agreement = 'exact' | 'among' | 'missed'

export function agreement(endings: readonly Ending[], real: RealEnding): Agreement {
  const fitting = endings.filter(({ kind, value }) => kind === real.kind && admits(value, real.value))
  if (fitting.length === 0) return 'missed'
  return endings.length === 1 && isKnown(endings[0]!.value) ? 'exact' : 'among'
}

export function describeEndings(endings: readonly Ending[]): string {
  return endings.length === 0 ? 'never ends' : endings.map(({ kind, value }) => `${kind} ${describePicture(value)}`).join(' / ')
}
