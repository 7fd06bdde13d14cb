import type { ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { sidesOf } from '../interpreter/promises.ts'
import { FALSE, join, native, NULL, optionsOf, primitive, TRUE, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { RetryOptions } from './retry-options.ts'
import { givenOption } from './retry-options.ts'

/** Names of what a hook gives for a result, as TanStack Query has them. */
const WHEN_DONE = ['isSuccess', 'isFetched', 'isFetchedAfterMount'] as const
const WHEN_FAILED = ['isError', 'isLoadingError', 'isFetched'] as const
const FLAGS = ['isSuccess', 'isError', 'isLoadingError', 'isRefetchError', 'isFetched', 'isFetchedAfterMount', 'isLoading', 'isPending', 'isInitialLoading', 'isFetching', 'isRefetching', 'isValidating', 'isIdle'] as const

/** What one settled query looks like to the component. */
export interface Settled {
  readonly data: Value
  /** What stands for "no error". */
  readonly noError: Value
  readonly more?: readonly (readonly [string, Value])[]
}

/** Calls a callback among the options, where there is one. */
export function notify({ machine, site }: ModelCall, options: RetryOptions, name: string, args: readonly Value[]): void {
  const callback = givenOption(options, name)
  if (callback) machine.call(callback, UNDEFINED, args, site)
}

/** The result or the error is kept by the library, where any component finds it: it leaves. */
export function kept({ machine }: ModelCall, name: string, { fulfilled, rejected }: Pick<PromiseSides, 'fulfilled' | 'rejected'>): void {
  if (fulfilled) machine.effect(`${name} data`, [fulfilled], 'call')
  if (rejected) machine.effect(`${name} error`, [rejected], 'rejection')
}

/** What a hook gives to a component once the promise of its query is settled. */
export function hookResult(call: ModelCall, name: string, promise: Value, settled: (data: Value) => Settled): Value {
  const { machine } = call
  const { fulfilled, rejected } = sidesOf(machine, promise)
  const branches: (() => Value)[] = []
  if (fulfilled) {
    branches.push(() => {
      kept(call, name, { fulfilled, rejected: undefined })
      return resultOf(call, settled(fulfilled), undefined)
    })
  }
  if (rejected) {
    branches.push(() => {
      kept(call, name, { fulfilled: undefined, rejected })
      return resultOf(call, settled(UNDEFINED), rejected)
    })
  }
  return machine.fork(branches)
}

function resultOf({ machine }: ModelCall, { data, noError, more = [] }: Settled, error: Value | undefined): Value {
  const set: readonly string[] = error ? WHEN_FAILED : WHEN_DONE
  const flags = FLAGS.map((flag): [string, Value] => [flag, set.includes(flag) ? TRUE : FALSE])
  return machine.create(
    objectData(
      [
        ['data', error ? UNDEFINED : data],
        ['error', error ?? noError],
        ['failureReason', error ?? NULL],
        ['status', primitive(error ? 'error' : 'success')],
        ['fetchStatus', primitive('idle')],
        ...flags,
        ['refetch', native('refetch', () => unknown('refetch()'))],
        ...more,
      ],
      { open: true, label: 'query' },
    ),
  )
}

/** The functions among alternatives, without the library's word for "not now". */
export function callableOf(fn: Value): Value {
  const callable = optionsOf(fn).filter((option) => !(option.kind === 'unknown' && option.origin?.path.at(-1) === 'skipToken') && !(option.kind === 'primitive'))
  return callable.length > 0 ? join(callable) : UNDEFINED
}
