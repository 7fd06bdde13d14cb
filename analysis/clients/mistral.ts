import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @mistralai/mistralai (https://github.com/mistralai/client-ts), measured with 2.7.0. */
export const mistralClient: Client = sdk({
  name: '@mistralai/mistralai',
  modules: ['@mistralai/mistralai'],
  makers: ['Mistral'],
  sends: /^[a-z]\w*(?:\.[a-z]\w*)+$/,
  answers: {
    client: '@mistralai/mistralai',
    response: {},
    failure: {
      classes: ['SDKError', 'MistralError'],
      properties: { name: { is: 'SDKError' }, message: 'words', statusCode: 'status', body: 'body', headers: 'headers', contentType: 'object', rawResponse: 'fetch response' },
    },
    noAnswer: { classes: ['ConnectionError', 'HTTPClientError'], properties: { name: { is: 'ConnectionError' }, message: 'words', cause: 'object' } },
  },
})
