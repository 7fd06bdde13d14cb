import type { UnknownReason } from '../findings.ts'
import { listData, oneOrMore } from '../interpreter/lists.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData } from '../interpreter/objects.ts'
import { awaitValue, settled, sidesOf } from '../interpreter/promises.ts'
import { carriesOf, FALSE, native, NULL, optionsOf, primitive, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { nameOf, propertyName, unwrap } from '../syntax/nodes.ts'
import type { Client, ClientFunction } from './client.ts'
import { callableOf, hookResult, kept, notify } from './query-hooks.ts'
import { argument } from './retry-library.ts'
import { givenOption, isAbsent, isCallable, readOptions, type RetryOptions } from './retry-options.ts'
import { apart, doubtOf, operate, retrying } from './retrying.ts'
import { newInstance } from './settings.ts'
import { trpcFailure } from './trpc-codes.ts'

/** Retries of a query in a browser where nothing is said (query-core 5, `retryer.ts`); on a server there are none. */
const USUAL_RETRIES = 3

/** What an option `retry` means: calls in all, or a function that decides. */
interface Policy {
  readonly calls: number | undefined
  readonly decides?: Value
  readonly unsure?: UnknownReason | undefined
}

function policyOf(retry: Value): Policy {
  const [single, ...more] = optionsOf(retry)
  if (more.length === 0 && single?.kind === 'primitive') {
    if (typeof single.value === 'boolean') return { calls: single.value ? Infinity : 1 }
    if (typeof single.value === 'number') return { calls: single.value + 1 }
  }
  if (isCallable(retry)) return { calls: Infinity, decides: retry }
  // A function of another file can be called; what it answers is not seen.
  if (single?.kind === 'unknown' && single.origin) return { calls: Infinity, decides: retry }
  return { calls: undefined, unsure: 'options-not-seen' }
}

/** Runs an operation under a policy; `again` is asked with the number of failures before this one, and the error. */
function runUnder(call: ModelCall, { calls, decides, unsure }: Policy, operation: () => Value, doubt: UnknownReason | undefined): Value {
  const { machine, site } = call
  return retrying({
    machine,
    site,
    calls,
    operation,
    again: decides && ((error, attempt) => machine.call(decides, UNDEFINED, [primitive(attempt - 1), error], site)),
    asks: decides !== undefined,
    unsure: unsure ?? doubt,
  })
}

/** What the file itself says of clients: the default of the one `QueryClient` that it makes. */
function clientDefault(machine: Machine, kind: 'queries' | 'mutations'): { readonly retry: Value | undefined } | undefined {
  const made = machine.tree.calls.filter((call) => call.type === 'NewExpression' && nameOf(call['callee'] as Node) === 'QueryClient')
  const [client] = made
  if (!client || made.length > 1) return undefined
  let at: Node | undefined = (client['arguments'] as Node[])[0]
  for (const name of ['defaultOptions', kind, 'retry']) {
    const object: Node | undefined = at && unwrap(at)
    if (!object) return { retry: undefined }
    if (object.type !== 'ObjectExpression') return undefined
    const properties = object['properties'] as Node[]
    if (properties.some((property) => property.type === 'SpreadElement')) return undefined
    at = properties.find((property) => propertyName(property) === name)?.['value'] as Node | undefined
  }
  const value = at && unwrap(at)
  if (!value) return { retry: undefined }
  if (value.type === 'Literal') return { retry: primitive(value['value'] as number | boolean) }
  const read = machine.readInPlace(value)
  return read && isCallable(read) ? { retry: read } : undefined
}

/** The policy of a query whose options are given; what they leave open a client may say. */
function queryPolicy(call: ModelCall, options: RetryOptions, usual: number): Policy {
  const retry = givenOption(options, 'retry')
  if (retry) return policyOf(retry)
  const said = clientDefault(call.machine, 'queries')
  if (said?.retry) return policyOf(said.retry)
  if (usual === 0 && !options.unseen) return { calls: 1 }
  return { calls: usual + 1, unsure: said && !options.unseen ? undefined : 'options-not-seen' }
}

interface Query {
  readonly options: RetryOptions
  readonly fn: Value
  readonly given: Value
}

/** `useQuery(options)`; before version 5 also `useQuery(key, fn, options)`. Solid and Svelte take a function that gives the options. */
function queryOf(call: ModelCall): Query {
  const { machine, site } = call
  const first = argument(call, 0)
  const given = isCallable(first) ? machine.call(first, UNDEFINED, [], site) : first
  const isPositional = optionsOf(given).every((option) => option.kind === 'primitive' || machine.object(option)?.elements !== undefined)
  if (!isPositional) {
    const options = readOptions(machine, given)
    return { options, fn: callableOf(options.get('queryFn')), given }
  }
  const hasFunction = isCallable(argument(call, 1)) || !isAbsent(argument(call, 2))
  const options = readOptions(machine, argument(call, hasFunction ? 2 : 1))
  return { options, fn: hasFunction ? callableOf(argument(call, 1)) : callableOf(options.get('queryFn')), given: argument(call, hasFunction ? 2 : 1) }
}

/** What a `queryFn` is called with. */
function contextOf({ machine }: ModelCall, options: RetryOptions, positionalKey: Value): Value {
  const key = options.get('queryKey')
  return machine.create(
    objectData([
      ['queryKey', isAbsent(key) ? positionalKey : key],
      ['pageParam', options.get('initialPageParam')],
      ['signal', unknown('signal')],
      ['meta', options.get('meta')],
    ], { open: true, label: 'context' }),
  )
}

function runQuery(call: ModelCall, query: Query, policy: Policy): Value {
  const { machine } = call
  const context = contextOf(call, query.options, argument(call, 0))
  const operation = (): Value => awaitValue(machine, operate(call, query.fn, [context]))
  const promise = policy.calls === 1 && isRefetched(query.options) ? refetched(call, operation) : runUnder(call, policy, operation, doubtOf(call, query.fn))
  const { fulfilled, rejected } = sidesOf(machine, promise)
  // Callbacks of version 4 and before.
  machine.fork([
    ...(fulfilled ? [() => (notify(call, query.options, 'onSuccess', [fulfilled]), notify(call, query.options, 'onSettled', [fulfilled, NULL]), UNDEFINED)] : []),
    ...(rejected ? [() => (notify(call, query.options, 'onError', [rejected]), notify(call, query.options, 'onSettled', [UNDEFINED, rejected]), UNDEFINED)] : []),
  ])
  return promise
}

/** `refetchInterval: 5000`, or a constant of another file: the query is asked again, however it went. What else it is may be `false`. */
function isRefetched(options: RetryOptions): boolean {
  const [interval, ...more] = optionsOf(options.get('refetchInterval'))
  if (more.length > 0) return false
  return interval?.kind === 'primitive' ? Number(interval.value) > 0 : interval?.kind === 'unknown' && interval.origin !== undefined
}

/** It has no end; the component has each result. */
function refetched({ machine, site }: ModelCall, operation: () => Value): Value {
  return retrying({ machine, site, operation, calls: Infinity, accepts: () => FALSE, settlesBetween: true })
}

function selected({ machine, site }: ModelCall, options: RetryOptions, data: Value): Value {
  const select = givenOption(options, 'select')
  return select && !isAbsent(data) ? machine.call(select, UNDEFINED, [data], site) : data
}

function hook(name: string, kind: 'query' | 'suspense' | 'infinite'): ClientFunction {
  return {
    sends: false,
    repeats: 'requests',
    run: (call) => {
      const { machine } = call
      const query = queryOf(call)
      const isMade = optionsOf(query.given).some((option) => machine.object(option)?.label === MADE)
      const promise = apart(machine, () => (isMade ? operate(call, query.fn, [contextOf(call, query.options, UNDEFINED)]) : runQuery(call, query, queryPolicy(call, query.options, USUAL_RETRIES))))
      const { rejected } = sidesOf(machine, promise)
      const pages = (data: Value): Value =>
        kind === 'infinite' && !isAbsent(data) ? machine.create(objectData([['pages', machine.create(listData(oneOrMore(data)))]], { open: true })) : data
      if (kind === 'suspense') kept(call, name, { fulfilled: undefined, rejected })
      if (kind === 'suspense' && rejected && !sidesOf(machine, promise).fulfilled) return machine.throwValue(rejected)
      return hookResult(call, name, promise, (data) => ({ data: selected(call, query.options, pages(data)), noError: NULL }))
    },
  }
}

/** How options are known that were asked about where they were made. */
const MADE = 'query options'

/** Options that a query is made with elsewhere: `queryOptions({ queryKey, queryFn })`. */
const OPTIONS: ClientFunction = {
  sends: false,
  repeats: 'requests',
  run: (call) => {
    const query = queryOf(call)
    const promise = apart(call.machine, () => runQuery(call, query, queryPolicy(call, query.options, USUAL_RETRIES)))
    hookResult(call, 'query', promise, (data) => ({ data, noError: NULL }))
    for (const option of optionsOf(query.given)) if (option.kind === 'object') call.machine.update(option, { label: MADE })
    return query.given
  },
}

/** `queryClient.fetchQuery(...)` and its like: not retried unless an option or the client says so. */
const FETCH: ClientFunction = {
  sends: false,
  repeats: 'requests',
  run: (call) => {
    const query = queryOf(call)
    const settings = readOptions(call.machine, call.origin?.settings)
    const retry = givenOption(query.options, 'retry') ?? givenOption(readOptions(call.machine, settings.get('queries')), 'retry')
    if (retry) return runQuery(call, query, policyOf(retry))
    const policy = queryPolicy(call, query.options, 0)
    if (policy.calls !== 1) return runQuery(call, query, policy)
    return operate(call, query.fn, [contextOf(call, query.options, argument(call, 0))])
  },
}

/** `prefetchQuery` keeps a failure for those who ask for the query. */
function prefetch(name: string): ClientFunction {
  return { ...FETCH, run: (call) => {
    const { machine } = call
    const { fulfilled, rejected, sends } = sidesOf(machine, FETCH.run(call))
    const ends = [...(fulfilled ? [{ fulfilled, rejected: undefined }] : []), ...(rejected ? [{ fulfilled: undefined, rejected }] : [])]
    machine.fork(ends.map((end) => () => (kept(call, name, end), UNDEFINED)))
    return settled(machine, { fulfilled: UNDEFINED, rejected: undefined, ...(sends && { sends }) })
  } }
}

function mutationHook(name: string): ClientFunction {
  return {
    sends: false,
    repeats: 'requests',
    run: (call) => {
      const { machine, site } = call
      const first = argument(call, 0)
      const given = optionsOf(first).some((option) => option.kind === 'closure') && isAbsent(argument(call, 1)) && isThunk(first) ? machine.call(first, UNDEFINED, [], site) : first
      const isPositional = isCallable(given)
      const options = readOptions(machine, isPositional ? argument(call, 1) : given)
      const fn = isPositional ? given : callableOf(options.get('mutationFn'))
      const mutate = (variables: Value, callbacks: RetryOptions | undefined): Value => runMutation(call, options, fn, variables, callbacks)
      // What it does is asked here too: its handlers are often called by code that is not seen.
      const shown = apart(machine, () => mutate(unknown('variables'), undefined))
      const result = hookResult(call, name, shown, (data) => ({ data, noError: NULL }))
      for (const option of optionsOf(result)) {
        machine.set(option, 'mutateAsync', native('mutateAsync', ([variables = UNDEFINED, callbacks]) => mutate(variables, callbacks && readOptions(machine, callbacks))))
        machine.set(option, 'mutate', native('mutate', ([variables = UNDEFINED, callbacks]) => {
          mutate(variables, callbacks && readOptions(machine, callbacks))
          return UNDEFINED
        }))
        machine.set(option, 'reset', native('reset', () => UNDEFINED))
      }
      return result
    },
  }
}

/** `() => ({ mutationFn })`, as Solid and Svelte have it. */
function isThunk(fn: Value): boolean {
  return optionsOf(fn).some((option) => {
    if (option.kind !== 'closure') return false
    const body = unwrap(option.node['body'] as Node)
    return body.type === 'ObjectExpression' && (body['properties'] as Node[]).some((property) => property.type === 'Property' && propertyName(property) === 'mutationFn')
  })
}

function runMutation(call: ModelCall, options: RetryOptions, fn: Value, variables: Value, callbacks: RetryOptions | undefined): Value {
  const { machine } = call
  const retry = givenOption(options, 'retry') ?? clientDefault(machine, 'mutations')?.retry
  const operation = (): Value => awaitValue(machine, operate(call, fn, [variables]))
  // Without the option a mutation is sent once, unless a client elsewhere says otherwise, which hardly any does.
  const promise = retry ? runUnder(call, policyOf(retry), operation, doubtOf(call, fn)) : operate(call, fn, [variables])
  const { fulfilled, rejected } = sidesOf(machine, promise)
  machine.fork([
    ...(fulfilled ? [() => {
      for (const from of [options, callbacks]) {
        if (!from) continue
        notify(call, from, 'onSuccess', [fulfilled, variables])
        notify(call, from, 'onSettled', [fulfilled, NULL, variables])
      }
      return UNDEFINED
    }] : []),
    ...(rejected ? [() => {
      machine.state.caught = true
      for (const from of [options, callbacks]) {
        if (!from) continue
        notify(call, from, 'onError', [rejected, variables])
        notify(call, from, 'onSettled', [UNDEFINED, rejected, variables])
      }
      return UNDEFINED
    }] : []),
  ])
  return promise
}

/** What makes a query or a mutation, by its name. */
const MAKES_ONE = /^(?:use|create|inject|fetch|prefetch|ensure)(?:Suspense)?(?:Infinite)?(?:Quer(?:y|ies)|Mutation)(?:Data)?$/

/** What a client says of its queries, or of its mutations; if it says nothing, what is usual of queries, where other files make them. */
function defaultPolicy(machine: Machine, kind: 'queries' | 'mutations', defaults: RetryOptions): Policy | undefined {
  const own = readOptions(machine, defaults.get(kind))
  const retry = givenOption(own, 'retry')
  if (retry) return policyOf(retry)
  const isUsual = kind === 'queries' && !defaults.unseen && !own.unseen && !machine.tree.calls.some((call) => MAKES_ONE.test(nameOf(call['callee'] as Node) ?? ''))
  return isUsual ? { calls: USUAL_RETRIES + 1 } : undefined
}

/** `new QueryClient({ defaultOptions })`: what it says holds for requests that are mostly made elsewhere. */
const CLIENT: ClientFunction = {
  sends: false,
  repeats: 'requests',
  instance: ['QueryClient()'],
  run: (call) => {
    const { machine } = call
    const options = readOptions(machine, call.args[0])
    const defaults = options.get('defaultOptions')
    for (const kind of machine.scenario.site === call.site && !options.unseen ? (['queries', 'mutations'] as const) : []) {
      const policy = defaultPolicy(machine, kind, readOptions(machine, defaults))
      if (policy) apart(machine, () => runUnder(call, policy, () => awaitValue(machine, operate(call, UNDEFINED, [])), undefined))
    }
    return newInstance(call, call.origin?.module ?? '@tanstack/react-query', ['QueryClient()'], isAbsent(defaults) ? undefined : defaults)
  },
}

const USE_CLIENT: ClientFunction = {
  sends: false,
  instance: ['QueryClient()'],
  run: (call) => newInstance(call, call.origin?.module ?? '@tanstack/react-query', ['QueryClient()'], undefined),
}

const FRAMEWORK_VERBS = ['use', 'create', 'inject']

function everyVerb(name: string, make: (name: string) => ClientFunction): [string, ClientFunction][] {
  return FRAMEWORK_VERBS.map((verb) => [`${verb}${name}`, make(`${verb}${name}`)])
}

const FUNCTIONS: Readonly<Record<string, ClientFunction>> = {
  ...Object.fromEntries([
    ...everyVerb('Query', (name) => hook(name, 'query')),
    ...everyVerb('SuspenseQuery', (name) => hook(name, 'suspense')),
    ...everyVerb('InfiniteQuery', (name) => hook(name, 'infinite')),
    ...everyVerb('SuspenseInfiniteQuery', (name) => hook(name, 'infinite')),
    ...everyVerb('Mutation', mutationHook),
  ]),
  queryOptions: OPTIONS,
  infiniteQueryOptions: OPTIONS,
  QueryClient: CLIENT,
  useQueryClient: USE_CLIENT,
  injectQueryClient: USE_CLIENT,
  'QueryClient().fetchQuery': FETCH,
  'QueryClient().fetchInfiniteQuery': FETCH,
  'QueryClient().ensureQueryData': FETCH,
  'QueryClient().prefetchQuery': prefetch('prefetchQuery'),
  'QueryClient().prefetchInfiniteQuery': prefetch('prefetchInfiniteQuery'),
}

/**
 * TanStack Query 5, and the versions before it (https://tanstack.com/query): measured with @tanstack/react-query 5.108.0,
 * in the browser.
 */
export const tanstackQueryLibrary: Client = {
  name: 'react-query',
  sendsNothing: true,
  // What is usual, where the file makes its client.
  sureBy: /\bretry\b|\bQueryClient\b/,
  modules: [
    '@tanstack/react-query', '@tanstack/query-core', '@tanstack/vue-query', '@tanstack/solid-query', '@tanstack/svelte-query', '@tanstack/preact-query',
    '@tanstack/angular-query-experimental', '@tanstack/react-query-experimental', 'react-query', 'vue-query',
  ],
  functionAt: (path) => (Object.hasOwn(FUNCTIONS, path.join('.')) ? FUNCTIONS[path.join('.')] : undefined),
}

/** Hooks that tRPC makes of procedures: `api.user.byId.useQuery(input, { retry })`. */
const PROCEDURE_HOOKS = new Set(['useQuery', 'useSuspenseQuery', 'useInfiniteQuery', 'useSuspenseInfiniteQuery'])

/** The second argument of a hook of a procedure are its options; what it calls is made elsewhere. */
const PROCEDURE: ClientFunction = {
  sends: false,
  repeats: 'requests',
  repeatsIf: (call) => saysRetry((call['arguments'] as Node[])[1]),
  run: (call) => {
    const { machine } = call
    const options = readOptions(machine, call.args[1])
    const retry = givenOption(options, 'retry')
    const name = call.origin?.path.at(-1) ?? 'useQuery'
    if (retry && machine.scenario.site === call.site) apart(machine, () => runUnder(call, policyOf(retry), () => awaitValue(machine, operate(call, UNDEFINED, [], trpcFailure)), undefined))
    const input = argument(call, 0)
    return machine.create(objectData([], { open: true, label: name, rest: unknown(name, carriesOf(input), { id: `${call.origin?.path.join('.')}(${machine.digest(input).id})` }) }))
  },
}

function saysRetry(options: Node | undefined): boolean {
  const object = options && unwrap(options)
  return object?.type === 'ObjectExpression' && (object['properties'] as Node[]).some((property) => property.type === 'Property' && propertyName(property) === 'retry')
}

/** tRPC with TanStack Query, by its hooks: the module that makes them is the program's own. */
export const procedureLibrary: Client = {
  name: 'react-query',
  sendsNothing: true,
  sureBy: /\bretry\b/,
  modules: [],
  modulePattern: /^(?:[.~#@]{1,2}\/|src\/)|trpc/,
  words: /Query\((?<=\.use(?:Suspense|Infinite)*Query\()[^]*\bretry\b/,
  functionAt: (path) => (path.length >= 3 && PROCEDURE_HOOKS.has(path.at(-1) ?? '') ? PROCEDURE : undefined),
}
