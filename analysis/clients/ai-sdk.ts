import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { sdk } from './sdk.ts'

/** The AI SDK (https://ai-sdk.dev), measured with 6.0.326: a 402 is never retried; what is retried and fails is a `RetryError` instead. */
export const aiSdkClient: Client = sdk({
  name: 'ai',
  modules: ['ai'],
  makers: [],
  ready: ['generateText', 'generateObject', 'embed', 'embedMany', 'generateImage', 'experimental_generateImage', 'experimental_transcribe', 'experimental_generateSpeech', 'rerank'],
  sends: /^(?:generateText|generateObject|embed|embedMany|generateImage|experimental_\w+|rerank)$/,
  answers: {
    client: 'ai',
    response: {},
    failure: {
      classes: ['APICallError', 'AISDKError'],
      properties: {
        name: { is: 'AI_APICallError' }, message: 'words', statusCode: 'status', responseBody: 'body', data: 'body', responseHeaders: 'headers', url: 'object', cause: 'object',
        isRetryable: { from: (status) => status === 408 || status === 409 || status === 429 || status >= 500 },
      },
    },
    noAnswer: {
      classes: ['APICallError', 'AISDKError'],
      properties: { name: { is: 'AI_APICallError' }, message: 'words', url: 'object', cause: 'object', isRetryable: { is: true } },
    },
  },
  functions: { 'APICallError.isInstance': { sends: false, run: isErrorGuard('APICallError') }, 'AISDKError.isInstance': { sends: false, run: isErrorGuard('AISDKError') } },
})
