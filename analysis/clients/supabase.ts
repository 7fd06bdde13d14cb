import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { send } from '../interpreter/requests.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { FALSE, NULL, native, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { answerBody, askOf, errorOf, fetchResponse, valueOf, type Answered, type Answers, type Holds } from './answers.ts'
import type { Client, ClientFunction } from './client.ts'
import { isListed, statusOfError } from './client-retries.ts'
import { not } from './retry-options.ts'
import { retrying } from './retrying.ts'
import { newInstance } from './settings.ts'

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

/** Methods of a query that give the query. */
const QUERY = [
  'select', 'insert', 'update', 'upsert', 'delete', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'is', 'in', 'contains', 'containedBy', 'overlaps',
  'textSearch', 'match', 'not', 'or', 'filter', 'order', 'limit', 'range', 'single', 'maybeSingle', 'csv', 'explain', 'returns', 'overrideTypes', 'abortSignal',
]
/** Those after which it is no GET. */
const WRITES = new Set(['insert', 'update', 'upsert', 'delete'])

/** What a read of a table is sent again after, unless `.retry(false)` says no, and where no answer came. */
const RETRIED = [503, 520]
const RETRIED_CALLS = 4

function sendService(call: ModelCall, service: string): Value {
  const { machine, args, site } = call
  const key = [service, ...args.map((arg) => machine.digest(arg).id), machine.text.slice(site.range?.[0] ?? site.start ?? 0, (site.range?.[0] ?? site.start ?? 0) + 200)].join(' ')
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
      ? [['status', status === undefined ? primitive(0) : valueOf(answers, answered, 'status')], ['statusText', valueOf(answers, answered, 'reason')], ['count', NULL]]
      : service === 'functions' && status !== undefined
        ? [['response', fetchResponse(answered)]]
        : []
  return machine.create(objectData([['data', isOk && !isEmpty ? answerBody(answered) : nothing(machine, service)], ['error', error], ...more]))
}

/** `supabase.from('users').select().eq(...)`: each call gives the same query, which is sent where it is waited for. */
function query(call: ModelCall): Value {
  const { machine } = call
  const promise = sendService(call, 'table')
  if (promise.kind !== 'object') return promise
  const methods = QUERY.map((name): [string, Value] => [name, native(name, () => {
    if (WRITES.has(name)) machine.set(promise, 'method', primitive('POST'))
    return promise
  })])
  methods.push(['method', primitive(isWrite(call) ? 'POST' : 'GET')])
  methods.push(['retry', native('retry', ([enabled = UNDEFINED], site) => {
    const retried = retry(call, promise, enabled, site)
    const sides = machine.object(retried)?.promise
    if (sides) machine.update(promise, { promise: sides })
    return promise
  })])
  methods.push(['throwOnError', native('throwOnError', () => {
    const sides = machine.object(promise)?.promise
    if (sides) machine.update(promise, { promise: thrown(call, sides) })
    return promise
  })])
  machine.update(promise, { properties: new Map(methods) })
  return promise
}

/** Whether a procedure is called with a body, as it is where nothing says `get` or `head`. */
function isWrite({ machine, args, origin, site }: ModelCall): boolean {
  if (origin?.path.at(-1) !== 'rpc') return false
  const options = args[2]
  return !options || ['get', 'head'].every((name) => truthiness(machine.get(options, name, site)) === false)
}

/** `.retry(true)` says what is usual: nothing is said where nothing is written. The first request is the one that the chain began with. */
function retry(call: ModelCall, request: Value, enabled: Value, site: ModelCall['site']): Value {
  const { machine } = call
  const method = machine.get(request, 'method', site)
  const isRead = method.kind !== 'primitive' || method.value === 'GET'
  const isRetried = (status: number | undefined | 'other'): Value => (status === undefined ? TRUE : status === 'other' ? FALSE : isListed(machine, undefined, status, RETRIED))
  return retrying({
    machine,
    site,
    isClients: true,
    calls: isRead && truthiness(enabled) !== false ? RETRIED_CALLS : 1,
    operation: (attempt) => awaitValue(machine, attempt === 1 ? request : sendService(call, 'table')),
    again: (error) => isRetried(statusOfError(machine, error)),
    accepts: (result) => not(isRetried(statusOfResult(machine.get(result, 'status', site)))),
  })
}

/** A status of 0 stands for no answer. */
function statusOfResult(status: Value): number | undefined | 'other' {
  return status.kind !== 'primitive' ? 'other' : status.value === 0 ? undefined : Number(status.value)
}

function thrown({ machine, site }: ModelCall, sides: PromiseSides): PromiseSides {
  const status = sides.fulfilled && machine.object(sides.fulfilled)?.properties.get('status')
  const code = status?.kind === 'primitive' ? Number(status.value) : 200
  if (isOkStatus(code)) return sides
  const asked = status?.kind === 'primitive' && status.carries !== 0
  return { ...sides, fulfilled: undefined, rejected: errorOf(answers, { machine, site, status: code === 0 ? undefined : code, asked }) }
}

const MAKE: ClientFunction = { sends: false, instance: [INSTANCE], run: (call) => newInstance(call, '@supabase/supabase-js', [INSTANCE], undefined) }
const BUCKET: ClientFunction = { sends: false, instance: [INSTANCE, 'bucket'], run: (call) => newInstance(call, '@supabase/supabase-js', [INSTANCE, 'bucket'], undefined) }
const TABLE: ClientFunction = { sends: true, run: query }

/** Calls of `auth` that send nothing. */
const LOCAL_AUTH = /^(?:onAuthStateChange|startAutoRefresh|stopAutoRefresh|initialize|getSession)$/

function service(name: string): ClientFunction {
  return { sends: true, run: (call) => sendService(call, name) }
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
