import type { ModelCall } from '../interpreter/machine.ts'
import { NULL, unknown, type Value } from '../interpreter/values.ts'
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
    return found?.sends ? withCallback(found, path.every((name) => name === 'default' || name === 'needle')) : found
  },
}

/** Called back where a callback is given; else `needle(...)` gives a promise, and `needle.get(...)` only a stream. */
function withCallback(found: ClientFunction, isPromise: boolean): ClientFunction {
  const run = (call: ModelCall): Value => {
    const callback = call.args.at(-1)
    const promise = found.run(call)
    if (callback?.kind === 'closure') {
      callBack(call.machine, promise, callback, { fulfilled: (response) => [NULL, response, call.machine.get(response, 'body', call.site)], rejected: (error) => [error] }, call.site)
    }
    return isPromise ? promise : unknown('needle stream', 0, { truthy: true })
  }
  return { ...found, run }
}
