import type { ModelFunction } from '../interpreter/machine.ts'
import { bodyOf, isOkStatus } from '../interpreter/builtins/responses.ts'
import { settled, sidesOf } from '../interpreter/promises.ts'
import { join, optionsOf, UNDEFINED, type Value } from '../interpreter/values.ts'
import { errorOf, fetchResponse, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { sdk } from './sdk.ts'

const answers: Answers = {
  client: 'hono',
  response: {},
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

/** What `parseResponse` rejects with. */
const PARSED: Answers = {
  ...answers,
  response: { status: 'status' },
  failure: { classes: ['DetailedError'], properties: { name: { is: 'DetailedError' }, message: 'words', statusCode: 'status', detail: { has: { data: 'body', statusText: 'reason' } } } },
}

/** `parseResponse(client.path.$get())`: the body, or an error for a status outside 200 to 299. */
const parseResponse: ModelFunction = ({ machine, args: [response = UNDEFINED] }) => {
  const { fulfilled, rejected, sends = [] } = sidesOf(machine, response)
  const well: Value[] = []
  const ill: Value[] = rejected ? [rejected] : []
  for (const option of fulfilled ? optionsOf(fulfilled) : []) {
    const data = machine.object(option)?.response
    if (!data) well.push(option)
    else if (isOkStatus(data.status)) well.push(bodyOf(data))
    else ill.push(errorOf(PARSED, { machine, site: data.site, status: data.status, asked: data.asked }))
  }
  return settled(machine, { fulfilled: well.length > 0 ? join(well) : undefined, rejected: ill.length > 0 ? join(ill) : undefined, sends })
}

const RESOLVING: Client = sdk({
  name: 'hono',
  modules: ['hono/client'],
  makers: ['hc'],
  sends: /(?:^|\.)\$(?:get|post|put|patch|delete|options|head|all)$/,
  answers,
  gives: (answered) => fetchResponse(answered),
  functions: { parseResponse: { sends: false, run: parseResponse } },
})

/** `hc` of Hono (https://hono.dev/docs/guides/rpc), measured with 4.13.19: `client.users.$get()` gives a `Response`. */
export const honoClient: Client = { ...RESOLVING, answers: PARSED, decidedBy: 'parseResponse()', usuallyResolves: true }
