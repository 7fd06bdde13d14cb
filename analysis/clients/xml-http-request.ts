import { hearOfHandlers, makeEventTarget, notify } from '../interpreter/event-targets.ts'
import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { native, primitive, UNDEFINED, unknown, type ObjectRef, type Value } from '../interpreter/values.ts'
import { errorOf, responseOf, valueOf, type Answered, type Answers } from './answers.ts'
import { callBack } from './callbacks.ts'
import type { Client, ClientFunction } from './client.ts'
import { sendCall } from './http-call.ts'

const answers: Answers = {
  client: 'XMLHttpRequest',
  response: { status: 'status', statusText: 'reason', responseText: 'body', response: 'body', responseXML: 'body' },
  noAnswer: { classes: [], properties: {} },
}

/** Under which the object keeps what it was opened with and what became of it: never names that code can write. */
const OPENED = '⟨opened⟩'
const SENT = '⟨sent⟩'
const RESPONSE = '⟨response⟩'

function construct({ machine, site }: ModelCall): ObjectRef {
  const object = machine.create(objectData([['status', primitive(0)], ['readyState', primitive(0)]], { open: true, label: 'xhr', rest: unknown('xhr') }))
  machine.set(object, 'open', native('open', ([method = UNDEFINED, url = UNDEFINED]) => {
    machine.set(object, OPENED, machine.create(objectData([['method', method], ['url', url]])))
    return UNDEFINED
  }))
  makeEventTarget(machine, object, (event) => listen({ machine, args: [], site, self: object }, object, event))
  for (const name of ['setRequestHeader', 'overrideMimeType', 'abort']) machine.set(object, name, native(name, () => UNDEFINED))
  machine.set(object, 'send', native('send', ([body = UNDEFINED], site) => send({ machine, args: [body], site, self: object }, object)))
  return object
}

/** `xhr.send(body)`: what was opened is sent; what listens is told. */
function send(call: ModelCall, object: ObjectRef): Value {
  const { machine, args, site } = call
  const opened = machine.object(object)?.properties.get(OPENED)
  const part = (name: string): Value => (opened && machine.object(opened)?.properties.get(name)) ?? UNDEFINED
  const promise = sendCall(call, { method: part('method'), url: part('url'), content: [args[0] ?? UNDEFINED], options: [] }, (status, asked) => {
    const answered: Answered = { machine, site, status, asked }
    return status === undefined ? { fulfilled: undefined, rejected: errorOf(answers, answered) } : { fulfilled: responseOf(answers, answered), rejected: undefined }
  })
  machine.set(object, SENT, promise)
  tell(call, object, promise, EVENTS)
  // `xhr.onload = listener` after that listens, too.
  hearOfHandlers(machine, object, EVENTS, (event) => listen(call, object, event))
  return UNDEFINED
}

/** A listener has come. What is sent already has not been answered yet. */
function listen(call: ModelCall, object: ObjectRef, event: string): void {
  const sent = call.machine.object(object)?.properties.get(SENT)
  if (sent) tell(call, object, sent, [event])
}

/** What the object tells of, in this order. */
const EVENTS = ['readystatechange', 'load', 'error', 'loadend']

/** Tells those who listen for some of the events what became of the request. */
function tell(call: ModelCall, object: ObjectRef, promise: Value, events: readonly string[]): void {
  const { machine, site } = call
  // One that is not seen has the answer by its object.
  const say = (event: string): void => notify(machine, object, event, site, machine.object(object)?.properties.get(RESPONSE))
  const told = native('told', ([kind, value = UNDEFINED]) => {
    const isAnswered = kind?.kind === 'primitive' && kind.value === 'load'
    if (isAnswered) answer(call, object, value)
    // The headers come, then parts of the body, then all of it.
    for (const state of isAnswered && events.includes('readystatechange') ? [2, 3] : []) {
      machine.set(object, 'readyState', primitive(state))
      say('readystatechange')
    }
    machine.set(object, 'readyState', primitive(4))
    for (const event of events) if (event !== (isAnswered ? 'error' : 'load')) say(event)
    return UNDEFINED
  })
  const withKind = (kind: string) => (value: Value): Value[] => [primitive(kind), value]
  callBack(machine, promise, told, { fulfilled: withKind('load'), rejected: withKind('error') }, site)
}

function answer({ machine, site }: ModelCall, object: ObjectRef, response: Value): void {
  const data = machine.object(response)?.response
  if (!data) return
  const answered: Answered = { machine, site, status: data.status, asked: data.asked }
  for (const [name, holds] of Object.entries(answers.response)) machine.set(object, name, valueOf(answers, answered, holds))
  machine.set(object, RESPONSE, response)
  const header = native('getResponseHeader', () => machine.get(valueOf(answers, answered, 'headers'), 'value', site))
  machine.set(object, 'getResponseHeader', header)
  machine.set(object, 'getAllResponseHeaders', header)
}

const MAKE: ClientFunction = { sends: false, instance: ['xhr()'], run: construct }
/** For the text alone; what is run is the method of the object that was made. */
const SEND: ClientFunction = { sends: true, run: () => UNDEFINED }

/** XMLHttpRequest (https://xhr.spec.whatwg.org): it tells of an answer whatever the status. */
export const xmlHttpRequest: Client = {
  name: 'XMLHttpRequest',
  modules: ['', 'xmlhttprequest-ssl', 'xmlhttprequest', 'xhr2'],
  answers,
  functionAt(path) {
    const name = path.join('.')
    if (name === 'XMLHttpRequest') return MAKE
    return name === 'xhr().send' ? SEND : undefined
  },
}
