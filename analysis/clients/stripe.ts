import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

const CLASSES: Readonly<Record<number, string>> = {
  400: 'StripeInvalidRequestError', 401: 'StripeAuthenticationError', 402: 'StripeCardError', 403: 'StripePermissionError', 404: 'StripeInvalidRequestError',
  429: 'StripeRateLimitError',
}

function classOf(status: number): string {
  return CLASSES[status] ?? 'StripeAPIError'
}

/** stripe (https://github.com/stripe/stripe-node), measured with 23.1.0: every 402 is a `StripeCardError`. */
export const stripeClient: Client = sdk({
  name: 'stripe',
  modules: ['stripe'],
  makers: ['default', 'Stripe'],
  sends: /^(?:rawRequest|[a-z]\w*(?:\.[a-z]\w*)+)$/,
  silent: /^(?:webhooks|errors|on|off|_\w*)(?:\.|$)/,
  answers: {
    client: 'stripe',
    response: {},
    failure: {
      classes: (status) => [classOf(status), 'StripeError'],
      properties: {
        name: { is: 'Error' }, type: { from: classOf }, message: 'words', statusCode: 'status', code: 'body', decline_code: 'body', rawType: 'body', param: 'body',
        raw: { has: { statusCode: 'status', message: 'words', code: 'body', type: 'body', headers: 'headers' } }, headers: 'headers', requestId: 'object',
      },
    },
    noAnswer: { classes: ['StripeConnectionError', 'StripeError'], properties: { name: { is: 'Error' }, type: { is: 'StripeConnectionError' }, message: 'words', detail: 'object', raw: 'object' } },
  },
})
