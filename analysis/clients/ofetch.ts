import { answerBody, fetchResponse, type Answered } from './answers.ts'
import type { Machine } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { unknown, type Value } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { sendFetch } from './fetch.ts'
import { verbClient, type Arguments, type VerbClient } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

function context(machine: Machine, response: Value, error: Value): Value[] {
  return [machine.create(objectData([['request', unknown('request')], ['options', unknown('options')], ['response', response], ['error', error]]))]
}

const OFETCH: VerbClient = {
  name: 'ofetch',
  modules: ['ofetch', 'ohmyfetch', 'ofetch/node', 'nuxt/app', '#app', '#imports'],
  roots: ['ofetch', '$fetch'],
  call: ARGUMENTS,
  methods: { raw: ARGUMENTS },
  makes: { create: { options: 0 }, createFetch: { options: 0 } },
  answers: {
    client: 'ofetch',
    response: {},
    failure: {
      classes: ['FetchError'],
      properties: {
        name: { is: 'FetchError' }, message: 'words', status: 'status', statusCode: 'status', statusText: 'reason', statusMessage: 'reason',
        response: 'fetch response', data: 'body', request: 'object', options: 'object',
      },
    },
    noAnswer: { classes: ['FetchError'], properties: { name: { is: 'FetchError' }, message: 'words', cause: 'object', request: 'object', options: 'object' } },
  },
  gives: (answered, _answers, _options, method) => (method === 'raw' ? rawResponse(answered) : answerBody(answered)),
  switch: { option: 'ignoreResponseError', meaning: 'ignores', given: 'status' },
  hooks: [
    // What a success is called with says nothing of failures.
    { path: 'onResponse', when: 'failure', given: context, replaces: false },
    { path: 'onResponseError', when: 'failure', given: context, replaces: false },
  ],
  base: 'baseURL',
  functions: { native: { sends: true, run: sendFetch } },
  types: ['$Fetch'],
}

/** A `Response` with the parsed body. */
function rawResponse(answered: Answered): Value {
  const response = fetchResponse(answered)
  answered.machine.set(response, '_data', answerBody(answered))
  return response
}

/** ofetch (https://github.com/unjs/ofetch), measured with 1.5.1: gives the parsed body, rejects for 400 to 599. */
export const ofetchClient: Client = verbClient(OFETCH)

/** `$fetch`, which Nuxt puts on the global object. */
export const ofetchGlobal: Client = { ...ofetchClient, modules: [''], functionAt: ([name, ...path]) => (name === '$fetch' ? ofetchClient.functionAt(['$fetch', ...path]) : undefined) }
