import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @azure/core-rest-pipeline (https://github.com/Azure/azure-sdk-for-js), measured with 1.24.0 and 1.25.1: resolves whatever the status. */
export const azurePipelineClient: Client = sdk({
  name: '@azure/core-rest-pipeline',
  modules: ['@azure/core-rest-pipeline'],
  makers: ['createPipelineFromOptions', 'createEmptyPipeline'],
  sends: /^sendRequest$/,
  answers: {
    client: '@azure/core-rest-pipeline',
    response: { status: 'status', headers: 'object', bodyAsText: 'body', request: 'object' },
    noAnswer: { classes: ['RestError'], properties: { name: { is: 'RestError' }, message: 'words', code: 'words', request: 'object', cause: 'object' } },
  },
  gives: 'response',
})
