import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @huggingface/inference (https://github.com/huggingface/huggingface.js), measured with 4.13.30. */
export const huggingfaceClient: Client = sdk({
  name: '@huggingface/inference',
  modules: ['@huggingface/inference'],
  makers: ['InferenceClient', 'HfInference', 'InferenceClientEndpoint'],
  sends: /^[a-z]\w*$/,
  silent: /^(?:endpoint|chatCompletionStream|textGenerationStream|streamingRequest)$/,
  parts: { endpoint: '' },
  answers: {
    client: '@huggingface/inference',
    response: {},
    failure: {
      classes: ['InferenceClientProviderApiError', 'InferenceClientHttpRequestError', 'InferenceClientError'],
      properties: { name: { is: 'ProviderApiError' }, message: 'words', httpRequest: 'object', httpResponse: { has: { status: 'status', body: 'body' } } },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
