import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import type { PromiseSides } from '../interpreter/objects.ts'
import { join, native, NULL, optionsOf, truthiness, UNDEFINED, type ObjectRef, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { errorOf, type Answers } from './answers.ts'
import { callBack } from './callbacks.ts'
import type { Client } from './client.ts'
import { verbClient, type Arguments } from './verb-client.ts'

const ARGUMENTS: Arguments = ['url', 'body']

const answers: Answers = {
  client: 'superagent',
  response: {
    status: 'status', statusCode: 'status', statusType: { from: (status) => Math.floor(status / 100) }, ok: { from: isOkStatus },
    clientError: { from: (status) => status >= 400 && status < 500 }, serverError: { from: (status) => status >= 500 }, notFound: { from: (status) => status === 404 },
    unauthorized: { from: (status) => status === 401 }, forbidden: { from: (status) => status === 403 }, badRequest: { from: (status) => status === 400 },
    error: 'object', body: 'body', text: 'body', headers: 'headers', header: 'headers', type: 'object', res: 'object', request: 'object', req: 'object',
  },
  failure: { classes: [], properties: { name: { is: 'Error' }, message: 'reason', status: 'status', response: 'response' } },
  noAnswer: { classes: [], properties: { name: { is: 'Error' }, message: 'words', code: 'words' } },
}

const REQUESTS: Client = verbClient({
  name: 'superagent',
  modules: ['superagent'],
  roots: ['superagent'],
  call: ['method', 'url'],
  methods: Object.fromEntries(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options'].map((name) => [name, ARGUMENTS])),
  makes: { agent: { options: 0 } },
  answers,
  gives: 'response',
})

/** superagent (https://github.com/ladjs/superagent), measured with 10.4.2: a request that is built by a chain of calls. */
export const superagentClient: Client = {
  ...REQUESTS,
  decidedBy: '.ok()',
  functionAt(path) {
    const found = REQUESTS.functionAt(path)
    return found?.sends ? { ...found, run: (call) => chained(found.run(call), call) } : found
  },
}

/** Methods of a request that give the request. */
const CHAIN = [
  'set', 'send', 'query', 'type', 'accept', 'auth', 'timeout', 'retry', 'attach', 'field', 'redirects', 'responseType', 'withCredentials', 'use', 'buffer', 'parse',
  'serialize', 'ca', 'cert', 'key', 'pfx', 'on', 'once', 'sortQuery', 'disableTLSCerts', 'http2', 'maxResponseSize', 'agent',
]

function chained(request: Value, { machine }: ModelCall): Value {
  if (request.kind !== 'object') return request
  const methods = CHAIN.map((name): [string, Value] => [name, native(name, () => request)])
  methods.push(['ok', native('ok', ([predicate = UNDEFINED], site) => {
    const sides = machine.object(request)?.promise
    if (sides) machine.update(request, { promise: judged(machine, sides, predicate, site) })
    return request
  })])
  methods.push(['end', native('end', ([callback], site) => {
    if (callback) callBack(machine, request, callback, { fulfilled: (response) => [NULL, response], rejected: (error) => [error, machine.get(error, 'response', site)] }, site)
    return request
  })])
  machine.update(request, { properties: new Map(methods) })
  return request
}

/** `.ok((response) => ...)` says which answers resolve. */
function judged(machine: Machine, sides: PromiseSides, predicate: Value, site: Node): PromiseSides {
  const fulfilled: Value[] = []
  const rejected: Value[] = []
  const judge = (response: Value, error: Value | undefined): void => {
    const told = truthiness(machine.call(predicate, UNDEFINED, [response], site))
    if (told !== false) fulfilled.push(response)
    if (told !== true) rejected.push(error ?? errorFor(machine, response))
  }
  for (const option of sides.fulfilled ? optionsOf(sides.fulfilled) : []) judge(option, undefined)
  for (const option of sides.rejected ? optionsOf(sides.rejected) : []) {
    if (machine.object(option)?.failure?.status === undefined) rejected.push(option)
    else judge(machine.get(option, 'response', site), option)
  }
  return { ...sides, fulfilled: fulfilled.length > 0 ? join(fulfilled) : undefined, rejected: rejected.length > 0 ? join(rejected) : undefined }
}

function errorFor(machine: Machine, response: Value): ObjectRef {
  const data = machine.object(response)?.response
  if (!data) throw new Error('a response of superagent without its data')
  return errorOf(answers, { machine, site: data.site, status: data.status, asked: data.asked })
}
