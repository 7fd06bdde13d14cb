import type { Client } from './client.ts'
import { isErrorGuard } from './guards.ts'
import { sdk } from './sdk.ts'

/** @notionhq/client (https://github.com/makenotion/notion-sdk-js), measured with 5.26.0: 402 is not among its codes. */
export const notionClient: Client = sdk({
  name: '@notionhq/client',
  modules: ['@notionhq/client'],
  makers: ['Client'],
  sends: /^(?:request|search|[a-z]\w*(?:\.[a-z]\w*)+)$/,
  answers: {
    client: '@notionhq/client',
    response: {},
    failure: {
      classes: ['UnknownHTTPResponseError'],
      properties: { name: { is: 'UnknownHTTPResponseError' }, message: 'words', code: { is: 'notionhq_client_response_error' }, status: 'status', headers: 'headers', body: 'body' },
    },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
  functions: {
    isNotionClientError: { sends: false, run: isErrorGuard('UnknownHTTPResponseError') },
    isHTTPResponseError: { sends: false, run: isErrorGuard('UnknownHTTPResponseError') },
  },
})
