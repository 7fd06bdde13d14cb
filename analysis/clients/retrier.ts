import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { native, UNDEFINED, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

function newRetrier(call: ModelCall): Value {
  const { machine } = call
  const check = argument(call, 0)
  const retry = native('retry', ([fn = UNDEFINED], site) => {
    const inner = { machine, site }
    return retrying({
      ...inner,
      // It ends when its time is up, not after a number of calls.
      calls: undefined,
      operation: () => awaitValue(machine, operate(inner, fn, [])),
      again: (error) => machine.call(check, UNDEFINED, [error], site),
      unsure: doubtOf(inner, fn),
    })
  })
  return machine.create(objectData([['retry', retry]], { label: 'retrier' }))
}

/** `Retrier` of @humanwhocodes/retry 0.4 (https://github.com/humanwhocodes/retry): calls again what its check says. */
export const retrierLibrary = library('@humanwhocodes/retry', ['@humanwhocodes/retry'], {
  Retrier: { sends: false, run: newRetrier, instance: ['Retrier()'] },
  'Retrier().retry': repeater((call) => operate(call, argument(call, 0), [])),
})
