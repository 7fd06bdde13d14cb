import { isOkStatus } from '../interpreter/builtins/responses.ts'
import { answerBody, responseOf, type Answers } from './answers.ts'
import type { Client } from './client.ts'
import { observed } from './observables.ts'
import { setting } from './settings.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const WITHOUT_BODY: Arguments = ['url', 'options']
const WITH_BODY: Arguments = ['url', 'body', 'options']

const answers: Answers = {
  client: 'angular',
  response: { status: 'status', statusText: 'reason', body: 'body', headers: 'headers', ok: { from: isOkStatus }, url: 'object', type: 'object' },
  failure: {
    classes: ['HttpErrorResponse'],
    isError: false,
    properties: {
      name: { is: 'HttpErrorResponse' }, message: 'words', status: 'status', statusText: 'reason', error: 'body', headers: 'headers', ok: { is: false }, url: 'object', type: 'object', redirected: 'object',
    },
  },
  noAnswer: {
    classes: ['HttpErrorResponse'],
    isError: false,
    properties: { name: { is: 'HttpErrorResponse' }, message: 'words', status: { is: 0 }, statusText: 'words', error: 'object', headers: 'object', ok: { is: false }, url: 'object', type: 'object', redirected: 'object' },
  },
}

const REQUESTS: Client = verbClient({
  name: 'angular',
  modules: ['@angular/common/http'],
  roots: [],
  instanceMethods: {
    get: WITHOUT_BODY, delete: WITHOUT_BODY, head: WITHOUT_BODY, options: WITHOUT_BODY, jsonp: WITHOUT_BODY, post: WITH_BODY, put: WITH_BODY, patch: WITH_BODY,
    request: ['method', 'url', 'options'],
  },
  makes: { HttpClient: { options: 0 } },
  answers,
  gives: (answered, shapes, options) => {
    const observe = setting(answered.machine, options[0], 'observe')
    return observe?.kind === 'primitive' && observe.value === 'response' ? responseOf(shapes, answered) : answerBody(answered)
  },
  types: ['HttpClient'],
})

/** HttpClient of Angular (https://angular.dev/guide/http), measured with 21.2: an observable that fails with an `HttpErrorResponse`, which is no `Error`. */
export const angularClient: Client = {
  ...REQUESTS,
  functionAt(path) {
    const found = REQUESTS.functionAt(path)
    return found?.sends ? observed(found) : found
  },
}
