import type { ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { primitive, UNDEFINED, type Primitive } from '../interpreter/values.ts'
import { answerBody, errorOf, responseOf, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { sendCall } from './http-call.ts'
import { newInstance } from './settings.ts'

const answers: Answers = {
  client: 'bent',
  response: { statusCode: 'status', statusMessage: 'reason', headers: 'headers', json: 'object', text: 'object', arrayBuffer: 'object', body: 'body' },
  failure: {
    classes: ['StatusError'],
    properties: { name: { is: 'StatusError' }, message: 'reason', statusCode: 'status', json: 'object', text: 'object', arrayBuffer: 'object', headers: 'headers' },
  },
  noAnswer: { classes: undefined, properties: { name: 'words', message: 'words', code: 'words' } },
}

const INSTANCE = 'bent()'

/** What `bent('POST', 'json', 201)` was given decides the method, what it resolves with and which statuses it accepts. */
const MAKE: ClientFunction = {
  sends: false,
  instance: [INSTANCE],
  run: (call) => newInstance(call, 'bent', [INSTANCE], call.machine.create(objectData([['given', call.machine.create(objectData([], { elements: call.args }))]]))),
}

const SEND: ClientFunction = {
  sends: true,
  run: (call) => {
    const { machine, site, args: [url = UNDEFINED, body = UNDEFINED, headers = UNDEFINED] } = call
    const given = givenTo(call)
    const statuses = given.filter((value) => typeof value === 'number')
    const accepted = statuses.length > 0 ? statuses : [200]
    const method = given.find((value) => typeof value === 'string' && /^[A-Z]+$/.test(value)) ?? 'GET'
    const parses = given.some((value) => value === 'json' || value === 'string' || value === 'buffer')
    return sendCall(call, { method: primitive(method), url, content: [body, headers], options: [machine.create(objectData([['headers', headers]]))] }, (status, asked): PromiseSides => {
      const answered = { machine, site, status, asked }
      if (status !== undefined && accepted.includes(status)) return { fulfilled: parses ? answerBody(answered) : responseOf(answers, answered), rejected: undefined }
      return { fulfilled: undefined, rejected: errorOf(answers, answered) }
    })
  },
}

function givenTo({ machine, origin }: ModelCall): Primitive['value'][] {
  const list = origin?.settings && machine.object(origin.settings)?.properties.get('given')
  return (list ? (machine.object(list)?.elements ?? []) : []).flatMap((item) => (item.kind === 'primitive' ? [item.value] : []))
}

/** bent (https://github.com/mikeal/bent), measured with 7.3.12: accepts the statuses that it was made with, 200 without. */
export const bentClient: Client = {
  name: 'bent',
  modules: ['bent'],
  answers,
  decidedBy: 'the statuses that it is made with',
  functionAt(path) {
    const names = path.filter((name) => name !== 'default')
    if (names.length === 0) return MAKE
    return names.length === 1 && names[0] === INSTANCE ? SEND : undefined
  },
}
