import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @vercel/blob (https://github.com/vercel/storage), measured with 2.8.0: its error does not say the status. */
export const vercelBlobClient: Client = sdk({
  name: '@vercel/blob',
  modules: ['@vercel/blob'],
  makers: [],
  ready: ['put', 'del', 'list', 'head', 'copy'],
  sends: /^(?:put|del|list|head|copy)$/,
  answers: {
    client: '@vercel/blob',
    response: {},
    failure: { classes: ['BlobUnknownError', 'BlobError'], properties: { name: { is: 'Error' }, message: 'words' } },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
})
