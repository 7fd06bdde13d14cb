import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** @slack/web-api (https://github.com/slackapi/node-slack-sdk), measured with 8.2.0. */
export const slackClient: Client = sdk({
  name: '@slack/web-api',
  modules: ['@slack/web-api'],
  makers: ['WebClient'],
  sends: /^(?:apiCall|filesUploadV2|[a-z]\w*(?:\.[a-z]\w*)+)$/,
  answers: {
    client: '@slack/web-api',
    response: {},
    failure: {
      classes: ['WebAPIHTTPError'],
      properties: { name: { is: 'WebAPIHTTPError' }, message: 'words', code: { is: 'slack_webapi_http_error' }, statusCode: 'status', statusMessage: 'reason', headers: 'headers', body: 'body' },
    },
    noAnswer: { classes: ['WebAPIRequestError'], properties: { name: { is: 'WebAPIRequestError' }, message: 'words', code: { is: 'slack_webapi_request_error' }, cause: 'object', original: 'object' } },
  },
})
