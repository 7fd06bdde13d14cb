import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Answers } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient } from './verb-client.ts'

const answers: Answers = {
  client: 'gaxios',
  response: {
    status: 'status', statusText: 'reason', ok: { from: isOkStatus }, data: 'body', headers: 'headers', config: 'object', body: 'body',
    url: 'object', type: 'object', json: 'object', text: 'object', blob: 'object', arrayBuffer: 'object', formData: 'object', clone: 'object', bytes: 'object',
    redirected: 'object', bodyUsed: 'object',
  },
  failure: {
    classes: ['GaxiosError'],
    properties: { name: { is: 'Error' }, message: 'words', status: 'status', response: 'response', config: 'object', code: 'body', cause: 'body' },
  },
  noAnswer: {
    classes: ['GaxiosError'],
    properties: { name: { is: 'Error' }, message: 'words', config: 'object', code: 'words', cause: 'object', error: 'object' },
  },
}

/** gaxios (https://github.com/googleapis/gaxios), measured with 7.3.1: rejects for every status that `validateStatus` does not accept. */
export const gaxiosClient: Client = verbClient({
  name: 'gaxios',
  modules: ['gaxios'],
  roots: ['instance', 'gaxios'],
  methods: { request: ['url'] },
  makes: { Gaxios: { options: 0 } },
  answers,
  gives: 'response',
  switch: { option: 'validateStatus', meaning: 'accepts', given: 'status' },
  base: 'baseURL',
  types: ['Gaxios'],
})

/** The clients of google-auth-library: `client.request(...)` goes through gaxios. */
export const googleAuthClient: Client = verbClient({
  name: 'gaxios',
  modules: ['google-auth-library'],
  roots: [],
  instanceMethods: { request: ['url'] },
  makes: Object.fromEntries(['GoogleAuth', 'OAuth2Client', 'JWT', 'Compute', 'IdTokenClient', 'Impersonated', 'UserRefreshClient', 'AuthClient'].map((name) => [name, { options: 0 }])),
  answers,
  gives: 'response',
  switch: { option: 'validateStatus', meaning: 'accepts', given: 'status' },
  types: ['GoogleAuth', 'OAuth2Client', 'JWT', 'Compute', 'IdTokenClient', 'Impersonated', 'UserRefreshClient', 'AuthClient'],
})
