import type { ModelCall } from '../interpreter/machine.ts'
import { NULL, type Value } from '../interpreter/values.ts'
import { callBack } from './callbacks.ts'
import type { Client, ClientFunction } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']

const PROMISED: Client = verbClient({
  name: 'needle',
  modules: ['needle'],
  roots: ['needle'],
  call: ['method', 'url', 'body', 'options'],
  methods: {
    get: WITHOUT_BODY, head: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY, delete: WITH_BODY, request: ['method', 'url', 'body', 'options'],
  },
  answers: {
    client: 'needle',
    response: { statusCode: 'status', statusMessage: 'reason', headers: 'headers', body: 'body', raw: 'body', bytes: 'object', url: 'object' },
    noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
  },
  gives: 'response',
})

/** needle (https://github.com/tomas/needle), measured with 3.5.0: resolves whatever the status; also calls back. */
export const needleClient: Client = {
  ...PROMISED,
  functionAt(path) {
    const found = PROMISED.functionAt(path)
    return found && withCallback(found)
  },
}

function withCallback(found: ClientFunction): ClientFunction {
  const run = (call: ModelCall): Value => {
    const callback = call.args.at(-1)
    const promise = found.run(call)
    if (callback?.kind === 'closure') {
      callBack(call.machine, promise, callback, { fulfilled: (response) => [NULL, response, call.machine.get(response, 'body', call.site)], rejected: (error) => [error] }, call.site)
    }
    return promise
  }
  return { ...found, run }
}
