import { isInstanceOf } from '../interpreter/instances.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { binary } from '../interpreter/operators.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { join, optionsOf, primitive, TRUE, truthiness, unknown, type Single, type Value } from '../interpreter/values.ts'
import { argument, library, repeater } from './retry-library.ts'
import { countOf, isAbsent, readOptions, unseenOption } from './retry-options.ts'
import { doubtOf, operate, retrying } from './retrying.ts'

/** Whether an error matches: a class that it is of, a function that says so, its message, a pattern of its message. */
function matches({ machine, site }: ModelCall, match: Single, error: Value): Value {
  if (match.kind === 'class' || (match.kind === 'unknown' && match.origin)) return isInstanceOf(machine, error, match)
  if (match.kind === 'closure') return machine.call(match, error, [error], site)
  const message = machine.get(error, 'message', site)
  if (match.kind === 'primitive') return join(optionsOf(message).map((option) => binary('===', option, match)))
  return machine.call(machine.get(match, 'test', site), match, [message], site)
}

function matchesAny(call: ModelCall, list: Value, error: Value): Value {
  if (isAbsent(list)) return TRUE
  const data = call.machine.object(list)
  const items = data?.elements ?? [list]
  const answers = items.flatMap((item) => optionsOf(item).map((option) => matches(call, option, error)))
  const truths = answers.map(truthiness)
  if (items.length === 0 || truths.includes(true)) return TRUE
  return truths.includes(undefined) ? unknown('match', call.machine.digest(error).carries) : primitive(false)
}

function retryAsPromised(call: ModelCall): Value {
  const { machine } = call
  const fn = argument(call, 0)
  const given = argument(call, 1)
  const isCount = given.kind === 'primitive'
  const options = readOptions(machine, isCount ? undefined : given)
  const match = options.get('match')
  return retrying({
    ...call,
    calls: countOf(isCount ? given : options.get('max'), 1),
    operation: (attempt) => awaitValue(machine, operate(call, fn, [machine.create(objectData([['current', primitive(attempt)]]))])),
    again: (error) => matchesAny(call, match, error),
    asks: !isAbsent(match),
    unsure: unseenOption(options, 'match') ?? doubtOf(call, fn),
  })
}

/** retry-as-promised 7.1 (https://github.com/mickhansen/retry-as-promised). */
export const retryAsPromisedLibrary = library('retry-as-promised', ['retry-as-promised'], {
  default: repeater(retryAsPromised),
  '': repeater(retryAsPromised),
  retryAsPromised: repeater(retryAsPromised),
})
