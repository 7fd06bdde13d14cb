import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { newResponse, send } from '../interpreter/requests.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { Carries, primitive, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf, sourceOf } from '../syntax/nodes.ts'

/**
 * A call to code that is not seen whose answer is used as a `Response`: it resolves whatever the status, as `fetch` does.
 * Its arguments are the request: the same arguments are the same request.
 */
export function sendOutside({ machine, args, site }: ModelCall): Value {
  const key = args.map((arg) => machine.digest(arg).id).join(',')
  const name = sourceOf((site['callee'] ?? site) as Node, machine.text, 60)
  const [first] = args
  const url = first?.kind === 'primitive' && typeof first.value === 'string' ? first.value : undefined
  return send(machine, {
    site,
    key: `${name}(${key})`,
    proof: '',
    url,
    settle: (status, asked) =>
      status === undefined
        ? { fulfilled: undefined, rejected: newError(machine, 'Error', [primitive('network')]) }
        : { fulfilled: newResponse(machine, site, status, asked), rejected: undefined },
  })
}

/**
 * A call to code that is not seen, taken to be a request: it rejects for a failure, with an error that has the status
 * wherever clients put it.
 */
export function sendOperation({ machine, args, site, self }: Pick<ModelCall, 'machine' | 'args' | 'site'> & { readonly self?: Value }, more?: MoreOfFailure): Value {
  // The same method of the next element of a list is another operation; the number of the attempt makes no other.
  const of = self?.kind === 'unknown' && self.id.startsWith('element#') ? self.id : ''
  const key = [of, ...args.map((arg) => (arg.kind === 'primitive' && typeof arg.value === 'number' ? '' : machine.digest(arg).id))].join(',')
  if (site === machine.scenario.site && !more) machine.isAssumed = true
  return send(machine, {
    site,
    key: `${rangeOf(site)[0]}(${key})`,
    proof: '',
    url: undefined,
    settle: (status, asked) =>
      status !== undefined && status < 400
        ? { fulfilled: unknown('result', asked ? Carries.body : Carries.nothing, { id: `result#${status}`, truthy: true }), rejected: undefined }
        : { fulfilled: undefined, rejected: newFailure(machine, site, status, asked, more) },
  })
}

/** What else is known of the error for a status: properties whose value is a word or a number, or holds such. */
export type MoreOfFailure = (status: number) => Readonly<Record<string, Readonly<Record<string, string | number>>>>

/** The error of some HTTP client. */
function newFailure(machine: Machine, site: ModelCall['site'], status: number | undefined, asked: boolean, more?: MoreOfFailure): Value {
  const bits = (carries: number): number => (asked ? carries : Carries.nothing)
  const rest = unknown('error', bits(Carries.body), { id: `error#${status}`, truthy: true })
  const message = unknown('error.message', bits(Carries.text), { id: `error.message#${status}`, isString: true, truthy: true })
  const common = { builtin: 'Error', failure: { status, client: 'response', classes: undefined }, open: true, rest, label: 'the error' } as const
  if (status === undefined) return machine.create(objectData([['message', message], ['response', primitive(undefined)], ['status', primitive(undefined)], ['statusCode', primitive(undefined)]], common))
  const code = primitive(status, bits(Carries.status))
  const response = newResponse(machine, site, status, asked)
  const told = Object.entries(more?.(status) ?? {}).map(([name, fields]): [string, Value] => [
    name,
    machine.create(objectData(Object.entries(fields).map(([field, value]): [string, Value] => [field, primitive(value, bits(Carries.status))]), { open: true, rest })),
  ])
  return machine.create(objectData([['message', message], ['status', code], ['statusCode', code], ['response', response], ['cause', unknown('error.cause', bits(Carries.body), { id: `error.cause#${status}` })], ...told], common))
}
