import type { ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { sidesOf, settled } from '../interpreter/promises.ts'
import { primitive, TRUE, type Value } from '../interpreter/values.ts'
import { answerBody, errorOf, responseOf, valueOf, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { isListed, statusOfResponse } from './client-retries.ts'
import { sendCall } from './http-call.ts'
import { library } from './retry-library.ts'
import { countOf, not, givenOption, readOptions, unseenOption } from './retry-options.ts'
import { retrying } from './retrying.ts'
import { undiciClient } from './undici.ts'

const STATUSES = [408, 425, 429, 500, 502, 503, 504]

const answers: Answers = {
  client: 'undici-retry',
  response: { error: { has: { statusCode: 'status', body: 'body', headers: 'headers' } } },
  noAnswer: { classes: [], properties: { message: 'words', code: 'words', isInternalRequestError: { is: true } } },
}

/** What it resolves with for a response: `{ result }` below 400, `{ error }` from there on. */
function resultOf({ machine, site }: ModelCall, response: Value): Value {
  const status = statusOfResponse(machine, response) ?? 0
  const answered = { machine, site, status, asked: machine.object(response)?.response?.asked ?? false }
  const part = machine.create(objectData([['statusCode', valueOf(answers, answered, 'status')], ['body', answerBody(answered)], ['headers', valueOf(answers, answered, 'headers')]]))
  return machine.create(objectData([[status < 400 ? 'result' : 'error', part]]))
}

/** `sendWithRetry(client, request, { maxAttempts, statusCodesToRetry })`: three times in all. */
function sendWithRetry(call: ModelCall): Value {
  const { machine, site } = call
  const [, request = primitive(undefined), config = primitive(undefined)] = call.args
  const options = readOptions(machine, config)
  const sent = (): Value => {
    const read = (name: string): Value => (machine.object(request) ? machine.get(request, name, site) : request)
    return sendCall(call, { method: read('method'), url: read('path'), content: [read('query'), read('body')], options: [request] }, (status, asked) => {
      const answered = { machine, site, status, asked }
      if (status === undefined) return { fulfilled: undefined, rejected: errorOf(answers, answered) }
      return { fulfilled: responseOf(undiciClient.answers ?? answers, answered), rejected: undefined }
    })
  }
  const promise = machine.quiet > 0 ? sent() : retrying({
    machine,
    site,
    isClients: true,
    calls: options.given ? countOf(options.get('maxAttempts'), 3) : 3,
    unsure: unseenOption(options, 'statusCodesToRetry'),
    operation: sent,
    again: () => TRUE,
    accepts: (response) => not(isListed(machine, givenOption(options, 'statusCodesToRetry'), statusOfResponse(machine, response) ?? 0, STATUSES)),
  })
  const { fulfilled, rejected, sends = [] } = sidesOf(machine, promise)
  const error = rejected && machine.create(objectData([['error', rejected]]))
  const ends = [...(fulfilled ? [() => machine.each(fulfilled, (response) => resultOf(call, response))] : []), ...(error ? [() => error] : [])]
  return settled(machine, { fulfilled: ends.length > 0 ? machine.fork(ends) : undefined, rejected: undefined, sends })
}

const SEND = { sends: true, run: sendWithRetry } as const

/** undici-retry (https://github.com/kibertoad/undici-retry), measured with 7.0.0: resolves with `{ result }` or `{ error }`. */
export const undiciRetryClient: Client = { ...library('undici-retry', ['undici-retry'], { sendWithRetry: SEND, sendWithRetryReturnStream: SEND }), answers }
