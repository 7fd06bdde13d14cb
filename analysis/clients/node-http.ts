import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { ASYNC_ITERATOR } from '../interpreter/iteration.ts'
import { objectData } from '../interpreter/objects.ts'
import { sidesOf } from '../interpreter/promises.ts'
import { native, optionsOf, UNDEFINED, unknown, type ObjectRef, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { answerBody, errorOf, responseOf, type Answered, type Answers } from './answers.ts'
import { callBack } from './callbacks.ts'
import type { Client, ClientFunction } from './client.ts'
import { readOption, sendCall } from './http-call.ts'

const answers: Answers = {
  client: 'node:http',
  response: { statusCode: 'status', statusMessage: 'reason', headers: 'headers', rawHeaders: 'object', url: 'object', req: 'object' },
  noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
}

/** `http.get(url, options, callback)`: the address may be left out for options, and either for the callback. */
function request(call: ModelCall): Value {
  const { machine, args, site } = call
  const callback = args.find(isCallback)
  const [first = UNDEFINED, second] = args.filter((arg) => arg !== callback)
  const isAddress = optionsOf(first).every((option) => option.kind === 'primitive' || (option.kind === 'unknown' && (option.isString === true || second !== undefined)))
  const options = isAddress ? second : first
  const part = (name: string): Value => readOption(call, options, name)
  const content = ['hostname', 'host', 'port', 'path'].map(part)
  const promise = sendCall(call, { method: part('method'), url: isAddress ? first : UNDEFINED, content, options: [options] }, (status, asked) => {
    const answered: Answered = { machine, site, status, asked }
    return status === undefined ? { fulfilled: undefined, rejected: errorOf(answers, answered) } : { fulfilled: incoming(answered), rejected: undefined }
  })
  const sent = requestObject(call, promise, callback === undefined)
  if (callback) tell(call, promise, callback, 'response', site)
  return sent
}

/** A function; of a value that is not known its name has to say so. */
function isCallback(value: Value): boolean {
  return value.kind === 'closure' || value.kind === 'native' || (value.kind === 'unknown' && /^(?:cb|callback|done|next|fn|handler|listener|on[A-Z]\w*)$/.test(value.label))
}

/** Calls a listener for the answer, or for the failure. */
function tell({ machine }: ModelCall, promise: Value, listener: Value, event: 'response' | 'error', site: Node): void {
  const sides = machine.object(promise)?.promise
  const side = event === 'response' ? sides?.fulfilled : sides?.rejected
  if (!sides || !side) return
  const only = machine.create(objectData([], { builtin: 'Promise', promise: { fulfilled: event === 'response' ? side : undefined, rejected: event === 'error' ? side : undefined, sends: sides.sends ?? [] } }))
  callBack(machine, only, listener, { fulfilled: (value) => [value], rejected: (value) => [value] }, site)
}

/**
 * `http.ClientRequest`: it tells of its answer where it is asked to.
 *
 * @param isOpen nobody listens for the answer yet: who has it has that
 */
function requestObject(call: ModelCall, promise: Value, isOpen: boolean): ObjectRef {
  const { machine } = call
  const { fulfilled, sends = [] } = sidesOf(machine, promise)
  const object = machine.create(objectData([], { open: true, label: 'request', ...(isOpen && { promise: { fulfilled, rejected: undefined, sends } }) }))
  const on = native('on', ([event, listener = UNDEFINED], site) => {
    // Of several events that it may be (`continue`), the answer is what comes of the request.
    const names = optionsOf(event ?? UNDEFINED).map((option) => (option.kind === 'primitive' ? option.value : undefined))
    if (names.includes('response')) close(machine, object)
    for (const name of ['response', 'error'] as const) if (names.includes(name)) tell(call, promise, listener, name, site)
    return object
  })
  for (const name of ['on', 'once', 'addListener']) machine.set(object, name, on)
  for (const name of ['end', 'write', 'setTimeout', 'setHeader', 'setNoDelay', 'destroy', 'abort', 'flushHeaders', 'removeHeader']) machine.set(object, name, native(name, () => object))
  return object
}

/** Who is given the request from now on does not listen for its answer: the code does so itself. */
function close(machine: Machine, object: ObjectRef): void {
  const data = machine.object(object)
  if (!data?.promise) return
  const { promise: _promise, ...rest } = data
  machine.store.set(object.address, rest)
}

/** `http.IncomingMessage`: its body comes in pieces. */
function incoming(answered: Answered): Value {
  const { machine } = answered
  const response = responseOf(answers, answered)
  const body = answerBody(answered)
  const on = native('on', ([event, listener = UNDEFINED], site) => {
    const name = event?.kind === 'primitive' ? event.value : undefined
    if (name === 'data') machine.call(listener, UNDEFINED, [body], site)
    else if (name === 'end' || name === 'close') machine.call(listener, UNDEFINED, [], site)
    return response
  })
  for (const name of ['on', 'once', 'addListener']) machine.set(response, name, on)
  for (const name of ['resume', 'pause', 'setEncoding', 'destroy', 'unpipe']) machine.set(response, name, native(name, () => response))
  machine.set(response, ASYNC_ITERATOR, body)
  machine.set(response, 'pipe', native('pipe', ([target = UNDEFINED]) => (target.kind === 'unknown' ? target : unknown('stream', 0, { truthy: true }))))
  return response
}

const REQUEST: ClientFunction = { sends: true, run: request }
const MODULES = ['http', 'https', 'node:http', 'node:https', 'follow-redirects']

/** The HTTP client of Node (https://nodejs.org/api/http.html), run with the Node that the tests run in: it calls back whatever the status. */
export const nodeHttpClient: Client = {
  name: 'node:http',
  modules: MODULES,
  answers,
  functionAt(path) {
    const name = path.filter((part) => part !== 'default' && part !== 'http' && part !== 'https').join('.')
    return name === 'get' || name === 'request' ? REQUEST : undefined
  },
}
