import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { FALSE, native, TRUE, truthiness, UNDEFINED, type ObjectRef, type Value } from '../interpreter/values.ts'
import { methodCalledOn } from '../syntax/chains.ts'
import type { Node } from '../syntax/estree.ts'
import { memberName } from '../syntax/nodes.ts'
import { isListed, statusOfError } from './client-retries.ts'
import { not } from './retry-options.ts'
import { retrying } from './retrying.ts'

/** Methods of a query that give the query. */
const METHODS = [
  'select', 'insert', 'update', 'upsert', 'delete', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'is', 'in', 'contains', 'containedBy', 'overlaps',
  'textSearch', 'match', 'not', 'or', 'filter', 'order', 'limit', 'range', 'single', 'maybeSingle', 'csv', 'explain', 'returns', 'overrideTypes', 'abortSignal',
]
/** Those after which it is no GET. */
const WRITES = new Set(['insert', 'update', 'upsert', 'delete'])
/** All that a chain goes on by. */
const CHAINS = new Set([...METHODS, 'retry', 'throwOnError'])

/** What a read of a table is sent again after, unless `.retry(false)` says no, and where no answer came. */
const RETRIED = [503, 520]
const RETRIED_CALLS = 4

/** A query as far as its methods have said it. */
interface Query {
  readonly call: ModelCall
  /** What the methods were given: two queries that say the same are the same request. */
  readonly said: readonly string[]
  readonly isWrite: boolean
  readonly retry?: Retry | undefined
  readonly throws: boolean
  readonly service: Service
}

/** What `.retry()` was given. */
interface Retry {
  readonly enabled: Value
  readonly site: Node
}

/** What sends a query, and what comes of a failure of one that throws. */
interface Service {
  send(call: ModelCall, said: readonly string[]): Value
  thrown(call: ModelCall, sides: PromiseSides): PromiseSides
}

/**
 * `supabase.from('users').select().eq('id', id)`: each call gives the query. It is taken to be sent at the end of the chain; a method
 * that is called on what was kept in a name changes nothing of the request.
 */
export function query(call: ModelCall, service: Service): Value {
  return goOn({ call, said: [], isWrite: isWrite(call), throws: false, service }, call.site)
}

/** Goes on with the chain after a call of it, or sends the query where that was the last. */
function goOn(query: Query, site: Node): Value {
  const { machine } = query.call
  const next = methodCalledOn(site, machine.tree)
  const goesOn = next !== undefined && CHAINS.has(memberName(next['callee'] as Node) ?? '')
  return goesOn ? machine.create(objectData(methodsOf(machine, query, goOn))) : sent(query)
}

function methodsOf(machine: Machine, query: Query, after: (query: Query, site: Node) => Value): [string, Value][] {
  const filters = METHODS.map((name): [string, Value] => [name, native(name, (args, site) => {
    const said = `${name}(${args.map((arg) => machine.digest(arg).id).join()})`
    return after({ ...query, said: [...query.said, said], isWrite: query.isWrite || WRITES.has(name) }, site)
  })])
  return [
    ...filters,
    ['retry', native('retry', ([enabled = UNDEFINED], site) => after({ ...query, retry: { enabled, site } }, site))],
    ['throwOnError', native('throwOnError', (_args, site) => after({ ...query, throws: true }, site))],
  ]
}

/** Sends the query: a promise, which has the methods of a query still. */
function sent(query: Query): Value {
  const { call, service, said } = query
  const promise = service.send(call, said)
  return promise.kind === 'object' ? settled(promise, { ...query, retry: undefined, throws: false }, query) : promise
}

/** Carries out what methods have said of how a query is settled that was sent. */
function settled(promise: ObjectRef, before: Query, { retry, throws, ...query }: Query): Value {
  const { machine } = query.call
  const settle = (sides: PromiseSides | undefined): void => {
    if (sides) machine.update(promise, { promise: sides })
  }
  if (retry && retry !== before.retry) settle(machine.object(retried(promise, query, retry))?.promise)
  const sides = machine.object(promise)?.promise
  if (throws && !before.throws && sides) settle(query.service.thrown(query.call, sides))
  const said = { ...query, retry, throws }
  machine.update(promise, { properties: new Map(methodsOf(machine, said, (changed) => settled(promise, said, changed))) })
  return promise
}

/** Whether a procedure is called with a body, as it is where nothing says `get` or `head`. */
function isWrite({ machine, args, origin, site }: ModelCall): boolean {
  if (origin?.path.at(-1) !== 'rpc') return false
  const options = args[2]
  return !options || ['get', 'head'].every((name) => truthiness(machine.get(options, name, site)) === false)
}

/** `.retry(true)` says what is usual: nothing is said where nothing is written. The first request is the one that the chain began with. */
function retried(request: Value, { call, said, isWrite, service }: Pick<Query, 'call' | 'said' | 'isWrite' | 'service'>, { enabled, site }: Retry): Value {
  const { machine } = call
  const isRetried = (status: number | undefined | 'other'): Value => (status === undefined ? TRUE : status === 'other' ? FALSE : isListed(machine, undefined, status, RETRIED))
  return retrying({
    machine,
    site,
    isClients: true,
    calls: !isWrite && truthiness(enabled) !== false ? RETRIED_CALLS : 1,
    operation: (attempt) => awaitValue(machine, attempt === 1 ? request : service.send(call, said)),
    again: (error) => isRetried(statusOfError(machine, error)),
    accepts: (result) => not(isRetried(statusOfResult(machine.get(result, 'status', site)))),
  })
}

/** A status of 0 stands for no answer. */
function statusOfResult(status: Value): number | undefined | 'other' {
  return status.kind !== 'primitive' ? 'other' : status.value === 0 ? undefined : Number(status.value)
}
