import type { UnknownReason } from '../findings.ts'
import { listData, oneOrMore } from '../interpreter/lists.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue, sidesOf } from '../interpreter/promises.ts'
import { FALSE, isNullish, join, native, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { parametersOf } from '../syntax/nodes.ts'
import type { Client, ClientFunction } from './client.ts'
import { callableOf, hookResult, notify } from './query-hooks.ts'
import { argument, helper, library } from './retry-library.ts'
import { countOf, givenOption, isCallable, readOptions, type RetryOptions } from './retry-options.ts'
import { apart, doubtOf, operate, retrying } from './retrying.ts'

/** Options by which a hook says when it sends again. */
const DECIDING = ['shouldRetryOnError', 'onErrorRetry', 'errorRetryCount']

interface Resource {
  readonly fn: Value
  readonly args: readonly Value[]
  readonly options: RetryOptions
}

/** `useSWR(key, fetcher, options)`; the fetcher, or it and the options, may be left out. */
function resourceOf(call: ModelCall, keyFor: (key: Value) => Value): Resource {
  const { machine } = call
  const second = argument(call, 1)
  const isOptions = call.args.length === 2 && optionsOf(second).every((option) => machine.object(option) !== undefined)
  const options = readOptions(machine, isOptions ? second : argument(call, 2))
  const fn = callableOf(isOptions ? options.get('fetcher') : second)
  const key = keyFor(argument(call, 0))
  return { fn, args: argumentsFor(call, fn, key), options }
}

/** From version 2 a list is one argument; before, each of its parts was one, and so the fetcher has as many parameters. */
function argumentsFor({ machine }: ModelCall, fn: Value, key: Value): readonly Value[] {
  const parts = optionsOf(key).length === 1 ? machine.object(key)?.elements : undefined
  const takesParts = optionsOf(fn).some((option) => option.kind === 'closure' && parametersOf(option.node).length > 1)
  return parts && takesParts ? parts : [key]
}

/** The key as the fetcher gets it: a function is called, and nothing is fetched for a falsy one. */
function keyOf({ machine, site }: ModelCall, args: readonly Value[]): (key: Value) => Value {
  return (key) => {
    const made = isCallable(key) ? machine.call(key, UNDEFINED, args, site) : key
    const kept = optionsOf(made).filter((option) => truthiness(option) !== false)
    return kept.length > 0 ? join(kept) : made
  }
}

/** What a hook does after a failure, as far as the file says. */
function again(call: ModelCall, options: RetryOptions, key: Value): (error: Value, attempt: number) => Value {
  const { machine, site } = call
  return (error, attempt) => {
    notify(call, options, 'onError', [error, key, unknown('config')])
    const should = givenOption(options, 'shouldRetryOnError')
    const does = should && (isCallable(should) ? machine.call(should, UNDEFINED, [error], site) : should)
    if (does && truthiness(does) === false) return FALSE
    const onErrorRetry = givenOption(options, 'onErrorRetry')
    if (!onErrorRetry) return does ?? TRUE
    const memory = machine.create(objectData([['called', FALSE]]))
    const sure = { isCalled: false }
    const revalidate = native('revalidate', () => {
      // Later, in a timer, is soon enough; only a path that the answer chose leaves it open.
      sure.isCalled ||= machine.state.gate === undefined
      machine.set(memory, 'called', TRUE)
      return UNDEFINED
    })
    const config = machine.create(objectData(DECIDING.flatMap((name) => (givenOption(options, name) ? [[name, options.get(name)] as const] : [])), { open: true, rest: unknown('config') }))
    const counts = machine.create(objectData([['retryCount', primitive(attempt)], ['dedupe', TRUE]]))
    awaitValue(machine, machine.call(onErrorRetry, UNDEFINED, [error, key, config, revalidate, counts], site))
    const called = sure.isCalled ? TRUE : (machine.object(memory)?.properties.get('called') ?? FALSE)
    return truthiness(called) === undefined ? unknown('revalidate', machine.digest(error).carries) : called
  }
}

/** The library's own `onErrorRetry`, which a hook may fall back to. */
function usualErrorRetry({ machine, args: [, , config, revalidate, counts], site }: ModelCall): Value {
  const most = config && machine.object(config)?.properties.get('errorRetryCount')
  const count = counts && machine.object(counts)?.properties.get('retryCount')
  const isOver = most?.kind === 'primitive' && count?.kind === 'primitive' && Number(count.value) > Number(most.value)
  if (!isOver && revalidate) machine.call(revalidate, UNDEFINED, [counts ?? UNDEFINED], site)
  return UNDEFINED
}

function fetchResource(call: ModelCall, { fn, args, options }: Resource): Value {
  const { machine, site } = call
  const isSaid = DECIDING.some((name) => givenOption(options, name) !== undefined)
  const unsure: UnknownReason | undefined = isSaid ? undefined : 'options-not-seen'
  const isFunction = (['shouldRetryOnError', 'onErrorRetry'] as const).some((name) => isCallable(options.get(name)))
  const retries = givenOption(options, 'onErrorRetry') ? Infinity : countOf(options.get('errorRetryCount'), Infinity)
  const promise = retrying({
    machine,
    site,
    calls: retries === undefined ? undefined : retries + 1,
    operation: () => awaitValue(machine, operate(call, fn, args)),
    again: again(call, options, args[0] ?? UNDEFINED),
    asks: isFunction,
    unsure: unsure ?? doubtOf(call, fn),
    // The component has the error while the library goes on.
    settlesBetween: true,
  })
  const { fulfilled } = sidesOf(machine, promise)
  if (fulfilled) machine.fork([() => (notify(call, options, 'onSuccess', [fulfilled, args[0] ?? UNDEFINED, unknown('config')]), UNDEFINED)])
  return promise
}

function hook(name: string, keyArgs: readonly Value[], shape: (call: ModelCall, data: Value) => Value): ClientFunction {
  return {
    sends: false,
    repeats: 'requests',
    run: (call) => {
      const { machine } = call
      const promise = apart(machine, () => fetchResource(call, resourceOf(call, keyOf(call, keyArgs))))
      const mutate = native('mutate', () => unknown('mutate()'))
      return hookResult(call, name, promise, (data) => ({
        data: isNothing(data) ? data : shape(call, data),
        noError: UNDEFINED,
        more: [['mutate', mutate], ['size', primitive(1)], ['setSize', native('setSize', () => unknown('setSize()'))]],
      }))
    },
  }
}

function isNothing(value: Value): boolean {
  return optionsOf(value).every(isNullish)
}

/** `useSWRMutation(key, fetcher, options)`: sends when it is triggered, once. */
const MUTATION: ClientFunction = {
  sends: false,
  run: (call) => {
    const { machine } = call
    const options = readOptions(machine, argument(call, 2))
    const key = argument(call, 0)
    const trigger = (argument: Value): Value => {
      const promise = operate(call, callableOf(call.args[1] ?? UNDEFINED), [key, machine.create(objectData([['arg', argument]]))])
      const { fulfilled, rejected } = sidesOf(machine, promise)
      machine.fork([
        ...(fulfilled ? [() => (notify(call, options, 'onSuccess', [fulfilled, key]), UNDEFINED)] : []),
        ...(rejected ? [() => (notify(call, options, 'onError', [rejected, key]), UNDEFINED)] : []),
      ])
      return promise
    }
    const shown = apart(machine, () => trigger(unknown('arg')))
    return hookResult(call, 'useSWRMutation', shown, (data) => ({
      data,
      noError: UNDEFINED,
      more: [['trigger', native('trigger', ([arg = UNDEFINED]) => trigger(arg))], ['isMutating', FALSE], ['reset', native('reset', () => UNDEFINED)]],
    }))
  },
}

const USE_SWR = hook('useSWR', [], (_, data) => data)
const USE_INFINITE = hook('useSWRInfinite', [primitive(0), primitive(null)], ({ machine }, data) => machine.create(listData(oneOrMore(data))))
const USUAL = helper(usualErrorRetry)

function swr(module: string, functions: Readonly<Record<string, ClientFunction>>): Client {
  return { ...library('swr', [module], functions), sendsNothing: true, sureBy: new RegExp(DECIDING.join('|')) }
}

/** SWR 2 (https://swr.vercel.app): measured with 2.5.1. Without an `errorRetryCount` there is no limit. */
export const swrLibrary = swr('swr', {
  default: USE_SWR,
  useSWR: USE_SWR,
  'SWRConfig.defaultValue.onErrorRetry': USUAL,
})
export const swrImmutable = swr('swr/immutable', { default: USE_SWR })
export const swrInfinite = swr('swr/infinite', { default: USE_INFINITE })
export const swrMutation = swr('swr/mutation', { default: MUTATION })
export const swrInternal = swr('swr/_internal', { 'defaultConfig.onErrorRetry': USUAL })
