import type { UnknownReason } from '../findings.ts'
import type { Machine } from '../interpreter/machine.ts'
import { carriesOf, isNullish, join, optionsOf, primitive, truthiness, UNDEFINED, type Value } from '../interpreter/values.ts'

/** The options that a retry library is given, as far as the file says them. */
export interface RetryOptions {
  /** An option; `undefined` where it is not written. */
  readonly get: (name: string) => Value
  /** Options may come from code that is not seen. */
  readonly unseen: boolean
  /** Options are given at all. */
  readonly given: boolean
}

/** Reads options; more than one where a library merges them, the strongest first. */
export function readOptions(machine: Machine, ...values: readonly (Value | undefined)[]): RetryOptions {
  const parts = values.flatMap((value) => (value ? optionsOf(value) : [])).filter((option) => !isNullish(option))
  return {
    get(name) {
      for (const value of values) {
        const found = (value ? optionsOf(value) : []).flatMap((option) => machine.object(option)?.properties.get(name) ?? [])
        if (found.length > 0) return join(found)
      }
      return UNDEFINED
    },
    unseen: parts.some((option) => option.kind === 'unknown' || isOpen(machine, option)),
    given: parts.length > 0,
  }
}

/** An object literal with a spread of something that is not known. */
function isOpen(machine: Machine, value: Value): boolean {
  const data = machine.object(value)
  return data !== undefined && (data.rest !== undefined || [...data.properties.keys()].some((name) => name.startsWith('...')))
}

/** Whether an option is not given. */
export function isAbsent(value: Value): boolean {
  return optionsOf(value).every(isNullish)
}

/** Whether a value is, or may well be, a function. */
export function isCallable(value: Value): boolean {
  return optionsOf(value).some((option) => option.kind === 'closure' || option.kind === 'native' || option.kind === 'class')
}

/**
 * A number as the file states it; `usual` where nothing is given; undefined where it is not known. One that options of other code may
 * replace is taken to stay: `{ retries: 0, ...options }`.
 */
export function countOf(value: Value, usual: number): number | undefined {
  if (isAbsent(value)) return usual
  const [stated, ...more] = optionsOf(value).filter(({ kind }) => kind !== 'unknown')
  if (stated?.kind !== 'primitive' || more.length > 0) return undefined
  return Number.isNaN(Number(stated.value)) ? undefined : Number(stated.value)
}

/** One more call than there are retries. */
export function oneMore(retries: number | undefined): number | undefined {
  return retries === undefined ? undefined : retries + 1
}

/** Why an option that is not written may yet be given: the options come from elsewhere. */
export function unseenOption(options: RetryOptions, ...names: readonly string[]): UnknownReason | undefined {
  return options.unseen && names.every((name) => isAbsent(options.get(name))) ? 'options-not-seen' : undefined
}

/** An option that is given; undefined where it is not. */
export function givenOption(options: RetryOptions, name: string): Value | undefined {
  const value = options.get(name)
  return isAbsent(value) ? undefined : value
}

/** The opposite of an answer; of one that is not known, something else that is not known. */
export function not(answer: Value): Value {
  return join(
    optionsOf(answer).map((option): Value => {
      const truth = truthiness(option)
      if (truth !== undefined) return primitive(!truth, carriesOf(option))
      return option.kind === 'unknown' ? { ...option, id: `!${option.id}` } : option
    }),
  )
}
