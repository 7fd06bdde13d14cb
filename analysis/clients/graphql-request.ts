import { answerBody, responseOf } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient } from './verb-client.ts'

/** graphql-request (https://github.com/graffle-js/graffle), measured with 7.4.0: rejects for a status outside 200 to 299, whatever `errorPolicy` says. */
export const graphqlRequestClient: Client = verbClient({
  name: 'graphql-request',
  modules: ['graphql-request'],
  roots: [],
  methods: { request: ['url', 'body', 'body', 'options'], rawRequest: ['url', 'body', 'body', 'options'], batchRequests: ['url', 'body', 'options'] },
  instanceMethods: { request: ['body', 'body', 'options'], rawRequest: ['body', 'body', 'options'], batchRequests: ['body', 'options'] },
  makes: { GraphQLClient: { options: 1 } },
  answers: {
    client: 'graphql-request',
    response: { status: 'status', headers: 'headers', body: 'body', data: 'body', errors: 'body' },
    failure: {
      classes: ['ClientError'],
      properties: {
        name: { is: 'Error' }, message: 'words', request: 'object',
        response: { has: { status: 'status', headers: 'headers', body: 'body' } },
      },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  gives: (answered, answers, _options, method) => (method === 'rawRequest' ? responseOf(answers, answered) : answerBody(answered)),
  types: ['GraphQLClient'],
})
