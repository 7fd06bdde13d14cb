import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Shape } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']
const RESPONSE: Shape = {
  status: 'status', statusText: 'reason', ok: { from: isOkStatus }, data: 'body', headers: 'headers', body: 'body', url: 'object',
  redirected: 'object', type: 'object', bodyUsed: 'object', config: 'object',
}

/** redaxios (https://github.com/developit/redaxios), measured with 0.5.1: rejects with the response itself, which is no `Error`. */
export const redaxiosClient: Client = verbClient({
  name: 'redaxios',
  modules: ['redaxios'],
  roots: ['redaxios'],
  call: WITHOUT_BODY,
  methods: {
    request: WITHOUT_BODY, get: WITHOUT_BODY, delete: WITHOUT_BODY, head: WITHOUT_BODY, options: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY,
  },
  makes: { create: { options: 0 } },
  answers: {
    client: 'redaxios',
    response: RESPONSE,
    failure: { classes: [], isError: false, properties: RESPONSE },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: 'response',
  switch: { option: 'validateStatus', meaning: 'accepts', given: 'status' },
  base: 'baseURL',
})
