import type { ModelCall } from '../interpreter/machine.ts'
import { gap, listData } from '../interpreter/lists.ts'
import { FailureData, objectData } from '../interpreter/objects.ts'
import { saysSafeMethod, urlOf } from '../interpreter/request-key.ts'
import { newResponse, send } from '../interpreter/requests.ts'
import { newError } from '../interpreter/builtins/constructors.ts'
import { Carries, primitive, UNDEFINED, unknown, type Unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { sourceOf } from '../syntax/nodes.ts'
import { askedOf, askOf, markOf, statusIn, type Answered } from './answers.ts'

/**
 * A call to code that is not seen whose answer is used as a `Response`: it resolves whatever the status, as `fetch` does.
 * Its arguments are the request: the same arguments are the same request.
 *
 * @param held where in what it gives the response is; undefined: that is the response itself
 */
export function sendOutside(call: ModelCall, held?: Place): Value {
  return sendUnseen(call, false, held)
}

/** The same where the code does not show whether a failure rejects, as axios does, or resolves: it may do either. */
export function sendPerhapsRejected(call: ModelCall, held?: Place): Value {
  return sendUnseen(call, true, held)
}

function sendUnseen({ machine, args, site }: ModelCall, mayReject: boolean, held: Place | undefined): Value {
  const key = args.map((arg) => machine.digest(arg).id).join(',')
  const name = sourceOf((site['callee'] ?? site) as Node, machine.text, 60)
  return send(machine, {
    site,
    key: `${name}(${key})`,
    proof: '',
    url: urlOf(machine, args[0]),
    isSafe: saysSafeMethod(machine, args),
    leavesUnread: true,
    settle: (status, asked) => {
      if (status === undefined) return { fulfilled: undefined, rejected: newError(machine, 'Error', [primitive('network')]) }
      const answered = { machine, site, status, asked }
      const isFailure = mayReject && !askOf(answered, (given) => given < 400)
      const response = newResponse(machine, site, status, asked)
      return { fulfilled: held === undefined ? response : holding(answered, held, response), rejected: isFailure ? newFailure(answered) : undefined }
    },
  })
}

/** The name of a property, or the index of an element. */
type Place = string | number

/** `{ res, data, error }`, `[error, res]`: the response, and what the client has made of it. */
function holding(answered: Answered, place: Place, response: Value): Value {
  const { machine, asked } = answered
  const other = (name: Place): Unknown => unknown('answer', asked ? Carries.body : Carries.nothing, { id: `answer.${name}#${markOf(answered)}` })
  if (typeof place === 'string') {
    const isOk = askOf(answered, (given) => given < 400)
    // Nothing is wrong with a success; of a failure a client may say so here, or throw.
    const absent = isOk ? ['error', 'errors', 'err'].map((name): [string, Value] => [name, UNDEFINED]) : []
    return machine.create(objectData([...absent, [place, response]], { open: true, rest: other('*'), label: 'the answer' }))
  }
  return machine.create(listData([...Array.from({ length: place }, (_, index) => other(index)), response, gap(other('*'))]))
}

/**
 * A call to code that is not seen, taken to be a request: it rejects for a failure, with an error that has the status
 * wherever clients put it.
 */
export function sendOperation(call: Pick<ModelCall, 'machine' | 'args' | 'site'>, more?: MoreOfFailure): Value {
  return operate(call, (answered) => unknown('result', answered.asked ? Carries.body : Carries.nothing, { id: `result#${markOf(answered)}`, truthy: true }), more)
}

/** The same where the code asks what it gives for its status: axios gives a response, or rejects. */
export function sendAnswered(call: ModelCall): Value {
  return operate(call, ({ machine, site, status, asked }) => newResponse(machine, site, status, asked))
}

function operate({ machine, args, site }: Pick<ModelCall, 'machine' | 'args' | 'site'>, resultOf: (answered: Answered & { status: number }) => Value, more?: MoreOfFailure): Value {
  // The number of the attempt makes no other operation, and no other call is taken for one in a run but the same made again.
  const key = args.map((arg) => (arg.kind === 'primitive' && typeof arg.value === 'number' ? '' : machine.digest(arg).id)).join(',')
  if (site === machine.scenario.site && !more) machine.isAssumed = true
  return send(machine, {
    site,
    key: `operation(${key})`,
    proof: '',
    url: undefined,
    leavesUnread: more === undefined,
    settle: (status, asked) => {
      const answered = { machine, site, status, asked }
      const isOk = status !== undefined && askOf(answered, (given) => given < 400)
      return isOk ? { fulfilled: resultOf({ ...answered, status }), rejected: undefined } : { fulfilled: undefined, rejected: newFailure(answered, more) }
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
