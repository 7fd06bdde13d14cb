import { isOkStatus } from '../interpreter/builtins/responses.ts'
import { unknown } from '../interpreter/values.ts'
import { setting } from './settings.ts'
import { answerBody, responseOf } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** got (https://github.com/sindresorhus/got), measured with 14.6.6: rejects for a status outside 200 to 299, but 304. */
export const gotClient: Client = verbClient({
  name: 'got',
  modules: ['got', '@esm2cjs/got'],
  roots: ['got'],
  call: ARGUMENTS,
  methods: { get: ARGUMENTS, post: ARGUMENTS, put: ARGUMENTS, patch: ARGUMENTS, head: ARGUMENTS, delete: ARGUMENTS },
  streams: 'stream',
  makes: { extend: { options: 0 } },
  answers: {
    client: 'got',
    response: {
      statusCode: 'status', statusMessage: 'reason', headers: 'headers', body: 'body', rawBody: 'body', ok: { from: isOkStatus },
      url: 'object', requestUrl: 'object', retryCount: 'object', timings: 'object', request: 'object', complete: { is: true },
    },
    failure: {
      classes: ['HTTPError', 'RequestError'],
      properties: {
        name: { is: 'HTTPError' }, message: 'words', code: { is: 'ERR_NON_2XX_3XX_RESPONSE' }, response: 'response', options: 'object', request: 'object',
        timings: 'object', cause: 'object',
      },
    },
    noAnswer: {
      classes: ['RequestError'],
      properties: { name: { is: 'RequestError' }, message: 'words', code: 'words', options: 'object', request: 'object', timings: 'object', cause: 'object' },
    },
  },
  gives: (answered, answers, options) => {
    const bodyOnly = options.some((item) => {
      const value = setting(answered.machine, item, 'resolveBodyOnly')
      return value?.kind === 'primitive' && value.value === true
    })
    return bodyOnly ? answerBody(answered) : responseOf(answers, answered)
  },
  switch: { option: 'throwHttpErrors', meaning: 'throws', given: 'status' },
  hooks: [
    { path: 'hooks.afterResponse', when: 'answer', given: (_, response) => [response, unknown('retry')], replaces: true },
    { path: 'hooks.beforeError', when: 'failure', given: (_, _response, error) => [error], replaces: true },
  ],
  base: 'prefixUrl',
  readers: ['json', 'text', 'buffer'],
  types: ['Got'],
})
