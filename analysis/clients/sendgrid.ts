import { objectData } from '../interpreter/objects.ts'
import { answerBody, responseOf, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { sdk, type Sdk } from './sdk.ts'

const answers: Answers = {
  client: 'sendgrid',
  response: { statusCode: 'status', body: 'body', headers: 'headers' },
  failure: {
    classes: ['ResponseError'],
    properties: { name: { is: 'Error' }, message: 'reason', code: 'status', response: { has: { body: 'body', headers: 'headers' } } },
  },
  noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words', cause: 'object', config: 'object', request: 'object', isAxiosError: { is: true } } },
}

/** @sendgrid/mail and @sendgrid/client (https://github.com/sendgrid/sendgrid-nodejs), measured with 8.1.6: the status is under `code`. */
const SENDGRID: Sdk = {
  name: 'sendgrid',
  modules: ['@sendgrid/mail', '@sendgrid/client'],
  makers: ['MailService', 'Client'],
  ready: ['default'],
  sends: /^(?:send|sendMultiple|request)$/,
  answers,
  gives: (answered, shapes) => answered.machine.create(objectData([], { elements: [responseOf(shapes, answered), answerBody(answered)] })),
}

export const sendgridClient: Client = sdk(SENDGRID)
