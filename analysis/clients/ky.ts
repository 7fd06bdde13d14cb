import type { Machine } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { unknown, type Value } from '../interpreter/values.ts'
import { readsMember } from './callbacks.ts'
import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** What hooks are given from version 2 on: one object. Which version it is, a hook tells by what it reads. */
function stateOf(machine: Machine, told: readonly [string, Value]): Value {
  return machine.create(objectData([told, ['request', unknown('request')], ['options', unknown('options')], ['retryCount', unknown('retryCount')]]))
}

/** ky (https://github.com/sindresorhus/ky), measured with 1.14.3 and 2.1.0: `fetch` that rejects for a status outside 200 to 299. */
export const kyClient: Client = verbClient({
  name: 'ky',
  modules: ['ky', 'ky/distribution/index.js', 'ky-universal'],
  roots: ['ky'],
  call: ARGUMENTS,
  methods: { get: ARGUMENTS, post: ARGUMENTS, put: ARGUMENTS, patch: ARGUMENTS, head: ARGUMENTS, delete: ARGUMENTS },
  makes: { create: { options: 0 }, extend: { options: 0 } },
  answers: {
    client: 'ky',
    response: {},
    failure: {
      classes: ['HTTPError'],
      properties: { name: { is: 'HTTPError' }, message: 'words', response: 'fetch response', request: 'object', options: 'object', data: 'body' },
    },
    // A `TypeError` in version 1, a `NetworkError` in version 2.
    noAnswer: { classes: ['TypeError', 'NetworkError', 'KyError'], byVersion: true, properties: { name: 'words', message: 'words', cause: 'object' } },
  },
  gives: 'fetch response',
  switch: { option: 'throwHttpErrors', meaning: 'throws', given: 'status' },
  hooks: [
    {
      path: 'hooks.afterResponse', when: 'answer', replaces: true,
      given: (machine, response, _error, fn) => (readsMember(machine, fn, 'response') ? [stateOf(machine, ['response', response])] : [unknown('request'), unknown('options'), response]),
    },
    {
      path: 'hooks.beforeError', when: 'failure', replaces: true,
      given: (machine, _response, error, fn) => [readsMember(machine, fn, 'error') ? stateOf(machine, ['error', error]) : error],
    },
  ],
  base: 'prefixUrl',
  readers: ['json', 'text', 'blob', 'arrayBuffer', 'formData', 'bytes'],
  functions: {
    isHTTPError: { sends: false, run: isErrorGuard('HTTPError') },
    isKyError: { sends: false, run: isErrorGuard('HTTPError', 'TimeoutError') },
    isTimeoutError: { sends: false, run: isErrorGuard('TimeoutError') },
  },
  types: ['KyInstance'],
})
