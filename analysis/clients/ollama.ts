import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** ollama (https://github.com/ollama/ollama-js), measured with 0.6.4: the status is under `status_code`. */
export const ollamaClient: Client = sdk({
  name: 'ollama',
  modules: ['ollama', 'ollama/browser'],
  makers: ['Ollama'],
  ready: ['default'],
  sends: /^(?:chat|generate|embed|embeddings|pull|push|create|copy|delete|list|show|ps|version|webSearch|webFetch)$/,
  answers: {
    client: 'ollama',
    response: {},
    failure: { classes: [], properties: { name: { is: 'ResponseError' }, message: 'words', error: 'body', status_code: 'status' } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
