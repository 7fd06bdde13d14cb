import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

const CLASSES: Readonly<Record<number, string>> = {
  400: 'BadRequestError', 401: 'UnauthorizedError', 403: 'ForbiddenError', 404: 'NotFoundError', 422: 'UnprocessableEntityError', 429: 'TooManyRequestsError',
  500: 'InternalServerError', 501: 'NotImplementedError', 503: 'ServiceUnavailableError', 504: 'GatewayTimeoutError',
}

/** cohere-ai (https://github.com/cohere-ai/cohere-typescript), measured with 8.1.0. */
export const cohereClient: Client = sdk({
  name: 'cohere-ai',
  modules: ['cohere-ai'],
  makers: ['CohereClient', 'CohereClientV2'],
  sends: /^[a-z]\w*(?:\.[a-z]\w*)*$/,
  answers: {
    client: 'cohere-ai',
    response: {},
    failure: {
      classes: (status) => [CLASSES[status], 'CohereError'].filter((name) => name !== undefined),
      properties: { name: { from: (status) => CLASSES[status] ?? 'CohereError' }, message: 'words', statusCode: 'status', body: 'body', rawResponse: { has: { status: 'status', statusText: 'reason', headers: 'headers', type: 'object', redirected: 'object', url: 'object' } } },
    },
    noAnswer: { classes: ['CohereError'], properties: { name: { is: 'CohereError' }, message: 'words', cause: 'object', rawResponse: 'object' } },
  },
})
