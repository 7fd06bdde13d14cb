import { unknown } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** ky (https://github.com/sindresorhus/ky), measured with 1.14.3: `fetch` that rejects for a status outside 200 to 299. */
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
      properties: { name: { is: 'HTTPError' }, message: 'words', response: 'fetch response', request: 'object', options: 'object' },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: 'fetch response',
  switch: { option: 'throwHttpErrors', meaning: 'throws', given: 'status' },
  hooks: [
    { path: 'hooks.afterResponse', when: 'answer', given: (_, response) => [unknown('request'), unknown('options'), response], replaces: true },
    { path: 'hooks.beforeError', when: 'failure', given: (_, _response, error) => [error], replaces: true },
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
