import { listData, oneOrMore } from '../interpreter/lists.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { FALSE, isNullish, native, NULL, optionsOf, primitive, TRUE, truthiness, UNDEFINED, type ObjectRef, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { argument, helper, library } from './retry-library.ts'
import { countOf, oneMore, readOptions } from './retry-options.ts'
import { operate } from './retrying.ts'

/** Attempts that are followed where there may be many. */
const MOST_ATTEMPTS = 3

/** An operation of one call of `retry.operation`: its state is on the heap, so that each path has its own. */
function operation(call: ModelCall): Value {
  const { machine } = call
  const options = readOptions(machine, call.args[0])
  const calls = truthiness(options.get('forever')) === true ? Infinity : oneMore(countOf(options.get('retries'), 10))
  const most = calls !== undefined && calls <= 6 ? calls : MOST_ATTEMPTS
  const object = machine.create(objectData([['attempt number', primitive(1)], ['last error', NULL]], { open: true, label: 'operation' }))
  let running: { fn: Value; site: Node; depth: number } | undefined
  const attempt = (number: number): void => {
    if (running) within(machine, running.site, number, running.depth, () => operate({ machine, site: running?.site as Node }, running?.fn as Value, [primitive(number)]))
  }
  machine.set(object, 'attempt', native('attempt', ([fn = UNDEFINED], site) => {
    running = { fn, site, depth: machine.frames.length }
    attempt(1)
    return UNDEFINED
  }))
  machine.set(object, 'retry', native('retry', ([error = UNDEFINED]) => machine.each(error, (single) => {
    if (isNullish(single)) return FALSE
    if (!running && machine.quiet > 0) return TRUE
    if (truthiness(machine.object(object)?.properties.get('stopped') ?? FALSE) === true) {
      machine.set(object, 'last error', single)
      return FALSE
    }
    const number = numberOf(machine, object) + 1
    machine.set(object, 'last error', single)
    if (number > most || !running) return FALSE
    machine.set(object, 'attempt number', primitive(number))
    machine.state.caught = true
    attempt(number)
    return TRUE
  })))
  machine.set(object, 'mainError', native('mainError', () => machine.get(object, 'last error', call.site)))
  machine.set(object, 'errors', native('errors', () => machine.create(listData(oneOrMore(machine.get(object, 'last error', call.site))))))
  machine.set(object, 'attempts', native('attempts', () => machine.get(object, 'attempt number', call.site)))
  machine.set(object, 'stop', native('stop', () => {
    machine.set(object, 'stopped', TRUE)
    return UNDEFINED
  }))
  machine.set(object, 'reset', native('reset', () => UNDEFINED))
  return object
}

function numberOf(machine: Machine, object: ObjectRef): number {
  const numbers = optionsOf(machine.object(object)?.properties.get('attempt number') ?? UNDEFINED)
  return Math.max(1, ...numbers.map((option) => (option.kind === 'primitive' ? Number(option.value) : 1)))
}

/** An attempt is made by the library, whatever asked for it. */
function within(machine: Machine, site: Node, round: number, depth: number, run: () => void): void {
  const inner = machine.frames.splice(depth)
  try {
    machine.inFrame({ kind: 'library', node: site, round }, run)
  } finally {
    machine.frames.push(...inner)
  }
}

const OPERATION = { ...helper(operation), instance: ['operation()'] } as const

/** retry 0.13 (https://github.com/tim-kos/node-retry): calls again where the code calls `operation.retry(error)`. */
export const retryOperationLibrary = library('retry', ['retry', '@zkochan/retry'], {
  operation: OPERATION,
  'default.operation': OPERATION,
  'operation().attempt': { sends: false, repeats: 'operations', run: (call) => operate(call, argument(call, 0), [primitive(1)]) },
})
