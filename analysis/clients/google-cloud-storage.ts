import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @google-cloud/storage (https://github.com/googleapis/nodejs-storage), measured with 7.22.0 and 8.4.0. */
export const googleCloudStorageClient: Client = sdk({
  name: '@google-cloud/storage',
  modules: ['@google-cloud/storage'],
  makers: ['Storage'],
  sends: /^(?:bucket\.|file\.)?[a-z]\w*$/,
  // With a key at hand, what is signed is signed here.
  silent: /^(?:bucket|file|(?:bucket|file)\.(?:bucket|file|publicUrl|cloudStorageURI|createReadStream|createWriteStream|on|once|setUserProject|getSignedUrl|generateSignedPostPolicyV[24]))$/,
  parts: { bucket: 'bucket', 'bucket.file': 'file' },
  answers: {
    client: '@google-cloud/storage',
    response: { statusCode: 'status', statusMessage: 'reason', body: 'body', headers: 'headers' },
    failure: { classes: ['ApiError'], properties: { name: { is: 'Error' }, message: 'words', code: 'body', errors: 'body', response: 'response' } },
    noAnswer: { classes: [], properties: { name: 'words', message: 'words', code: 'words', type: 'words' } },
  },
})
