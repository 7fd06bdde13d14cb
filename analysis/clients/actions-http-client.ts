import { objectData } from '../interpreter/objects.ts'
import { native } from '../interpreter/values.ts'
import { settled } from '../interpreter/promises.ts'
import { answerBody, valueOf, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments, type VerbClient } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']

const noAnswer = { classes: undefined, properties: { name: 'words', message: 'words', code: 'words' } } as const
const MESSAGE = { has: { statusCode: 'status', statusMessage: 'reason', headers: 'headers' } } as const

/** `HttpClient`, from which that of the toolkit was made (typed-rest-client). */
export const RESOLVING: VerbClient = {
  name: '@actions/http-client',
  modules: ['@actions/http-client'],
  roots: [],
  instanceMethods: { get: WITHOUT_BODY, del: WITHOUT_BODY, head: WITHOUT_BODY, options: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY, request: ['method', 'url', 'body', 'options'] },
  makes: { HttpClient: { options: 2 } },
  answers: { client: '@actions/http-client', response: { message: MESSAGE }, noAnswer },
  gives: (answered, answers) => {
    const { machine } = answered
    const readBody = native('readBody', () => settled(machine, { fulfilled: answerBody(answered), rejected: undefined }))
    return machine.create(objectData([['message', valueOf(answers, answered, MESSAGE)], ['readBody', readBody]]))
  },
}

const JSON_ANSWERS: Answers = {
  client: '@actions/http-client',
  response: { statusCode: 'status', result: 'body', headers: 'headers' },
  failure: { classes: ['HttpClientError'], properties: { name: { is: 'HttpClientError' }, message: 'words', statusCode: 'status', result: 'body' } },
  noAnswer,
}

const REJECTING: VerbClient = {
  ...RESOLVING,
  instanceMethods: { getJson: WITHOUT_BODY, postJson: WITH_BODY, putJson: WITH_BODY, patchJson: WITH_BODY },
  answers: JSON_ANSWERS,
  gives: 'response',
}

const RAW = verbClient(RESOLVING)
const PARSED = verbClient(REJECTING)

/** @actions/http-client (https://github.com/actions/toolkit), measured with 4.0.1: `get` resolves whatever the status, `getJson` rejects. */
export const actionsHttpClient: Client = { ...RAW, answers: { ...JSON_ANSWERS, response: { message: MESSAGE } }, decidedBy: 'getJson() and its like', usuallyResolves: true, functionAt: (path) => RAW.functionAt(path) ?? PARSED.functionAt(path) }
