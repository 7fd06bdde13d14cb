import type { Value } from '../interpreter/values.ts'
import { answerBody } from './answers.ts'
import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** Clients of AWS SDK v3 (https://github.com/aws/aws-sdk-js-v3), measured with @aws-sdk/client-sqs 3: class and name of the error are what the body says. */
export const awsClient: Client = sdk({
  name: 'aws-sdk',
  modules: ['@aws-sdk/lib-dynamodb'],
  modulePattern: /^@aws-sdk\/client-/,
  makers: /^\w*Client(?:\.from)?$/,
  sends: /^send$/,
  commands: { names: /Command$/, method: 'send' },
  // An object, since `$metadata` is in it.
  gives: (answered) => asObject(answerBody(answered)),
  answers: {
    client: 'aws-sdk',
    response: {},
    failure: {
      classes: undefined,
      properties: {
        name: 'words', message: 'words', code: 'body', $fault: 'object', $metadata: { has: { httpStatusCode: 'status', requestId: 'object', attempts: 'object' } },
        $response: { has: { statusCode: 'status', headers: 'headers', body: 'body', reason: 'reason' } }, error: 'body', type: 'body',
      },
    },
    noAnswer: { classes: undefined, properties: { name: 'words', message: 'words', code: 'words', $metadata: { has: {} } } },
  },
})

function asObject(body: Value): Value {
  return body.kind === 'unknown' ? { ...body, truthy: true } : body
}
