import { listData } from '../interpreter/lists.ts'
import { iterated } from '../interpreter/iteration.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { awaitValue, combine, run as runAsync } from '../interpreter/promises.ts'
import { join, native, optionsOf, UNDEFINED, type Value } from '../interpreter/values.ts'
import { EFFECT } from '../interpreter/coroutines.ts'
import { objectData } from '../interpreter/objects.ts'
import { ownProperties } from '../interpreter/own-properties.ts'
import type { Client, ClientFunction } from './client.ts'
import { passingOn, runTask } from './queues.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

/** The function of an effect: itself, or behind what its `this` is: `[api, api.load]`, `[api, 'load']`, `{ context: api, fn: api.load }`. */
function functionOf(call: ModelCall, given: Value): Value {
  const { machine, site } = call
  return join(optionsOf(given).map((option): Value => {
    const data = machine.object(option)
    if (!data || option.kind !== 'object') return option
    const [self, fn] = data.elements ?? [machine.get(option, 'context', site), machine.get(option, 'fn', site)]
    if (!self || !fn) return option
    const method = fn.kind === 'primitive' ? machine.get(self, String(fn.value), site) : fn
    if (!isSeen(method)) return method
    return native('call', (args, place) => machine.call(method, self, args, place))
  }))
}

/** Any exception is followed by another call, until there were so many in all; there is always one. */
function retry(call: ModelCall): Value {
  const { machine } = call
  const fn = functionOf(call, argument(call, 2))
  const tries = countOf(argument(call, 0), 1)
  return retrying({
    ...call,
    calls: tries === undefined ? undefined : Math.max(1, tries),
    operation: () => awaitValue(machine, operate(call, fn, call.args.slice(3))),
    unsure: doubtOf(call, fn),
  })
}

function isSeen(fn: Value): boolean {
  return optionsOf(fn).some((option) => option.kind === 'closure' || option.kind === 'native')
}

/** What comes of a call is what the task goes on with; one of code that is not seen may be a request by how its answer is used. */
function callOnce(call: ModelCall, given: Value, args: readonly Value[]): Value {
  const fn = functionOf(call, given)
  const outside = isSeen(fn) ? undefined : call.machine.outsideRequest(call.site)
  return outside ? outside({ ...call, args }) : runTask(call, fn, args)
}

/** `call(load, id)`. */
const CALL = passingOn((call) => callOnce(call, argument(call, 0), call.args.slice(1)))
/** `apply(api, api.load, [id])`. */
const APPLY = passingOn((call) => {
  const { machine, args: [self = UNDEFINED, fn = UNDEFINED, list] } = call
  return callOnce(call, machine.create(listData([self, fn])), list ? iterated(machine, list, call.site) : [])
})
/** All of a list of effects, or of those that an object names. */
const ALL = passingOn((call) => runAsync(call.machine, [() => {
  const { machine, site } = call
  const given = argument(call, 0)
  const all = (values: readonly Value[]): Value => awaitValue(machine, combine(machine, 'all', machine.create(listData(values)), site))
  if (given.kind !== 'object' || machine.object(given)?.elements) return all(iterated(machine, given, site))
  const properties = ownProperties(machine, given, site)?.properties ?? []
  const results = machine.object(all(properties.map(({ value }) => value)))?.elements ?? []
  return machine.create(objectData(properties.map(({ name }, index): [string, Value] => [name, results[index] ?? UNDEFINED])))
}]))

/** An effect: a generator goes on with what comes of it, however it yields it. */
function effect(made: ClientFunction): ClientFunction {
  return {
    ...made,
    run: (call) => {
      const promise = made.run(call)
      if (promise.kind === 'object') call.machine.update(promise, { label: EFFECT })
      return promise
    },
  }
}

const EFFECTS = Object.fromEntries(Object.entries({ retry: repeater(retry), call: CALL, apply: APPLY, all: ALL }).map(([name, made]) => [name, effect(made)]))

/**
 * Effects of redux-saga 1 that call what they are given (https://redux-saga.js.org/docs/api/), and those of typed-redux-saga, which are
 * waited for by `yield*`: measured with 1.5.1 and 1.5.0. An effect that is made is taken to be yielded.
 */
export const reduxSagaLibrary: Client = {
  ...library('redux-saga', ['redux-saga/effects', '@redux-saga/core/effects', 'typed-redux-saga', 'typed-redux-saga/macro'], EFFECTS),
  sendsNothing: true,
  sureBy: /\bretry\b/,
}
