import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { send } from '../interpreter/requests.ts'
import { Carries, NULL, primitive, unknown, type Value } from '../interpreter/values.ts'
import { rangeOf } from '../syntax/nodes.ts'
import { answerBody, askOf, errorOf, fetchResponse, valueOf, type Answered, type Answers, type Holds } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { newInstance } from './settings.ts'
import { query } from './supabase-query.ts'

const INSTANCE = 'new()'
const NO_CONTENT = 204

/** The error of a table: what the body says, and the status beside it. */
const answers: Answers = {
  client: 'supabase',
  response: { data: { is: null }, error: 'body', status: 'status', statusText: 'reason', count: 'object', success: { is: false } },
  // With `throwOnError()`: the status is lost.
  failure: { classes: ['PostgrestError'], properties: { name: { is: 'PostgrestError' }, message: 'words', code: 'body', details: 'body', hint: 'body' } },
  noAnswer: { classes: ['TypeError'], properties: { name: { is: 'TypeError' }, message: 'words', cause: 'object' } },
}

/** What the other services resolve with as `error`. */
const ERRORS: Readonly<Record<string, Holds>> = {
  storage: { has: { name: { is: 'StorageApiError' }, message: 'words', status: 'status', statusCode: { from: String } } },
  auth: { has: { name: { is: 'AuthApiError' }, message: 'words', status: 'status', code: 'body' } },
  functions: { has: { name: { is: 'FunctionsHttpError' }, message: { is: 'Edge Function returned a non-2xx status code' }, context: 'fetch response' } },
}

/** @param said what tells the request from another that is called with the same */
function sendService(call: ModelCall, service: string, said: readonly string[]): Value {
  const { machine, args, site } = call
  const key = [service, ...args.map((arg) => machine.digest(arg).id), ...said].join(' ')
  return send(machine, { site, key, proof: '', url: undefined, leavesUnread: true, settle: (status, asked) => ({ fulfilled: resultOf(service, { machine, site, status, asked }), rejected: undefined }) })
}

/** What stands in the place of data: of `auth` an object without what was asked for. */
function nothing(machine: Machine, service: string): Value {
  return service === 'auth' ? machine.create(objectData([['user', NULL], ['session', NULL]])) : NULL
}

function resultOf(service: string, answered: Answered): Value {
  const { machine, status } = answered
  const isOk = status !== undefined && askOf(answered, isOkStatus)
  const said: Holds = ERRORS[service] ?? { has: { message: 'words', code: 'body', details: 'body', hint: 'body' } }
  const isEmpty = service === 'table' && status !== undefined && isOk && askOf(answered, (status) => status === NO_CONTENT)
  const error = isOk ? NULL : status === undefined ? unknown('error', 0, { truthy: true }) : valueOf(answers, answered, said)
  const more: [string, Value][] =
    service === 'table'
      ? [['status', status === undefined ? primitive(0) : valueOf(answers, answered, 'status')], ['statusText', valueOf(answers, answered, 'reason')], ['count', isOk && !isEmpty ? unknown('count', Carries.header) : NULL]]
      : service === 'functions' && status !== undefined
        ? [['response', fetchResponse(answered)]]
        : []
  return machine.create(objectData([['data', isOk && !isEmpty ? answerBody(answered) : nothing(machine, service)], ['error', error], ...more]))
}

/** With `.throwOnError()` what is no success rejects. */
function thrown({ machine, site }: ModelCall, sides: PromiseSides): PromiseSides {
  const status = sides.fulfilled && machine.object(sides.fulfilled)?.properties.get('status')
  const code = status?.kind === 'primitive' ? Number(status.value) : 200
  if (isOkStatus(code)) return sides
  const asked = status?.kind === 'primitive' && status.carries !== 0
  return { ...sides, fulfilled: undefined, rejected: errorOf(answers, { machine, site, status: code === 0 ? undefined : code, asked }) }
}

const MAKE: ClientFunction = { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, '@supabase/supabase-js', [INSTANCE], undefined) }
const BUCKET: ClientFunction = { sends: false, instance: [INSTANCE, 'bucket'], run: (call) => newInstance(call, '@supabase/supabase-js', [INSTANCE, 'bucket'], undefined) }
const TABLE: ClientFunction = { sends: true, run: (call) => query(call, { send: (sent, said) => sendService(sent, 'table', said), thrown }) }

/** Calls of `auth` that send nothing. */
const LOCAL_AUTH = /^(?:onAuthStateChange|startAutoRefresh|stopAutoRefresh|initialize|getSession)$/

/** The call as it is written: its object may be a part of the service that the arguments don't tell. */
function textAt({ machine, site }: ModelCall): string {
  const [start] = rangeOf(site)
  return machine.text.slice(start, start + 200)
}

function service(name: string): ClientFunction {
  return { sends: true, run: (call) => sendService(call, name, [textAt(call)]) }
}

function methodAt(path: readonly string[]): ClientFunction | undefined {
  const [first = '', second, third] = path
  if (third !== undefined && first !== 'auth') return undefined
  if (second === undefined) return first === 'from' || first === 'rpc' ? TABLE : undefined
  if (first === 'storage') return second === 'from' ? BUCKET : service('storage')
  if (first === 'bucket') return second === 'getPublicUrl' ? undefined : service('storage')
  if (first === 'functions') return second === 'invoke' ? service('functions') : undefined
  return first === 'auth' && !LOCAL_AUTH.test(second) ? service('auth') : undefined
}

/** @supabase/supabase-js (https://supabase.com/docs/reference/javascript), measured with 2.109.0: resolves with `{ data, error }` whatever happens. */
export const supabaseClient: Client = {
  name: 'supabase',
  modules: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-nextjs'],
  answers,
  decidedBy: '.throwOnError()', usuallyResolves: true, givesNothingOn: NO_CONTENT,
  functionAt(path) {
    const at = path.lastIndexOf(INSTANCE)
    if (at >= 0) return methodAt(path.slice(at + 1))
    const name = path.filter((part) => part !== 'default').join('.')
    return /^create(?:Browser|Server|ServerComponent|ClientComponent|RouteHandler)?Client$/.test(name) ? MAKE : undefined
  },
  types: { SupabaseClient: [INSTANCE] },
}
