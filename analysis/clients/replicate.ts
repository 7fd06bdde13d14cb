import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** replicate (https://github.com/replicate/replicate-javascript), measured with 1.4.0. */
export const replicateClient: Client = sdk({
  name: 'replicate',
  modules: ['replicate'],
  makers: ['default'],
  sends: /^(?:run|wait|request|[a-z]\w*(?:\.[a-z]\w*)+)$/,
  answers: {
    client: 'replicate',
    response: {},
    failure: { classes: ['ApiError'], properties: { name: { is: 'ApiError' }, message: 'words', request: 'object', response: 'fetch response' } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
