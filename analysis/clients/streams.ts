import type { ModelCall } from '../interpreter/machine.ts'
import { markAnswered, sidesOf } from '../interpreter/promises.ts'
import { native, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { callBack } from './callbacks.ts'

/**
 * A stream of an answer, in place of a promise of it: it says by events what has come, and who has the stream has the
 * answer.
 */
export function streamOf({ machine, site }: ModelCall, promise: Value): Value {
  const { fulfilled, rejected, sends } = sidesOf(machine, promise)
  const response = fulfilled ?? (rejected && machine.get(rejected, 'response', site))
  const stream = response && machine.object(response)?.response ? response : unknown('stream', 0, { truthy: true })
  if (stream.kind !== 'object') return stream
  const itself = native('resume', () => stream)
  const listen = native('on', ([event = UNDEFINED, listener = UNDEFINED]) => {
    const name = event.kind === 'primitive' ? event.value : undefined
    const [told, answer] = name === 'response' ? [fulfilled, 'fulfilled'] : name === 'error' ? [rejected, 'rejected'] : []
    if (!told) return stream
    markAnswered(machine, sends)
    callBack(machine, promise, listener, { fulfilled: (value) => [value], rejected: (error) => [error] }, site, answer as 'fulfilled' | 'rejected')
    return stream
  })
  const pipe = native('pipe', ([destination = UNDEFINED]) => {
    machine.effect('pipe', [stream], 'call')
    return destination
  })
  machine.update(stream, { properties: new Map([...(machine.object(stream)?.properties ?? []), ['on', listen], ['once', listen], ['resume', itself], ['pipe', pipe]]) })
  return stream
}
