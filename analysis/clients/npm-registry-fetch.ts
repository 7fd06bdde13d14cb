import { fetchResponse, answerBody } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'options']

/** npm-registry-fetch (https://github.com/npm/npm-registry-fetch), measured with 19.1.1. */
export const npmRegistryFetchClient: Client = verbClient({
  name: 'npm-registry-fetch',
  modules: ['npm-registry-fetch'],
  roots: [],
  call: ARGUMENTS,
  methods: { json: ARGUMENTS },
  makes: { defaults: { options: 0 } },
  answers: {
    client: 'npm-registry-fetch',
    response: {},
    failure: {
      classes: ['HttpErrorGeneral', 'HttpErrorBase'],
      properties: { name: { is: 'HttpErrorGeneral' }, message: 'words', statusCode: 'status', code: { from: (status) => `E${status}` }, headers: 'headers', body: 'body', method: 'object', uri: 'object', pkgid: 'object' },
    },
    noAnswer: { classes: ['FetchError'], properties: { name: { is: 'FetchError' }, message: 'words', code: 'words', type: 'words', errno: 'object', cause: 'object' } },
  },
  gives: (answered, _answers, _options, method) => (method === 'json' ? answerBody(answered) : fetchResponse(answered)),
})
