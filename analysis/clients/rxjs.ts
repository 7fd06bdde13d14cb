import type { Machine, ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { combine, finallyDo, performThen, settled, sidesOf } from '../interpreter/promises.ts'
import { FALSE, join, native, optionsOf, primitive, TRUE, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import type { Client, ClientFunction } from './client.ts'
import { observable, subscribeAgain } from './observables.ts'
import { retrying } from './retrying.ts'
import { setting } from './settings.ts'

/** What an operator makes of the promise of its source. */
type Transform = (call: ModelCall, source: Value, site: Node) => Value

/** An operator: a function that makes an observable of an observable. */
function operator(transform: Transform): ModelFunction {
  return (call) => native('operator', ([source = UNDEFINED], site) =>
    observable(call.machine, () => transform(call, subscribeAgain(call.machine, source, site), site), () => transform(call, source, site)))
}

/** Of what a projection gives, the value: an observable is subscribed to, a promise waited for, of a list the first is taken. */
function flatten(machine: Machine, result: Value): Value {
  const elements = machine.object(result)?.elements
  return elements?.[0] ?? result
}

function isFunction(value: Value): boolean {
  return value.kind !== 'primitive'
}

const mapTo: Transform = ({ machine, args: [project = UNDEFINED] }, source, site) => performThen(machine, sidesOf(machine, source), project, UNDEFINED, site)

/** The property under which an observable of errors keeps how many came before: never a name that code can write. */
const INDEX = '⟨index⟩'

function indexOf(machine: Machine, source: Value): Value {
  return machine.object(source)?.properties.get(INDEX) ?? primitive(0)
}

const flatMap: Transform = ({ machine, args: [project = UNDEFINED] }, source, site) => {
  const then = native('project', ([value = UNDEFINED]) => flatten(machine, machine.call(project, UNDEFINED, [value, indexOf(machine, source)], site)))
  return performThen(machine, sidesOf(machine, source), then, UNDEFINED, site)
}

const catchError: Transform = ({ machine, args: [selector = UNDEFINED] }, source, site) => {
  const handle = native('selector', ([error = UNDEFINED]) => flatten(machine, machine.call(selector, UNDEFINED, [error, UNDEFINED], site)))
  return performThen(machine, sidesOf(machine, source), UNDEFINED, handle, site)
}

/** `tap(next)` and `tap({ next, error })`: what goes by is looked at and goes on. */
const tap: Transform = ({ machine, args: [first = UNDEFINED, second = UNDEFINED] }, source, site) => {
  const observer = machine.object(first)
  const next = observer ? (observer.properties.get('next') ?? UNDEFINED) : first
  const error = observer ? (observer.properties.get('error') ?? UNDEFINED) : second
  const onValue = native('tap', ([value = UNDEFINED]) => {
    if (isFunction(next)) machine.call(next, UNDEFINED, [value], site)
    return value
  })
  const onError = native('tap', ([failure = UNDEFINED]) => {
    if (isFunction(error)) machine.call(error, UNDEFINED, [failure], site)
    return machine.throwValue(failure)
  })
  return performThen(machine, sidesOf(machine, source), onValue, onError, site)
}

/** `retry()`, `retry(3)`, `retry({ count, delay })` (RxJS 7): without a count it never gives up. */
const retry: ModelFunction = (call) => {
  const { machine, args: [config = UNDEFINED], site } = call
  const again = (source: Value, isFirst: boolean): Value => {
    const count = machine.object(config) ? setting(machine, config, 'count') : config
    const known = count?.kind === 'primitive' && typeof count.value === 'number' ? count.value + 1 : undefined
    const delay = setting(machine, config, 'delay')
    return retrying({
      machine,
      site,
      operation: (attempt) => (attempt === 1 && isFirst ? source : subscribeAgain(machine, source, site)),
      calls: known ?? (count === undefined || count.kind === 'primitive' ? Infinity : undefined),
      ...(delay && delay.kind !== 'primitive' && { again: (error: Value, attempt: number) => waits(machine, delay, error, attempt, site), asks: true }),
    })
  }
  return native('operator', ([source = UNDEFINED]) => observable(machine, () => again(source, false), () => again(source, true)))
}

/** `retryWhen(notifier)`: subscribes again whenever what the notifier makes of the errors gives a value. */
const retryWhen: ModelFunction = (call) => {
  const { machine, args: [notifier = UNDEFINED], site } = call
  const again = (source: Value, isFirst: boolean): Value => retrying({
    machine,
    site,
    operation: (attempt) => (attempt === 1 && isFirst ? source : subscribeAgain(machine, source, site)),
    calls: Infinity,
    asks: true,
    again: (error, attempt) => {
      const errors = observable(machine, () => settled(machine, { fulfilled: error, rejected: undefined }))
      if (errors.kind === 'object') machine.set(errors, INDEX, primitive(attempt - 1))
      const { rejected } = sidesOf(machine, flatten(machine, machine.call(notifier, UNDEFINED, [errors], site)))
      return rejected ? machine.throwValue(rejected) : TRUE
    },
  })
  return native('operator', ([source = UNDEFINED]) => observable(machine, () => again(source, false), () => again(source, true)))
}

/** A `delay` that is a function stops the retries where what it gives fails. */
function waits(machine: Machine, delay: Value, error: Value, attempt: number, site: Node): Value {
  const { rejected } = sidesOf(machine, flatten(machine, machine.call(delay, UNDEFINED, [error, primitive(attempt)], site)))
  return rejected ? machine.throwValue(rejected) : TRUE
}

const finalize: Transform = ({ machine, args: [callback = UNDEFINED] }, source, site) => finallyDo(machine, sidesOf(machine, source), callback, site)

/** Operators that let a value and a failure by. */
const PASSING = [
  'take', 'first', 'last', 'single', 'share', 'shareReplay', 'publishReplay', 'refCount', 'delay', 'timeout', 'observeOn', 'subscribeOn', 'takeUntil', 'takeUntilDestroyed', 'untilDestroyed',
  'debounceTime', 'throttleTime', 'distinctUntilChanged', 'filter', 'skip', 'startWith', 'takeWhile', 'defaultIfEmpty',
]

const OPERATORS: Readonly<Record<string, ModelFunction>> = {
  map: operator(mapTo),
  switchMap: operator(flatMap),
  mergeMap: operator(flatMap),
  concatMap: operator(flatMap),
  exhaustMap: operator(flatMap),
  catchError: operator(catchError),
  tap: operator(tap),
  finalize: operator(finalize),
  retry,
  retryWhen,
  ...Object.fromEntries(PASSING.map((name) => [name, operator((_, source) => source)])),
}

/** All of a list or of the values of an object, as `forkJoin` and `combineLatest` wait for them. */
function joinAll({ machine, args: [sources = UNDEFINED], site }: ModelCall): Value {
  return observable(machine, () => {
    const data = machine.object(sources)
    const names = data && !data.elements ? [...data.properties.keys()] : undefined
    const items = (data?.elements ?? [...(data?.properties.values() ?? [])])
    const all = combine(machine, 'all', machine.create(objectData([], { elements: items })))
    if (!names) return all
    const named = native('join', ([list = UNDEFINED]) => machine.create(objectData((machine.object(list)?.elements ?? []).map((item, index): [string, Value] => [names[index] ?? '', item]))))
    return performThen(machine, sidesOf(machine, all), named, UNDEFINED, site)
  })
}

/** `new Observable((observer) => ...)`: each value that its observer is told of may be the one, and so may the error. */
function made(machine: Machine, subscriber: Value, site: Node): Value {
  const promise = machine.create(objectData([], { builtin: 'Promise', promise: { fulfilled: undefined, rejected: undefined } }))
  const hear = (side: 'fulfilled' | 'rejected') => native(side, ([value = UNDEFINED]) => {
    const { promise: sides = { fulfilled: undefined, rejected: undefined } } = machine.object(promise) ?? {}
    const before = sides[side]
    machine.update(promise, { promise: { ...sides, [side]: before ? join([before, value]) : value } })
    return UNDEFINED
  })
  const fail = hear('rejected')
  const observer = machine.create(objectData([['next', hear('fulfilled')], ['error', fail], ['complete', native('complete', () => UNDEFINED)]], { open: true, label: 'observer' }))
  const start = machine.state
  const sinks = machine.collect(() => machine.call(subscriber, UNDEFINED, [observer], site))
  machine.meet(start, [...sinks.returns, ...sinks.throws])
  for (const { value } of sinks.throws.slice(0, 1)) machine.call(fail, UNDEFINED, [value], site)
  return promise
}

const CREATORS: Readonly<Record<string, ModelFunction>> = {
  Observable: ({ machine, args: [subscriber = UNDEFINED], site }) => observable(machine, () => (isFunction(subscriber) ? made(machine, subscriber, site) : settled(machine, { fulfilled: unknown('event'), rejected: undefined }))),
  of: ({ machine, args }) => observable(machine, () => settled(machine, { fulfilled: args[0] ?? UNDEFINED, rejected: undefined })),
  from: ({ machine, args }) => observable(machine, () => flatten(machine, args[0] ?? UNDEFINED)),
  defer: ({ machine, args: [factory = UNDEFINED], site }) => observable(machine, () => flatten(machine, machine.call(factory, UNDEFINED, [], site))),
  timer: ({ machine }) => observable(machine, () => settled(machine, { fulfilled: FALSE, rejected: undefined })),
  throwError: ({ machine, args: [error = UNDEFINED], site }) =>
    observable(machine, () => settled(machine, { fulfilled: undefined, rejected: optionsOf(error).every((option) => option.kind === 'closure') ? machine.call(error, UNDEFINED, [], site) : error })),
  forkJoin: joinAll,
  combineLatest: joinAll,
  firstValueFrom: ({ machine, args }) => settled(machine, sidesOf(machine, args[0] ?? UNDEFINED)),
  lastValueFrom: ({ machine, args }) => settled(machine, sidesOf(machine, args[0] ?? UNDEFINED)),
}

const FUNCTIONS: ReadonlyMap<string, ClientFunction> = new Map(
  Object.entries({ ...OPERATORS, ...CREATORS }).map(([name, run]): [string, ClientFunction] => [name, { sends: false, isLazy: !name.endsWith('ValueFrom'), run }]),
)

/** RxJS (https://rxjs.dev), measured with 7.8.2: sends nothing itself; Angular and NestJS give their requests as observables. */
export const rxjsLibrary: Client = {
  name: 'rxjs',
  sendsNothing: true,
  modules: ['rxjs', 'rxjs/operators', '@angular/core/rxjs-interop', '@ngneat/until-destroy'],
  functionAt: (path) => FUNCTIONS.get(path.filter((name) => name !== 'default').join('.')),
}
