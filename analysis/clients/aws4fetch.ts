import type { ModelCall } from '../interpreter/machine.ts'
import { Carries, FALSE, primitive } from '../interpreter/values.ts'
import type { Client } from './client.ts'
import { statusOfResponse, type SendPolicy } from './client-retries.ts'
import { sendFetch } from './fetch.ts'
import { countOf, oneMore } from './retry-options.ts'
import { INSTANCE } from './sdk.ts'
import { newInstance, setting } from './settings.ts'

/**
 * `fetch` of an `AwsClient` of aws4fetch (https://github.com/mhart/aws4fetch), measured with 1.0.20: that of the host with a signature, and
 * so a `Response` whatever the status.
 */
export const aws4fetchClient: Client = {
  name: 'aws4fetch',
  modules: ['aws4fetch'],
  functionAt(path) {
    const names = path.filter((name) => name !== 'default').join('.')
    if (names === 'AwsClient') return { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, 'aws4fetch', [INSTANCE], call.args[0]) }
    return names === `${INSTANCE}.fetch` ? { sends: true, run: (call) => sendFetch(call) } : undefined
  },
  types: { AwsClient: [INSTANCE] },
  answers: {
    client: 'aws4fetch',
    response: { status: 'status', headers: 'headers', statusText: 'reason', body: 'body stream' },
    noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
  },
}

const USUAL_RETRIES = 10
const TOO_MANY_REQUESTS = 429

/** `retries` of an `AwsClient`: 429 and 5xx, as often as that says; where no answer came, never. */
export function aws4fetchPolicy({ machine, origin }: ModelCall): SendPolicy | undefined {
  const retries = setting(machine, origin?.settings, 'retries')
  if (!retries) return undefined
  return {
    calls: oneMore(countOf(retries, USUAL_RETRIES)),
    again: () => FALSE,
    accepts: (response) => {
      const status = statusOfResponse(machine, response) ?? 0
      return primitive(status < 500 && status !== TOO_MANY_REQUESTS, Carries.status)
    },
  }
}
