import type { Client } from './client.ts'
import { sdk } from './sdk.ts'
import { STAINLESS_SENDS, STAINLESS_SILENT, stainlessAnswers } from './stainless.ts'

/** openai (https://github.com/openai/openai-node), measured with 6.49.0. */
export const openaiClient: Client = sdk({
  name: 'openai',
  modules: ['openai'],
  makers: ['default', 'OpenAI', 'AzureOpenAI'],
  sends: STAINLESS_SENDS,
  silent: STAINLESS_SILENT,
  parts: { withOptions: '' },
  answers: stainlessAnswers('openai', 'OpenAIError', { properties: { code: 'body', type: 'body', param: 'body', requestID: 'object' } }),
})
