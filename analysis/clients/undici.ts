import type { Client } from './client.ts'
import { verbClient } from './verb-client.ts'

/** `request` of undici (https://undici.nodejs.org), measured with 7.30.2: resolves whatever the status. Its `fetch` is in `fetch.ts`. */
export const undiciClient: Client = verbClient({
  name: 'undici',
  modules: ['undici'],
  roots: [],
  methods: { request: ['url', 'options'] },
  makes: { Client: { options: 1 }, Pool: { options: 1 }, Agent: { options: 0 }, RetryAgent: { options: 1 }, ProxyAgent: { options: 0 } },
  answers: {
    client: 'undici',
    response: { statusCode: 'status', statusText: 'reason', headers: 'headers', body: 'body stream', trailers: 'object', opaque: 'object', context: 'object' },
    noAnswer: { classes: ['UndiciError'], properties: { name: 'words', message: 'words', code: 'words' } },
  },
  gives: 'response',
  types: ['Dispatcher', 'Client', 'Pool', 'BalancedPool', 'Agent', 'RetryAgent', 'ProxyAgent', 'EnvHttpProxyAgent'],
})
