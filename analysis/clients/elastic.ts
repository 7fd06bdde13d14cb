import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @elastic/elasticsearch and the transport below it (https://github.com/elastic/elastic-transport-js), measured with @elastic/transport 9.4.0. */
export const elasticClient: Client = sdk({
  name: 'elastic',
  modules: ['@elastic/elasticsearch', '@elastic/transport'],
  makers: ['Client', 'Transport'],
  sends: /^(?:\w+\.)?[a-z]\w*$/,
  silent: /^(?:child|close|helpers\.\w+|diagnostic\.\w+|connectionPool\.\w+)$/,
  answers: {
    client: 'elastic',
    response: {},
    failure: {
      classes: ['ResponseError', 'ElasticsearchClientError'],
      properties: { name: { is: 'ResponseError' }, message: 'words', statusCode: 'status', body: 'body', headers: 'headers', meta: { has: { statusCode: 'status', body: 'body', headers: 'headers' } } },
    },
    noAnswer: { classes: ['ConnectionError', 'ElasticsearchClientError'], properties: { name: { is: 'ConnectionError' }, message: 'words', cause: 'object' } },
  },
})
