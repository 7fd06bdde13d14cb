import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** Apollo Client (https://www.apollographql.com/docs/react), measured with 4.3.8: `client.query` rejects with a `ServerError`; 3 has it under `networkError`. */
export const apolloClient: Client = sdk({
  name: '@apollo/client',
  modules: ['@apollo/client', '@apollo/client/core', '@apollo/client/core/index.js'],
  makers: ['ApolloClient'],
  sends: /^(?:query|mutate)$/,
  answers: {
    client: '@apollo/client',
    response: { data: 'body', error: 'body' },
    failure: {
      classes: ['ServerError'],
      properties: { name: { is: 'ServerError' }, message: 'words', statusCode: 'status', response: 'fetch response', bodyText: 'body', networkError: 'body' },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
