import { REASON_MARK, STATUS_MARK, type AskedStatus, type Told } from '../interpreter/asked-status.ts'
import type { Machine } from '../interpreter/machine.ts'
import { FailureData, objectData } from '../interpreter/objects.ts'
import { reasonPhrase } from '../interpreter/reason-phrases.ts'
import { bodyOf } from '../interpreter/builtins/responses.ts'
import { newResponse } from '../interpreter/requests.ts'
import { Carries, primitive, toldPrimitive, UNDEFINED, unknown, type CarryBits, type ObjectRef, type Primitive, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { rangeOf } from '../syntax/nodes.ts'


/**
 * What a property of a client's response or error holds:
 *
 * - `status`: the status as a number
 * - `reason`: the reason phrase
 * - `body`: the body, parsed or as text
 * - `headers`: the header fields
 * - `header reader`: a function that gives a header field by its name
 * - `response`: the response as the client gives it, whatever of it is known
 * - `fetch response`: a `Response` of the Fetch standard
 * - `request`: the options that the request was sent with
 * - `words`: a sentence about the failure
 * - `object`: something that says nothing about the answer
 * - `body stream`: what the body is read from, with the methods of the Fetch standard
 */
export type Holds =
  | 'status' | 'reason' | 'body' | 'headers' | 'header reader' | 'response' | 'fetch response' | 'request' | 'words' | 'object' | 'body stream'
  /** Always this. */
  | { readonly is: Primitive['value'] }
  /** A sentence, word for word. */
  | { readonly words: (status: number) => string }
  /** Something that follows from the status. */
  | { readonly from: (status: number) => Primitive['value'] }
  | { readonly has: Shape }

export type Shape = Readonly<Record<string, Holds>>

/** The error that a client rejects with. */
export interface ErrorShape {
  /** Exported names of the classes that it is an instance of; undefined where that is not known, or the body says it. */
  readonly classes: readonly string[] | ((status: number) => readonly string[]) | undefined
  /** It is an instance of some of these: the classes of one version or another. */
  readonly byVersion?: boolean
  /** False where it is no `Error`. */
  readonly isError?: boolean
  readonly properties: Shape
}

/** What a client makes of answers. */
export interface Answers {
  readonly client: string
  /** Its response, where it has one of its own. */
  readonly response: Shape
  /** What it rejects with for a status that it does not accept; undefined: it resolves whatever the status. */
  readonly failure?: ErrorShape
  /** What it rejects with where no answer came. */
  readonly noAnswer: ErrorShape
}

/** One answer to one request. */
export interface Answered {
  readonly machine: Machine
  readonly site: Node
  /** Undefined: no answer came. What depends on the number is asked by `askOf`, so that one run can stand for several statuses. */
  readonly status: number | undefined
  readonly asked: boolean
  /** The options that the request was sent with, as the client shows them. */
  readonly request?: Value
}

/** Properties by which code looks for a status, a response or a body: one that a shape does not name is not there. */
export const LOOKED_FOR = [
  'status', 'statusCode', 'statusText', 'statusMessage', 'response', 'res', 'data', 'body', 'ok', 'json', 'text', 'code', 'headers', 'error', 'errors', 'cause',
  'name', 'clone', '_data', 'blob', 'arrayBuffer', 'formData', 'bytes', 'isAxiosError', 'networkError', 'lastError', '$metadata', 'redirected', 'url', 'bodyUsed', 'type',
] as const

/** The response of a client, in its own shape. */
export function responseOf(answers: Answers, answered: Answered): ObjectRef {
  const { machine } = answered
  const response = fetchResponse(answered)
  machine.update(response, { properties: new Map(partsOf(answers, answered, answers.response)) })
  return response
}

/** What responses of other clients have and a `Response` of the Fetch standard does not. */
const NOT_OF_FETCH = ['statusCode', 'statusMessage', 'data', '_data', 'code', 'response', 'error'].map((name) => [name, UNDEFINED] as const)

/** The same as the Fetch standard has it. */
export function fetchResponse({ machine, site, status = 0, asked }: Answered): ObjectRef {
  const response = newResponse(machine, site, status, asked)
  machine.update(response, { properties: new Map(NOT_OF_FETCH) })
  return response
}

/** The body of the answer. */
export function answerBody(answered: Answered): Value {
  const response = answered.machine.object(fetchResponse(answered))?.response
  return response ? bodyOf(response) : UNDEFINED
}

/** The status of the run, where the answer is the one that is asked about. */
export function askedOf({ machine, status, asked }: Answered): AskedStatus | undefined {
  return asked && machine.asked.is(status) ? machine.asked : undefined
}

/** An answer to a question about the status of an answer. */
export function askOf<T>(answered: Answered, question: (status: number) => T): T {
  const of = askedOf(answered)
  return of ? of.ask((status = 0) => question(status)) : question(answered.status ?? 0)
}

const LANGUAGE_ERRORS = new Set(['TypeError', 'SyntaxError', 'RangeError', 'DOMException'])

/** The error of a client. Its properties stand behind it, so that what the code itself writes on it can be told from them. */
export function errorOf(answers: Answers, answered: Answered): ObjectRef {
  const { machine, site, status, asked } = answered
  const shape = (status === undefined ? undefined : answers.failure) ?? answers.noAnswer
  const classes = typeof shape.classes === 'function' ? classesFor(answered, shape.classes) : shape.classes
  const builtin = shape.isError === false ? 'Object' : (classes?.find((name) => LANGUAGE_ERRORS.has(name)) ?? 'Error')
  const carries = asked && status !== undefined ? Carries.body : Carries.nothing
  const rest = unknown('error', carries, { id: `error@${rangeOf(site)[0]}#${markOf(answered)}` })
  const details = machine.create(objectData(partsOf(answers, answered, shape.properties), { builtin, open: true, rest }))
  const failure = new FailureData(askedOf(answered), status, answers.client, classes)
  return machine.create(objectData([], { builtin, open: true, prototype: details, failure, label: 'the error' }))
}

function classesFor(answered: Answered, classes: (status: number) => readonly string[]): readonly string[] {
  return askOf(answered, (status) => classes(status).join(' ')).split(' ').filter((name) => name !== '')
}

/** The status as a number of the program. */
export function statusIn(answered: Answered): Primitive {
  const of = askedOf(answered)
  return of ? toldPrimitive(of.unread, Carries.status) : primitive(answered.status ?? 0, answered.asked && answered.status !== undefined ? Carries.status : Carries.nothing)
}

/** The status in an id, unread. */
export function markOf(answered: Answered): string {
  return askedOf(answered) ? STATUS_MARK : String(answered.status ?? 'none')
}

function partsOf(answers: Answers, answered: Answered, shape: Shape): [string, Value][] {
  const named = Object.entries(shape).map(([name, holds]): [string, Value] => [name, valueOf(answers, answered, holds)])
  const absent = LOOKED_FOR.filter((name) => !Object.hasOwn(shape, name)).map((name): [string, Value] => [name, UNDEFINED])
  return [...named, ...absent]
}

/** The value of one property of an answer. */
export function valueOf(answers: Answers, answered: Answered, holds: Holds): Value {
  const { machine, site, asked, request } = answered
  const status = answered.status ?? 0
  const carry = (bits: CarryBits): CarryBits => (asked && answered.status !== undefined ? bits : Carries.nothing)
  const of = askedOf(answered)
  const place = `@${rangeOf(site)[0]}#${markOf(answered)}`
  if (typeof holds === 'object') {
    if ('is' in holds) return primitive(holds.is)
    if ('words' in holds) return sentence(of?.tell(holds.words) ?? holds.words(status), carry(Carries.text))
    if ('from' in holds) return primitive(askOf(answered, holds.from), carry(Carries.status))
    return machine.create(objectData(partsOf(answers, answered, holds.has), { open: true, rest: unknown('error', carry(Carries.body), { id: `part${place}` }) }))
  }
  switch (holds) {
    case 'status':
      return statusIn(answered)
    case 'reason':
      return sentence(of ? { text: REASON_MARK, isNumber: false, asked: of } : reasonPhrase(status), carry(Carries.body))
    case 'body':
      return answerBody(answered)
    case 'response':
      return responseOf(answers, answered)
    case 'fetch response':
      return fetchResponse(answered)
    case 'body stream':
      return bodyStream(answered)
    case 'headers':
      return machine.get(fetchResponse(answered), 'headers', site)
    case 'header reader':
      return machine.get(valueOf(answers, answered, 'headers'), 'get', site)
    case 'request':
      return request ?? unknown('request', Carries.nothing, { truthy: true })
    case 'words':
      return unknown('message', carry(Carries.text), { id: `message${place}`, isString: true, truthy: true })
    case 'object':
      return unknown('object', Carries.nothing, { truthy: true })
  }
}

function sentence(text: Told | string, bits: CarryBits): Primitive {
  return typeof text === 'string' ? primitive(text, bits) : toldPrimitive(text, bits)
}

/** What undici and its like give as the body: it is read as a `Response` is. */
function bodyStream(answered: Answered): Value {
  const { machine, site } = answered
  const response = fetchResponse(answered)
  const readers = ['json', 'text', 'blob', 'arrayBuffer', 'bytes', 'formData'].map((name): [string, Value] => [name, machine.get(response, name, site)])
  return machine.create(objectData(readers, { open: true, rest: unknown('body') }))
}
