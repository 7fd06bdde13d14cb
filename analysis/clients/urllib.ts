import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** urllib (https://github.com/node-modules/urllib), measured with 4.9.1: resolves whatever the status. */
export const urllibClient: Client = verbClient({
  name: 'urllib',
  modules: ['urllib'],
  roots: [],
  methods: { request: ARGUMENTS, curl: ARGUMENTS },
  makes: { HttpClient: { options: 0 } },
  answers: {
    client: 'urllib',
    response: { status: 'status', statusCode: 'status', statusText: 'reason', headers: 'headers', data: 'body', url: 'object', redirected: 'object', res: { has: { status: 'status', statusCode: 'status', statusText: 'reason', statusMessage: 'reason', headers: 'headers' } } },
    noAnswer: { classes: undefined, properties: { name: 'words', message: 'words', code: 'words', status: { is: -1 }, headers: 'object', res: 'object', cause: 'object' } },
  },
  gives: 'response',
})
