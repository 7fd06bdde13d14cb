import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { native, optionsOf, primitive, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, readOptions } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

function retry(call: ModelCall): Value {
  const { machine } = call
  const fn = argument(call, 1)
  const exit = native('exit', ([error = UNDEFINED]) => machine.throwValue(machine.create(objectData([['_exited', error]]))))
  return retrying({
    ...call,
    calls: countOf(readOptions(machine, call.args[0]).get('times'), 3),
    operation: () => awaitValue(machine, operate(call, fn, [exit])),
    again: (error) => {
      const [single] = optionsOf(error)
      const exited = single && machine.object(single)?.properties.get('_exited')
      return exited ? machine.throwValue(exited) : primitive(true)
    },
    unsure: doubtOf(call, fn),
  })
}

/** `retry(options, fn)` of radash 12.1 and radashi (https://radash-docs.vercel.app/docs/async/retry). */
export const radashLibrary: Client = { ...library('radash', ['radash', 'radashi'], { retry: repeater(retry) }), sendsNothing: true, sureBy: /\bretry\b/ }
