import type { ModelCall } from '../interpreter/machine.ts'
import { newResponse, send } from '../interpreter/requests.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { primitive, type Value } from '../interpreter/values.ts'

/**
 * A call to code that is not seen whose answer is used as a `Response`: it resolves whatever the status, as `fetch` does.
 * Its arguments are the request: the same arguments are the same request.
 */
export function sendOutside({ machine, args, site }: ModelCall): Value {
  const key = args.map((arg) => machine.digest(arg).id).join(',')
  const [first] = args
  const url = first?.kind === 'primitive' && typeof first.value === 'string' ? first.value : undefined
  return send(machine, {
    site,
    key: `${site.start ?? site.range?.[0]}(${key})`,
    paid: false,
    url,
    settle: (status, asked) =>
      status === undefined
        ? { fulfilled: undefined, rejected: newError(machine, 'Error', [primitive('network')]) }
        : { fulfilled: newResponse(machine, site, status, asked), rejected: undefined },
  })
}
