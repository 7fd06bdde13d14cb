import { isOkStatus } from '../interpreter/builtins/responses.ts'
import { UNDEFINED } from '../interpreter/values.ts'
import { objectData } from '../interpreter/objects.ts'
import { answerBody, askOf, fetchResponse } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** openapi-fetch (https://openapi-ts.dev/openapi-fetch), measured with 0.17.0: resolves with `{ data, error, response }` whatever the status. */
export const openapiFetchClient: Client = verbClient({
  name: 'openapi-fetch',
  modules: ['openapi-fetch'],
  roots: [],
  instanceMethods: { GET: ARGUMENTS, POST: ARGUMENTS, PUT: ARGUMENTS, PATCH: ARGUMENTS, DELETE: ARGUMENTS, HEAD: ARGUMENTS, OPTIONS: ARGUMENTS, TRACE: ARGUMENTS, request: ['method', 'url', 'options'] },
  makes: { '': { options: 0 }, createClient: { options: 0 } },
  answers: {
    client: 'openapi-fetch',
    response: { data: 'body', error: 'body', response: 'fetch response' },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: (answered) => {
    const isOk = askOf(answered, isOkStatus)
    const body = answerBody(answered)
    return answered.machine.create(objectData([['data', isOk ? body : UNDEFINED], ['error', isOk ? UNDEFINED : body], ['response', fetchResponse(answered)]]))
  },
  base: 'baseUrl',
})
