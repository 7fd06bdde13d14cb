import type { Machine } from '../interpreter/machine.ts'
import { performThen } from '../interpreter/promises.ts'
import { native, optionsOf, sameValue, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { isGiven, setting } from './settings.ts'

/** Functions among the options of a client that it calls with each answer. */
export interface Hook {
  /** Where the options have it: `onResponseError`, `hooks.beforeError`. It may be a list. */
  readonly path: string
  readonly when: 'answer' | 'success' | 'failure'
  /** What it (`fn`) is called with: the response and the error, as far as there are any. */
  readonly given: (machine: Machine, response: Value, error: Value, fn: Value) => readonly Value[]
  /** What it returns takes the place of the response or of the error, where it returns something. */
  readonly replaces: boolean
}

/** What a promise of a client becomes through the hooks among its options; those of the instance go first. */
export function hooked(machine: Machine, promise: Value, hooks: readonly Hook[], options: readonly (Value | undefined)[], site: Node): Value {
  let result = promise
  for (const hook of hooks) {
    for (const fn of functionsAt(machine, options, hook.path)) result = through(machine, result, hook, fn, site)
  }
  return result
}

function functionsAt(machine: Machine, options: readonly (Value | undefined)[], path: string): Value[] {
  return [...options].reverse().flatMap((item) => {
    const found = path.split('.').reduce<Value | undefined>((value, name) => setting(machine, value, name), item)
    return (found ? optionsOf(found) : []).flatMap((option) => machine.object(option)?.elements ?? [option]).filter(isGiven)
  })
}

function through(machine: Machine, promise: Value, { when, given, replaces }: Hook, fn: Value, site: Node): Value {
  const sides = machine.object(promise)?.promise
  if (!sides) return promise
  const call = (response: Value, error: Value): Value => machine.call(fn, UNDEFINED, given(machine, response, error, fn), site)
  const onAnswer = native('hook', ([response = UNDEFINED]) => {
    const result = call(response, UNDEFINED)
    return replaces && machine.object(result)?.response ? result : response
  })
  const onFailure = native('hook', ([error = UNDEFINED]) => {
    const isAnswered = machine.object(error)?.failure?.status !== undefined
    if (!isAnswered && when === 'answer') return machine.throwValue(error)
    const response = isAnswered ? machine.get(error, 'response', site) : UNDEFINED
    const result = call(response, error)
    // Another response takes the place of this one; of the same the client still thinks what it did.
    if (replaces && when === 'answer' && machine.object(result)?.response && !sameValue(result, response)) return result
    return machine.throwValue(replaces && when === 'failure' && isGiven(result) ? result : error)
  })
  return performThen(machine, sides, when === 'failure' ? UNDEFINED : onAnswer, when === 'success' ? UNDEFINED : onFailure, site)
}
