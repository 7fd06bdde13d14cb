import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { FALSE, optionsOf, primitive, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, unwrap } from '../syntax/nodes.ts'
import { helper, library, repeater, wrappedForOthers } from './retry-library.ts'
import { isCallable } from './retry-options.ts'
import { ask, doubtOf, operate, retrying } from './retrying.ts'
import { newInstance } from './settings.ts'

const INSTANCE = 'Bottleneck()'

/** `limiter.on('failed', (error, info) => ms)`: what a listener of the limiter decides, wherever the file puts it. */
function listenerOf({ machine, site }: ModelCall): Value | undefined {
  const limiter = memberPath(site['callee'] as Node)?.slice(0, -1).join('.')
  const found = machine.tree.calls.find((call) => {
    const [event, listener] = call['arguments'] as Node[]
    const path = memberPath(call['callee'] as Node)
    return path?.at(-1) === 'on' && path.slice(0, -1).join('.') === limiter && event && unwrap(event)['value'] === 'failed' && listener !== undefined
  })
  return found && machine.readInPlace((found['arguments'] as Node[])[1] as Node)
}

/** The job itself, behind options where the first argument is an object. */
function jobOf(args: readonly Value[]): { readonly fn: Value; readonly args: readonly Value[] } {
  const at = args.findIndex(isCallable)
  return at < 0 ? { fn: args[0] ?? UNDEFINED, args: args.slice(1) } : { fn: args[at] ?? UNDEFINED, args: args.slice(at + 1) }
}

function runJob(call: ModelCall, fn: Value, args: readonly Value[], listener: Value | undefined): Value {
  const { machine } = call
  return retrying({
    ...call,
    calls: listener ? Infinity : 1,
    asks: listener !== undefined,
    operation: () => awaitValue(machine, operate(call, fn, args)),
    // A number, 0 too, is the delay after which it is called again.
    again: (error, attempt) => {
      if (!listener) return FALSE
      const info = machine.create(objectData([['retryCount', primitive(attempt - 1)]], { open: true, rest: unknown('info') }))
      const told = optionsOf(ask(call, listener, [error, info]))
      if (told.every((option) => option.kind === 'primitive')) return primitive(told.some((option) => typeof option.value === 'number'))
      return unknown('failed', machine.digest(error).carries)
    },
    unsure: listener ? doubtOf(call, fn) : undefined,
  })
}

function schedule(call: ModelCall): Value {
  const { fn, args } = jobOf(call.args)
  return runJob(call, fn, args, listenerOf(call))
}

/** `limiter.wrap(fn)`: a function each call of which is a job. */
function wrap(call: ModelCall): Value {
  const [fn = UNDEFINED] = call.args
  const listener = listenerOf(call)
  return wrappedForOthers('wrapped', call, (inner) => runJob(call, fn, inner.args, listener))
}

const MAKER = { ...helper((call) => newInstance(call, call.origin?.module ?? 'bottleneck', [INSTANCE], call.args[0])), instance: [INSTANCE] }

/** Bottleneck 2.19 (https://github.com/SGrondin/bottleneck): calls a failed job again where a `failed` listener returns a number. */
export const bottleneckLibrary = library('bottleneck', ['bottleneck', 'bottleneck/light', 'bottleneck/es5'], {
  default: MAKER,
  '': MAKER,
  [`${INSTANCE}.schedule`]: repeater(schedule),
  [`${INSTANCE}.wrap`]: repeater(wrap),
})
