import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']

/** xior (https://github.com/suhaotian/xior), measured with 0.8.5: axios's interface over `fetch`. */
export const xiorClient: Client = verbClient({
  name: 'xior',
  modules: ['xior'],
  roots: ['xior'],
  methods: {
    request: WITHOUT_BODY, get: WITHOUT_BODY, delete: WITHOUT_BODY, head: WITHOUT_BODY, options: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY,
  },
  makes: { create: { options: 0 }, Xior: { options: 0 } },
  answers: {
    client: 'xior',
    response: { status: 'status', statusText: 'reason', data: 'body', headers: 'headers', response: 'fetch response', config: 'object', request: 'object' },
    failure: {
      classes: ['XiorError'],
      properties: { name: { is: 'XiorError' }, message: { words: (status) => `Request failed with status code ${status}` }, response: 'response', config: 'object', request: 'object' },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: 'response',
  base: 'baseURL',
  functions: { isXiorError: { sends: false, run: isErrorGuard('XiorError') } },
  types: ['XiorInstance'],
})
