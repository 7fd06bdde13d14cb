import type { Machine } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { performThen, settled, sidesOf } from '../interpreter/promises.ts'
import { UNHANDLED } from '../interpreter/state.ts'
import { native, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { callBack } from './callbacks.ts'
import type { ClientFunction } from './client.ts'

/**
 * An observable of one value, as an HTTP request is: modelled as a promise that can be started again.
 *
 * @param start gives what a subscriber gets
 * @param first the same for its first subscriber: it is started at once, though a real one waits; not where a definition is
 *   only read, so that it is started by the run that subscribes to it
 */
export function observable(machine: Machine, start: () => Value, first = start): Value {
  const sides = machine.quiet > 0 ? undefined : sidesOf(machine, first())
  const made = machine.create(objectData([], { builtin: 'Observable', start: native('subscribe', start), ...(sides && { promise: sides }) }))
  const now = (): Value => settled(machine, sidesOf(machine, made))
  const methods: [string, Value][] = [
    ['pipe', native('pipe', (operators, site) => operators.reduce<Value>((source, operator) => machine.call(operator, UNDEFINED, [source], site), made))],
    ['subscribe', native('subscribe', (observers, site) => subscribe(machine, now(), observers, site))],
    ['toPromise', native('toPromise', now)],
    ['forEach', native('forEach', ([next = UNDEFINED], site) => performThen(machine, sidesOf(machine, made), next, UNDEFINED, site))],
  ]
  // It is no promise to the code that has it.
  for (const name of ['then', 'catch', 'finally']) methods.push([name, UNDEFINED])
  machine.update(made, { properties: new Map(methods) })
  return made
}

/** A client's function as one that gives an observable of what it gave. */
export function observed(found: ClientFunction): ClientFunction {
  return { ...found, isLazy: true, run: (call) => observable(call.machine, () => found.run(call)) }
}

export function isObservable(machine: Machine, value: Value): boolean {
  return machine.object(value)?.builtin === 'Observable'
}

/** Subscribes once more: sends the request once more. Of what is no observable, the value itself. */
export function subscribeAgain(machine: Machine, source: Value, site: Node): Value {
  const start = machine.object(source)?.start
  return start ? machine.call(start, UNDEFINED, [], site) : source
}

/** `subscribe(next, error)` and `subscribe({ next, error })`. */
function subscribe(machine: Machine, promise: Value, [first = UNDEFINED, second = UNDEFINED]: readonly Value[], site: Node): Value {
  const observer = machine.object(first)
  const part = (name: string, otherwise: Value): Value => (observer ? machine.get(first, name, site) : otherwise)
  const next = part('next', first)
  const error = part('error', second)
  const complete = part('complete', UNDEFINED)
  const isFunction = (value: Value): boolean => value.kind === 'closure' || value.kind === 'native' || value.kind === 'unknown'
  const tell = native('observer', ([kind, value = UNDEFINED]) => {
    const isError = kind?.kind === 'primitive' && kind.value === 'error'
    const listener = isError ? error : next
    if (isFunction(listener)) machine.call(listener, UNDEFINED, [value], site)
    // RxJS throws it from a timer, where the host gets it, as it gets a rejection that nothing waits for.
    else if (isError) machine.effect(UNHANDLED, [value], 'rejection')
    if (!isError && isFunction(complete)) machine.call(complete, UNDEFINED, [], site)
    return UNDEFINED
  })
  const told = (kind: 'next' | 'error') => (value: Value): Value[] => [{ kind: 'primitive', value: kind, carries: 0 }, value]
  callBack(machine, promise, tell, { fulfilled: told('next'), rejected: told('error') }, site)
  return unknown('subscription', 0, { truthy: true })
}
