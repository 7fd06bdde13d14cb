import type { Client } from './client.ts'
import { sdk } from './sdk.ts'
import { STAINLESS_SENDS, STAINLESS_SILENT, stainlessAnswers } from './stainless.ts'

/** @anthropic-ai/sdk (https://github.com/anthropics/anthropic-sdk-typescript), measured with 1.12.0: a class of its own for 402. */
export const anthropicClient: Client = sdk({
  name: '@anthropic-ai/sdk',
  modules: ['@anthropic-ai/sdk'],
  makers: ['default', 'Anthropic'],
  sends: STAINLESS_SENDS,
  silent: STAINLESS_SILENT,
  parts: { withOptions: '' },
  answers: stainlessAnswers('@anthropic-ai/sdk', 'AnthropicError', {
    named: true,
    noAnswer: { type: { is: null }, errorCode: { is: null } },
    classes: { 402: 'PaymentRequiredError' },
    properties: { type: 'body', apiMessage: 'body', errorCode: 'body', details: 'body', requestID: 'object' },
  }),
})
