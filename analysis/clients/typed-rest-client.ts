import { RESOLVING } from './actions-http-client.ts'
import type { Client } from './client.ts'
import { verbClient } from './verb-client.ts'

/** `HttpClient` of typed-rest-client (https://github.com/microsoft/typed-rest-client), measured with 3.1.2: it resolves whatever the status. */
export const typedRestClient: Client = verbClient({ ...RESOLVING, name: 'typed-rest-client', modules: ['typed-rest-client/HttpClient'], answers: { ...RESOLVING.answers, client: 'typed-rest-client' } })
