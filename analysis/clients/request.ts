import type { ModelCall } from '../interpreter/machine.ts'
import { NULL, unknown, type Value } from '../interpreter/values.ts'
import { callBack } from './callbacks.ts'
import type { Client, ClientFunction } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** What has the interface of request: a function with methods, that gives the response whatever the status. */
export function requestWith(name: string, modules: readonly string[]): Client {
  return verbClient({
    name,
    modules,
    roots: ['request'],
    call: ARGUMENTS,
    methods: { get: ARGUMENTS, post: ARGUMENTS, put: ARGUMENTS, patch: ARGUMENTS, head: ARGUMENTS, delete: ARGUMENTS, del: ARGUMENTS },
    makes: { defaults: { options: 0 } },
    answers: {
      client: name,
      response: { statusCode: 'status', statusMessage: 'reason', headers: 'headers', body: 'body', request: 'object', url: 'object' },
      noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
    },
    gives: 'response',
  })
}

/** A client whose functions call back with the response; without a callback they give a promise of it, or nothing of use. */
export function calledBack(client: Client, otherwise: 'promise' | 'nothing'): Client {
  return {
    ...client,
    functionAt(path) {
      const found = client.functionAt(path)
      return found?.sends ? withCallback(found, otherwise) : found
    },
  }
}

function withCallback(found: ClientFunction, otherwise: 'promise' | 'nothing'): ClientFunction {
  const run = (call: ModelCall): Value => {
    const callback = call.args.at(-1)
    const promise = found.run(call)
    const isCalledBack = callback?.kind === 'closure'
    if (isCalledBack) {
      callBack(call.machine, promise, callback, { fulfilled: (response) => [NULL, response, call.machine.get(response, 'body', call.site)], rejected: (error) => [error] }, call.site)
    }
    return otherwise === 'promise' && !isCalledBack ? promise : unknown('request stream', 0, { truthy: true })
  }
  return { ...found, run }
}

/** request (https://github.com/request/request), measured with 2.88.2: calls back with the response whatever the status. */
export const requestClient: Client = calledBack(requestWith('request', ['request', 'postman-request', '@cypress/request']), 'nothing')
