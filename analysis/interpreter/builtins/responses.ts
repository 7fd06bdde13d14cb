import type { Machine } from '../machine.ts'
import { objectData, type ResponseData } from '../objects.ts'
import { settled } from '../promises.ts'
import { rangeOf } from '../../syntax/nodes.ts'
import { Carries, join, native, primitive, toldPrimitive, unknown, type CarryBits, type NativeFunction, type ObjectRef, type Primitive, type Unknown, type Value } from '../values.ts'

/** Headers that say how the body is to be read, and nothing about why a request failed. */
const FORMAT_HEADERS = /^(?:content-type|content-length|content-encoding|content-disposition|transfer-encoding|etag|last-modified|cache-control|date|location|vary|accept-ranges|content-range)$/i

/** The body of a response: unknown, but known to be the body of this answer. */
export function bodyOf(response: ResponseData, label = 'body'): Unknown {
  const carries = response.asked ? Carries.body : Carries.nothing
  return unknown(label, carries, { id: `body@${rangeOf(response.site)[0]}#${response.mark}.${response.send}`, isDefined: true })
}

function carrying(response: ResponseData, bits: CarryBits): CarryBits {
  return response.asked ? bits : Carries.nothing
}

/** The status as a number. */
export function statusOf(response: ResponseData): Primitive {
  const carries = carrying(response, Carries.status)
  return response.of ? toldPrimitive(response.of.unread, carries) : primitive(response.status, carries)
}

/** Whether a status is that of success, as the Fetch standard has it. */
export function isOkStatus(status = 0): boolean {
  return status >= 200 && status <= 299
}

/** The reason phrase of a status where the code would see it; its words are the server's. */
function statusText(response: ResponseData): Unknown {
  return unknown('statusText', carrying(response, Carries.body), { id: `statusText#${response.mark}`, isString: true })
}

/** The redirect statuses of the Fetch standard (https://fetch.spec.whatwg.org/#redirect-status). */
function isRedirectStatus(status = 0): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** The response types of answers whose status can be seen. */
const TYPES_SEEN = join(['basic', 'cors', 'default'].map((type) => primitive(type)))

/** The response type: never opaque and no error, of which no status can be seen. Browsers give `opaqueredirect` for a redirect that is not followed. */
function typeOf(response: ResponseData): Value {
  return response.ask(isRedirectStatus) ? unknown('response.type', Carries.nothing, { isString: true, truthy: true }) : TYPES_SEEN
}

const BODY_READERS = new Set(['json', 'text', 'blob', 'arrayBuffer', 'formData', 'bytes', 'buffer'])

/** A property of a response in the shape of the Fetch standard (https://fetch.spec.whatwg.org/#response-class). */
export function responseProperty(machine: Machine, object: ObjectRef, response: ResponseData, name: string): Value {
  switch (name) {
    case 'status':
    case 'statusCode':
      return statusOf(response)
    case 'ok':
      return primitive(response.ask(isOkStatus), carrying(response, Carries.status))
    case 'statusText':
    case 'statusMessage':
      return statusText(response)
    case 'headers':
      return headersOf(machine, response)
    case 'clone':
      return native(name, () => object)
    case 'body':
    case 'data':
    case '_data':
      return bodyOf(response)
    case 'type':
      return typeOf(response)
    case 'url':
    case 'redirected':
    case 'bodyUsed':
      return unknown(`response.${name}`)
  }
  if (BODY_READERS.has(name)) return bodyReader(machine, response, name)
  return unknown(`response.${name}`, carrying(response, Carries.body), { id: `response.${name}#${response.mark}` })
}

function bodyReader(machine: Machine, response: ResponseData, name: string): NativeFunction {
  return native(name, () => settled(machine, { fulfilled: bodyOf(response), rejected: undefined }))
}

function headersOf(machine: Machine, response: ResponseData): Value {
  const read = native('get', ([key]) => {
    const name = key?.kind === 'primitive' ? String(key.value) : 'header'
    const carries = FORMAT_HEADERS.test(name) ? Carries.nothing : carrying(response, Carries.body | Carries.header)
    return unknown(`headers.get('${name}')`, carries, { id: `header ${name}@${rangeOf(response.site)[0]}#${response.mark}` })
  })
  const rest = unknown('response.headers', carrying(response, Carries.body | Carries.header), { id: `headers@${rangeOf(response.site)[0]}#${response.mark}` })
  return machine.create(objectData([['get', read], ['has', read]], { open: true, rest }))
}
