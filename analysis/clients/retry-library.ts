import type { ModelCall, ModelFunction } from '../interpreter/machine.ts'
import { sidesOf } from '../interpreter/promises.ts'
import { native, UNDEFINED, type NativeFunction, type Value } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { apart } from './retrying.ts'

/** A library of functions, by their paths from the module: `default`, `retry`, `operation().attempt`. */
export function library(name: string, modules: readonly string[], functions: Readonly<Record<string, ClientFunction>>): Client {
  return { name, modules, functionAt: (path) => (Object.hasOwn(functions, path.join('.')) ? functions[path.join('.')] : undefined) }
}

/** A function that calls again what it is given. */
export function repeater(run: ModelFunction): ClientFunction {
  return { sends: false, repeats: 'operations', run }
}

/** A function that is understood and calls nothing again. */
export function helper(run: ModelFunction): ClientFunction {
  return { sends: false, run }
}

/** The argument of a call; `undefined` where it has none. */
export function argument({ args }: Pick<ModelCall, 'args'>, index: number): Value {
  return args[index] ?? UNDEFINED
}

/** The function that a wrapper gives back: each call of it is carried out as if written there. */
export function wrapped(name: string, call: ModelCall, run: (inner: ModelCall) => Value): NativeFunction {
  return native(name, (args, site) => run({ ...call, args, site }))
}

/**
 * The same, of a function that other code may call as well: what comes of such a call is asked where the function is made,
 * and goes to whoever calls it.
 */
export function wrappedForOthers(name: string, call: ModelCall, run: (inner: ModelCall) => Value, args: readonly Value[] = []): NativeFunction {
  const { machine } = call
  if (machine.quiet === 0) {
    const { fulfilled, rejected } = sidesOf(machine, apart(machine, () => run({ ...call, args })))
    for (const value of [fulfilled, rejected]) if (value) machine.effect(name, [value], 'call')
  }
  return wrapped(name, call, run)
}
