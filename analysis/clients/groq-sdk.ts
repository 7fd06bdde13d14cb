import type { Client } from './client.ts'
import { sdk } from './sdk.ts'
import { STAINLESS_SENDS, STAINLESS_SILENT, stainlessAnswers } from './stainless.ts'

/** groq-sdk (https://github.com/groq/groq-typescript), measured with 1.6.0. */
export const groqClient: Client = sdk({
  name: 'groq-sdk',
  modules: ['groq-sdk'],
  makers: ['default', 'Groq'],
  sends: STAINLESS_SENDS,
  silent: STAINLESS_SILENT,
  parts: { withOptions: '' },
  answers: stainlessAnswers('groq-sdk', 'GroqError'),
})
