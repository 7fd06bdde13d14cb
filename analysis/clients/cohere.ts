import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** cohere-ai (https://github.com/cohere-ai/cohere-typescript), measured with 8.1.0. */
export const cohereClient: Client = sdk({
  name: 'cohere-ai',
  modules: ['cohere-ai'],
  makers: ['CohereClient', 'CohereClientV2'],
  sends: /^[a-z]\w*(?:\.[a-z]\w*)*$/,
  answers: {
    client: 'cohere-ai',
    response: {},
    failure: {
      classes: ['CohereError'],
      properties: { name: { is: 'CohereError' }, message: 'words', statusCode: 'status', body: 'body', rawResponse: { has: { status: 'status', statusText: 'reason', headers: 'headers', type: 'object', redirected: 'object', url: 'object' } } },
    },
    noAnswer: { classes: ['CohereError'], properties: { name: { is: 'CohereError' }, message: 'words', cause: 'object', rawResponse: 'object' } },
  },
})
