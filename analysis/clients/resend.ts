import { objectData } from '../interpreter/objects.ts'
import { NULL, UNDEFINED, unknown } from '../interpreter/values.ts'
import { answerBody, askOf } from './answers.ts'
import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

/** resend (https://github.com/resend/resend-node), measured with 6.38.0: resolves with `{ data, error }` whatever happens. */
export const resendClient: Client = sdk({
  name: 'resend',
  modules: ['resend'],
  makers: ['Resend'],
  sends: /^(?:get|post|put|patch|delete|[a-z]\w*\.[a-z]\w*)$/,
  silent: /^webhooks\.verify$/,
  answers: {
    client: 'resend',
    response: { data: 'body', error: 'body', headers: 'headers' },
    noAnswer: { classes: [], properties: {} },
  },
  neverRejects: true,
  gives: (answered) => {
    const { machine, status } = answered
    const isOk = status !== undefined && askOf(answered, (given) => given < 300)
    const noAnswer = unknown('error', 0, { truthy: true })
    const body = status === undefined ? UNDEFINED : answerBody(answered)
    const said = body.kind === 'unknown' ? { ...body, truthy: true } : noAnswer
    return machine.create(objectData([['data', isOk ? body : NULL], ['error', isOk ? NULL : said], ['headers', unknown('headers')]]))
  },
})
