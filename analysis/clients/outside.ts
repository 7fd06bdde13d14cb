import type { ModelCall } from '../interpreter/machine.ts'
import { FailureData, objectData } from '../interpreter/objects.ts'
import { urlOf } from '../interpreter/request-key.ts'
import { newResponse, send } from '../interpreter/requests.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { Carries, primitive, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf, sourceOf } from '../syntax/nodes.ts'
import { askedOf, askOf, markOf, statusIn, type Answered } from './answers.ts'

/**
 * A call to code that is not seen whose answer is used as a `Response`: it resolves whatever the status, as `fetch` does.
 * Its arguments are the request: the same arguments are the same request.
 */
export function sendOutside(call: ModelCall): Value {
  return sendUnseen(call, false)
}

/** The same where the code does not show whether a failure rejects, as axios does, or resolves: it may do either. */
export function sendPerhapsRejected(call: ModelCall): Value {
  return sendUnseen(call, true)
}

function sendUnseen({ machine, args, site }: ModelCall, mayReject: boolean): Value {
  const key = args.map((arg) => machine.digest(arg).id).join(',')
  const name = sourceOf((site['callee'] ?? site) as Node, machine.text, 60)
  return send(machine, {
    site,
    key: `${name}(${key})`,
    proof: '',
    url: urlOf(machine, args[0]),
    leavesUnread: true,
    settle: (status, asked) => {
      if (status === undefined) return { fulfilled: undefined, rejected: newError(machine, 'Error', [primitive('network')]) }
      const answered = { machine, site, status, asked }
      const isFailure = mayReject && !askOf(answered, (given) => given < 400)
      return { fulfilled: newResponse(machine, site, status, asked), rejected: isFailure ? newFailure(answered) : undefined }
    },
  })
}

/**
 * A call to code that is not seen, taken to be a request: it rejects for a failure, with an error that has the status
 * wherever clients put it.
 */
export function sendOperation({ machine, args, site }: Pick<ModelCall, 'machine' | 'args' | 'site'>, more?: MoreOfFailure): Value {
  // The number of the attempt makes no other operation.
  const key = args.map((arg) => (arg.kind === 'primitive' && typeof arg.value === 'number' ? '' : machine.digest(arg).id)).join(',')
  if (site === machine.scenario.site && !more) machine.isAssumed = true
  return send(machine, {
    site,
    key: `${rangeOf(site)[0]}(${key})`,
    proof: '',
    url: undefined,
    leavesUnread: more === undefined,
    settle: (status, asked) => {
      const answered = { machine, site, status, asked }
      const isOk = status !== undefined && askOf(answered, (given) => given < 400)
      return isOk
        ? { fulfilled: unknown('result', asked ? Carries.body : Carries.nothing, { id: `result#${markOf(answered)}`, truthy: true }), rejected: undefined }
        : { fulfilled: undefined, rejected: newFailure(answered, more) }
    },
  })
}

/** What else is known of the error for a status: properties whose value is a word or a number, or holds such. */
export type MoreOfFailure = (status: number) => Readonly<Record<string, Readonly<Record<string, string | number>>>>

/** The error of some HTTP client. */
function newFailure(answered: Answered, more?: MoreOfFailure): Value {
  const { machine, site, status, asked } = answered
  const bits = (carries: number): number => (asked ? carries : Carries.nothing)
  const rest = unknown('error', bits(Carries.body), { id: `error#${markOf(answered)}`, truthy: true })
  const message = unknown('error.message', bits(Carries.text), { id: `error.message#${markOf(answered)}`, isString: true, truthy: true })
  const common = { builtin: 'Error', failure: new FailureData(askedOf(answered), status, 'response', undefined), open: true, rest, label: 'the error' } as const
  if (status === undefined) return machine.create(objectData([['message', message], ['response', primitive(undefined)], ['status', primitive(undefined)], ['statusCode', primitive(undefined)]], common))
  const code = statusIn(answered)
  const response = newResponse(machine, site, status, asked)
  const told = Object.entries(more?.(status) ?? {}).map(([name, fields]): [string, Value] => [
    name,
    machine.create(objectData(Object.entries(fields).map(([field, value]): [string, Value] => [field, primitive(value, bits(Carries.status))]), { open: true, rest })),
  ])
  return machine.create(objectData([['message', message], ['status', code], ['statusCode', code], ['response', response], ['cause', unknown('error.cause', bits(Carries.body), { id: `error.cause#${markOf(answered)}` })], ...told], common))
}
