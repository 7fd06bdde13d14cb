import { mapped } from '../interpreter/builtins/array-callbacks.ts'
import { iterated } from '../interpreter/iteration.ts'
import { listData } from '../interpreter/lists.ts'
import type { ModelCall, ModelFunction } from '../interpreter/machine.ts'
import type { ObjectData } from '../interpreter/objects.ts'
import { awaitValue, combine, run as runAsync } from '../interpreter/promises.ts'
import { unknown, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { argument, helper, library } from './retry-library.ts'
import { operate } from './retrying.ts'
import { newInstance } from './settings.ts'

/** Runs a task when its turn has come: once, and the caller has what it gives. */
export function runTask(call: ModelCall, task: Value, args: readonly Value[] = []): Value {
  return runAsync(call.machine, [() => operate(call, task, args)])
}

/** A function that calls once what it is given. */
export function passingOn(run: ModelFunction): ClientFunction {
  return { sends: false, passesOn: true, run }
}

/** A function whose argument at `index` is a task; what follows it is given to the task, where `passes` says so. */
function taskAt(index: number, passes: 'nothing' | 'the rest' | 'something'): ClientFunction {
  return passingOn((call) => {
    const given = { nothing: [], 'the rest': call.args.slice(index + 1), something: [unknown('given', 0, { truthy: true })] }[passes]
    return runTask(call, argument(call, index), given)
  })
}

/** Calls a function for each of a list, and gives the list of what comes of it. */
export function mapAll(call: ModelCall, list: Value, mapper: Value): Value {
  const { machine, site } = call
  return runAsync(machine, [() => {
    const elements = iterated(machine, awaitValue(machine, list), site)
    const object = machine.create(listData(elements))
    const results = mapped({ machine, site, object, args: [mapper], name: 'map', elements: (machine.object(object) as ObjectData).elements ?? [] })
    return combine(machine, 'all', machine.create(listData(results)), site)
  }])
}

/** `new PQueue()`, `pLimit(4)`, `new Mutex()`: makes what is known by `instance`. */
function maker(instance: string): ClientFunction {
  return { ...helper((call) => newInstance(call, call.origin?.module ?? '', [instance], call.args[0])), instance: [instance] }
}

const MAP = passingOn((call) => mapAll(call, argument(call, 0), argument(call, 1)))
/** Calls each of a list of tasks. */
const ALL = passingOn((call) => {
  const { machine, site } = call
  return runAsync(machine, [() => combine(machine, 'all', machine.create(listData(mapTasks(call))), site)])
})

function mapTasks(call: ModelCall): readonly Value[] {
  const { machine, site } = call
  return iterated(machine, argument(call, 0), site).map((task) => runTask(call, task.kind === 'unknown' && task.gap ? task.gap : task))
}

function carrier(name: string, functions: Readonly<Record<string, ClientFunction>>, types: Client['types'] = {}): Client {
  return { ...library(name, [name], functions), types, isNoReason: true }
}

const P_QUEUE = maker('PQueue()')
const P_LIMIT = maker('pLimit()')
const MUTEX = maker('Mutex()')
const LOCK = maker('AsyncLock()')

/** `Promise.try(send)`. */
const TRY = taskAt(0, 'the rest')
const OF_PROMISE: Readonly<Record<string, ClientFunction>> = { map: MAP, mapSeries: MAP, each: MAP, try: TRY, attempt: TRY }

/** What Bluebird's `Promise` has besides the language's (http://bluebirdjs.com/docs/api-reference.html), also where it stands in the place of that. */
export const bluebird: Client = {
  name: 'bluebird',
  modules: ['', 'bluebird', 'bluebird-lst'],
  isNoReason: true,
  functionAt(path, module) {
    const [name = '', ...more] = path.filter((part) => part !== 'default' && part !== 'Promise')
    const isPromise = module !== '' || path[0] === 'Promise'
    return isPromise && more.length === 0 && Object.hasOwn(OF_PROMISE, name) ? OF_PROMISE[name] : undefined
  },
}

/** Packages that call what they are given once, when its turn has come: what comes of it is what the caller gets. */
export const QUEUES: readonly Client[] = [
  // https://github.com/sindresorhus/p-queue, and p-limit, p-map, p-all there
  carrier('p-queue', { default: P_QUEUE, '': P_QUEUE, 'PQueue().add': taskAt(0, 'something'), 'PQueue().addAll': ALL }, { default: ['PQueue()'] }),
  carrier('p-limit', { default: P_LIMIT, '': P_LIMIT, 'pLimit()': taskAt(0, 'the rest'), 'pLimit().map': MAP }, { LimitFunction: ['pLimit()'], Limit: ['pLimit()'] }),
  carrier('p-map', { default: MAP, '': MAP }),
  carrier('p-all', { default: ALL, '': ALL }),
  // https://github.com/DirtyHairy/async-mutex
  carrier(
    'async-mutex',
    { Mutex: MUTEX, Semaphore: MUTEX, 'Mutex().runExclusive': taskAt(0, 'something') },
    { Mutex: ['Mutex()'], MutexInterface: ['Mutex()'], Semaphore: ['Mutex()'], SemaphoreInterface: ['Mutex()'] },
  ),
  // https://github.com/rogierschouten/async-lock
  carrier('async-lock', { default: LOCK, '': LOCK, 'AsyncLock().acquire': taskAt(1, 'nothing') }, { default: ['AsyncLock()'] }),
]
