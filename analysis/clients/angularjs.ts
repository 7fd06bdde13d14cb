import type { ModelCall } from '../interpreter/machine.ts'
import { native, UNDEFINED, type Origin, type Value } from '../interpreter/values.ts'
import type { Answers, Shape } from './answers.ts'
import { callBack, type CallbackArguments } from './callbacks.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']

const RESPONSE: Shape = { data: 'body', status: 'status', statusText: 'reason', headers: 'header reader', config: 'request', xhrStatus: { is: 'complete' } }

const answers: Answers = {
  client: 'angularjs',
  response: RESPONSE,
  failure: { classes: [], isError: false, properties: RESPONSE },
  noAnswer: { classes: [], isError: false, properties: { ...RESPONSE, data: { is: null }, status: { is: -1 }, statusText: { is: '' }, xhrStatus: 'words' } },
}

/** The module of AngularJS that the service is of, as `angular.injector(['ng'])` names it: no file imports it. */
export const HTTP_SERVICE: Origin = { module: 'ng', path: ['$http'] }

// `jsonp` is left out: its answer comes by a script, which tells no status.
const REQUESTS: Client = verbClient({
  name: 'angularjs',
  modules: [HTTP_SERVICE.module],
  roots: ['$http'],
  call: ['options'],
  methods: { get: WITHOUT_BODY, delete: WITHOUT_BODY, head: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY },
  answers,
  gives: 'response',
})

/** `$http` of AngularJS (https://docs.angularjs.org/api/ng/service/$http), measured with 1.8.3; `success` and `error` of the promise with 1.5.11. */
export const angularJsClient: Client = {
  ...REQUESTS,
  words: /\$http\b|\bIHttpService\b/,
  functionAt(path) {
    const found = path[0] === '$http' ? REQUESTS.functionAt(path) : undefined
    return found && { ...found, run: (call) => withCallbacks(call, found.run(call)) }
  },
}

/** Before version 1.6 its promise has `success` and `error`, which give it back; of a failure that nothing waits for nobody hears there. */
function withCallbacks({ machine }: ModelCall, promise: Value): Value {
  const data = machine.object(promise)
  if (promise.kind !== 'object' || !data) return promise
  const method = (name: string, side: keyof CallbackArguments): [string, Value] => [
    name,
    native(name, ([callback = UNDEFINED], site) => {
      const parts = (response: Value): Value[] => ['data', 'status', 'headers', 'config'].map((part) => machine.get(response, part, site))
      callBack(machine, promise, callback, { fulfilled: parts, rejected: parts }, site, side)
      const sides = machine.object(promise)?.promise
      if (sides) machine.update(promise, { promise: { ...sides, isUnheard: true } })
      return promise
    }),
  ]
  machine.update(promise, { properties: new Map([...data.properties, method('success', 'fulfilled'), method('error', 'rejected')]) })
  return promise
}
