import { isInstanceOf } from '../interpreter/instances.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { FALSE, join, native, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { ClientFunction } from './client.ts'
import { argument, helper, library } from './retry-library.ts'
import { countOf, not, oneMore, readOptions } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

type Filter = (value: Value) => Value

/** What counts as a failure: some errors, some results. */
interface Filters {
  readonly errors: Filter
  readonly results: Filter
}

const always: Filter = () => TRUE
const never: Filter = () => FALSE

function either(machine: ModelCall['machine'], a: Filter, b: Filter): Filter {
  return (value) => {
    const first = a(value)
    const truth = truthiness(first)
    if (truth === true) return first
    const second = b(value)
    return truth === false ? second : join([first, second, unknown('or', machine.digest(value).carries)])
  }
}

function byType(call: ModelCall, constructor: Value, predicate: Value | undefined): Filter {
  return (value) => {
    const isOf = isInstanceOf(call.machine, value, constructor)
    return predicate && truthiness(isOf) !== false ? call.machine.call(predicate, UNDEFINED, [value], call.site) : isOf
  }
}

function byFunction({ machine, site }: ModelCall, predicate: Value): Filter {
  return (value) => machine.call(predicate, UNDEFINED, [value], site)
}

/** A policy is an object of natives; its filters go with it. */
function newPolicy(call: ModelCall, filters: Filters): Value {
  const { machine } = call
  const or = (name: string, more: (call: ModelCall) => Partial<Filters>) =>
    [name, native(name, (args, site) => {
      const added = more({ ...call, args, site })
      return newPolicy(call, {
        errors: added.errors ? either(machine, filters.errors, added.errors) : filters.errors,
        results: added.results ? either(machine, filters.results, added.results) : filters.results,
      })
    })] as const
  const policy = machine.create(objectData([
    or('orType', (inner) => ({ errors: byType(inner, argument(inner, 0), inner.args[1]) })),
    or('orWhen', (inner) => ({ errors: byFunction(inner, argument(inner, 0)) })),
    or('orWhenResult', (inner) => ({ results: byFunction(inner, argument(inner, 0)) })),
    or('orResultType', (inner) => ({ results: byType(inner, argument(inner, 0), inner.args[1]) })),
    ['retry', native('retry', () => unknown('retry()'))],
  ], { label: 'policy' }))
  const [first] = [...(machine.object(policy)?.properties.values() ?? [])]
  if (first) KNOWN.set(first, filters)
  return policy
}

/** The filters of a policy, by the first of its functions. */
const KNOWN = new WeakMap<Value, Filters>()

function filtersOf(call: ModelCall, policy: Value): Filters | undefined {
  if (policy.kind === 'unknown' && policy.origin?.path.at(-1) === 'handleAll') return { errors: always, results: never }
  const [single] = optionsOf(policy)
  const [first] = [...((single && call.machine.object(single)?.properties.values()) ?? [])]
  return first && KNOWN.get(first)
}

function retry(call: ModelCall): Value {
  const { machine } = call
  const filters = filtersOf(call, argument(call, 0))
  const options = readOptions(machine, call.args[1])
  const calls = oneMore(countOf(options.get('maxAttempts'), Infinity))
  const execute = native('execute', ([fn = UNDEFINED, signal = UNDEFINED], site) => {
    return retrying({
      machine,
      site,
      calls,
      operation: (attempt) => {
        const context = machine.create(objectData([['attempt', primitive(attempt - 1)], ['signal', signal]], { open: true }))
        return awaitValue(machine, operate({ machine, site }, fn, [context]))
      },
      again: filters && ((error) => filters.errors(error)),
      accepts: filters && filters.results !== never ? (result) => not(filters.results(result)) : undefined,
      asks: filters !== undefined && filters.errors !== always,
      unsure: filters ? doubtOf({ machine, site }, fn) : 'options-not-seen',
    })
  })
  return policyObject(call, execute)
}

function policyObject({ machine }: ModelCall, execute: Value): Value {
  const listener = native('listen', () => native('dispose', () => UNDEFINED))
  return machine.create(objectData([['execute', execute], ...['onRetry', 'onGiveUp', 'onSuccess', 'onFailure'].map((name): [string, Value] => [name, listener])], { open: true, label: 'policy' }))
}

/** `wrap(a, b).execute(fn)`: each runs the next. */
function wrap(call: ModelCall): Value {
  const { machine } = call
  const execute = native('execute', ([fn = UNDEFINED], site) => {
    const run = (index: number, context: Value): Value => {
      const policy = call.args[index]
      if (!policy) return operate({ machine, site }, fn, [context])
      const next = native('next', ([inner = context]) => run(index + 1, inner))
      return machine.call(machine.get(policy, 'execute', site), policy, [next], site)
    }
    return run(0, machine.create(objectData([], { open: true })))
  })
  return policyObject(call, execute)
}

/** Policies that call once. */
function passThrough(call: ModelCall): Value {
  return policyObject(call, native('execute', ([fn = UNDEFINED], site) => operate({ machine: call.machine, site }, fn, [call.machine.create(objectData([], { open: true }))])))
}

function policyMaker(run: (call: ModelCall) => Value): ClientFunction {
  return { ...helper(run), instance: ['policy()'] }
}

/** cockatiel 3.2 (https://github.com/connor4312/cockatiel): no limit unless `maxAttempts` is given. */
export const cockatielLibrary = library('cockatiel', ['cockatiel'], {
  handleType: helper((call) => newPolicy(call, { errors: byType(call, argument(call, 0), call.args[1]), results: never })),
  handleWhen: helper((call) => newPolicy(call, { errors: byFunction(call, argument(call, 0)), results: never })),
  handleResultType: helper((call) => newPolicy(call, { errors: never, results: byType(call, argument(call, 0), call.args[1]) })),
  handleWhenResult: helper((call) => newPolicy(call, { errors: never, results: byFunction(call, argument(call, 0)) })),
  retry: policyMaker(retry),
  wrap: policyMaker(wrap),
  circuitBreaker: policyMaker(passThrough),
  timeout: policyMaker(passThrough),
  bulkhead: policyMaker(passThrough),
  fallback: policyMaker(passThrough),
  'policy().execute': { sends: false, repeats: 'operations', run: ({ machine, args, site }) => operate({ machine, site }, args[0] ?? UNDEFINED, []) },
})
