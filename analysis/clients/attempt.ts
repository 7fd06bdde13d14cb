import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { native, primitive, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { ask, doubtOf, operate, retrying } from './retrying.ts'

function retry(call: ModelCall): Value {
  const { machine, site } = call
  const fn = argument(call, 0)
  const options = readOptions(machine, call.args[1])
  const stated = countOf(options.get('maxAttempts'), 3)
  const calls = stated === 0 ? Infinity : stated
  const context = machine.create(objectData([['aborted', primitive(false)], ['attemptNum', primitive(0)]], { open: true, label: 'context' }))
  machine.set(context, 'abort', native('abort', () => {
    machine.set(context, 'aborted', primitive(true))
    return UNDEFINED
  }))
  const handleError = givenOption(options, 'handleError')
  const count = (attempt: number): void => {
    machine.set(context, 'attemptNum', primitive(attempt - 1))
    machine.set(context, 'attemptsRemaining', calls === undefined || calls === Infinity ? unknown('attemptsRemaining') : primitive(calls - attempt))
  }
  return retrying({
    ...call,
    calls,
    operation: (attempt) => {
      count(attempt)
      return awaitValue(machine, operate(call, fn, [context, argument(call, 1)]))
    },
    again: (error) => {
      if (handleError) ask(call, handleError, [error, context, argument(call, 1)])
      const aborted = machine.get(context, 'aborted', site)
      const truth = truthiness(aborted)
      return truth === undefined ? unknown('aborted', machine.digest(error).carries) : primitive(!truth)
    },
    asks: handleError !== undefined,
    unsure: unseenOption(options, 'handleError') ?? doubtOf(call, fn),
  })
}

/** `retry` of @lifeomic/attempt 3.1 (https://github.com/lifeomic/attempt). */
export const attemptLibrary = library('@lifeomic/attempt', ['@lifeomic/attempt'], { retry: repeater(retry) })
