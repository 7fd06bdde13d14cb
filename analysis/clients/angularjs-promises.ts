import { newPromise } from '../interpreter/builtins/constructors.ts'
import { listData } from '../interpreter/lists.ts'
import type { ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { combine, performThen, settled, sidesOf } from '../interpreter/promises.ts'
import { objectData } from '../interpreter/objects.ts'
import { isUndefined, native, UNDEFINED, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { argument, helper } from './retry-library.ts'

/** `$q.when(value, onFulfilled, onRejected)`. */
function resolve(call: ModelCall): Value {
  const { machine, site } = call
  const sides = sidesOf(machine, argument(call, 0))
  const [onFulfilled, onRejected] = [argument(call, 1), argument(call, 2)]
  return isUndefined(onFulfilled) && isUndefined(onRejected) ? settled(machine, sides) : performThen(machine, sides, onFulfilled, onRejected, site)
}

/** A promise beside the functions that settle it. */
function defer({ machine, site }: ModelCall): Value {
  const functions: [string, Value][] = [['notify', native('notify', () => UNDEFINED)]]
  const promise = newPromise(machine, [native('executor', ([settle = UNDEFINED, fail = UNDEFINED]) => {
    functions.push(['resolve', settle], ['reject', fail])
    return UNDEFINED
  })], site)
  return machine.create(objectData([['promise', promise], ...functions]))
}

/** `$q.all` takes promises by name, too: `$q.all({ jobs: load() })`. */
function all(call: ModelCall): Value {
  const { machine, site } = call
  const given = argument(call, 0)
  const named = machine.object(given)
  if (!named || named.elements) return combine(machine, 'all', given, site)
  const names = [...named.properties.keys()]
  const together = combine(machine, 'all', machine.create(listData([...named.properties.values()])), site)
  const byName = native('byName', ([results = UNDEFINED]) => machine.create(objectData(names.map((name, index) => [name, machine.object(results)?.elements?.[index] ?? UNDEFINED]))))
  return performThen(machine, sidesOf(machine, together), byName, UNDEFINED, site)
}

const FUNCTIONS: Readonly<Record<string, ModelFunction>> = {
  $q: ({ machine, args, site }) => newPromise(machine, args, site),
  '$q.defer': defer,
  '$q.reject': (call) => settled(call.machine, { fulfilled: undefined, rejected: argument(call, 0) }),
  '$q.resolve': resolve,
  '$q.when': resolve,
  '$q.all': all,
  '$q.race': (call) => combine(call.machine, 'race', argument(call, 0), call.site),
}

/** The promises of AngularJS (https://docs.angularjs.org/api/ng/service/$q), read in 1.8.3. */
export const angularJsPromises: Client = {
  name: '$q',
  modules: ['ng'],
  isNoReason: true,
  sendsNothing: true,
  functionAt(path) {
    const name = path.join('.')
    return Object.hasOwn(FUNCTIONS, name) && FUNCTIONS[name] ? helper(FUNCTIONS[name]) : undefined
  },
}
