import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { verbClient } from './verb-client.ts'

/** up-fetch (https://github.com/L-Blondy/up-fetch), measured with 2.6.1: gives the parsed body, rejects unless `reject` says otherwise. */
export const upFetchClient: Client = verbClient({
  name: 'up-fetch',
  modules: ['up-fetch'],
  roots: [],
  call: ['url', 'options'],
  makes: { up: { options: 1 } },
  answers: {
    client: 'up-fetch',
    response: {},
    failure: { classes: ['ResponseError'], properties: { name: { is: 'Error' }, message: 'words', status: 'status', data: 'body', kind: { is: 'response' } } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: 'body',
  switch: { option: 'reject', meaning: 'throws', given: 'response' },
  base: 'baseUrl',
  functions: { isResponseError: { sends: false, run: isErrorGuard('ResponseError') } },
})
