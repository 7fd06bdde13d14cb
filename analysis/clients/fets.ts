import { fetchResponse } from './answers.ts'
import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** The client of feTS (https://the-guild.dev/openapi/fets/client), measured with 0.8.12: `client['/users'].get()` gives a `Response`. */
export const fetsClient: Client = sdk({
  name: 'fets',
  modules: ['fets'],
  makers: ['createClient'],
  sends: /\.(?:get|post|put|patch|delete|options|head)$/,
  answers: {
    client: 'fets',
    response: { status: 'status' },
    noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
  },
  gives: (answered) => fetchResponse(answered),
})
