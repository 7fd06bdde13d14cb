import type { Machine } from '../interpreter/machine.ts'
import { optionsOf, type Value } from '../interpreter/values.ts'
import { firstSetting } from './settings.ts'

/** The path of a `fetch` that pays by itself: what gets a 402 is sent once more with a payment. */
export const PAYING_FETCH = 'fetchWithPayment()'
/** The name under which the options of an instance keep that it pays by itself: never a name that code can write. */
export const PAYS = '⟨pays⟩'

/** Whether a call sends through such a client: its instance does, or the `fetch` that its options give. */
export function paysItself(machine: Machine, options: readonly (Value | undefined)[]): boolean {
  if (firstSetting(machine, options, PAYS)) return true
  const inner = firstSetting(machine, options, 'fetch')
  return inner !== undefined && optionsOf(inner).some((option) => option.kind === 'unknown' && option.origin?.path.at(-1) === PAYING_FETCH)
}
