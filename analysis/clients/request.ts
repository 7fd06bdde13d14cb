import type { ModelCall } from '../interpreter/machine.ts'
import { NULL, unknown, type Value } from '../interpreter/values.ts'
import { callBack } from './callbacks.ts'
import type { Client, ClientFunction } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

const INNER: Client = verbClient({
  name: 'request',
  modules: ['request', 'postman-request', '@cypress/request'],
  roots: ['request'],
  call: ARGUMENTS,
  methods: { get: ARGUMENTS, post: ARGUMENTS, put: ARGUMENTS, patch: ARGUMENTS, head: ARGUMENTS, delete: ARGUMENTS, del: ARGUMENTS },
  makes: { defaults: { options: 0 } },
  answers: {
    client: 'request',
    response: { statusCode: 'status', statusMessage: 'reason', headers: 'headers', body: 'body', request: 'object', url: 'object' },
    noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
  },
  gives: 'response',
})

/** request (https://github.com/request/request), measured with 2.88.2: calls back with the response whatever the status. */
export const requestClient: Client = {
  ...INNER,
  functionAt(path) {
    const found = INNER.functionAt(path)
    return found?.sends ? called(found) : found
  },
}

function called(found: ClientFunction): ClientFunction {
  const run = (call: ModelCall): Value => {
    const callback = call.args.at(-1)
    const promise = found.run(call)
    if (callback?.kind !== 'closure') return unknown('request stream', 0, { truthy: true })
    callBack(call.machine, promise, callback, { fulfilled: (response) => [NULL, response, call.machine.get(response, 'body', call.site)], rejected: (error) => [error] }, call.site)
    return unknown('request stream', 0, { truthy: true })
  }
  return { ...found, run }
}
