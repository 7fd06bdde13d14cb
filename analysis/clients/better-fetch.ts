import { isOkStatus } from '../interpreter/builtins/responses.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { NULL, truthiness, UNDEFINED, type Value } from '../interpreter/values.ts'
import { answerBody, errorOf, valueOf, type Answered, type Answers } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { readOption, sendCall } from './http-call.ts'
import { firstSetting, mergeSettings, newInstance } from './settings.ts'

const answers: Answers = {
  client: '@better-fetch/fetch',
  response: { data: { is: null }, error: { has: { status: 'status', statusText: 'reason', message: 'body', error: 'body', code: 'body' } } },
  failure: {
    classes: ['BetterFetchError'],
    properties: { name: { is: 'Error' }, message: 'words', status: 'status', statusText: 'reason', error: 'body', cause: 'body' },
  },
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

const INSTANCE = 'create()'

const SEND: ClientFunction = {
  sends: true,
  run: (call) => {
    const { machine, site, args: [url = UNDEFINED, options], origin } = call
    const throws = firstSetting(machine, [options, origin?.settings], 'throw')
    const content = [readOption(call, options, 'query'), readOption(call, options, 'params'), readOption(call, options, 'body')]
    const http = { method: readOption(call, options, 'method'), url, content, options: [options, origin?.settings], base: 'baseURL' }
    return sendCall(call, http, (status, asked): PromiseSides => settle({ machine, site, status, asked }, throws))
  },
}

/** `{ data, error }`, or with `throw: true` the body or an error. */
function settle(answered: Answered, throws: Value | undefined): PromiseSides {
  const { machine, status } = answered
  const isOk = isOkStatus(status)
  const isThrowing = throws ? truthiness(throws) : false
  const error = (): Value => errorOf(answers, answered)
  if (status === undefined || (!isOk && isThrowing === true)) return { fulfilled: undefined, rejected: error() }
  if (isThrowing === true) return { fulfilled: answerBody(answered), rejected: undefined }
  const parts = isOk ? [answerBody(answered), NULL] : [NULL, valueOf(answers, answered, answers.response['error'] ?? 'body')]
  const result = machine.create(objectData([['data', parts[0] ?? NULL], ['error', parts[1] ?? NULL]]))
  return { fulfilled: result, rejected: !isOk && isThrowing === undefined ? error() : undefined }
}

const CREATE: ClientFunction = {
  sends: false,
  instance: [INSTANCE],
  run: (call) => newInstance(call, '@better-fetch/fetch', [INSTANCE], mergeSettings(call.machine, [call.args[0]])),
}

/** @better-fetch/fetch (https://better-fetch.vercel.app), measured with 1.3.3: resolves with `{ data, error }` unless told to throw. */
export const betterFetchClient: Client = {
  name: '@better-fetch/fetch',
  modules: ['@better-fetch/fetch'],
  answers,
  decidedBy: 'throw', usuallyResolves: true,
  functionAt(path) {
    const name = path.filter((part) => part !== 'default').join('.')
    if (name === 'createFetch') return CREATE
    return name === 'betterFetch' || name === INSTANCE ? SEND : undefined
  },
}
