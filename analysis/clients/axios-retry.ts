import { isOkStatus } from '../interpreter/builtins/responses.ts'
import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { objectData, type PromiseSides } from '../interpreter/objects.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { send } from '../interpreter/requests.ts'
import { Carries, FALSE, join, optionsOf, primitive, TRUE, truthiness, UNDEFINED, unknown, type Value } from '../interpreter/values.ts'
import { enclosingFunction } from '../syntax/around.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, rangeOf, unwrap } from '../syntax/nodes.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import { errorOf, responseOf } from './answers.ts'
import { axiosAnswers } from './axios.ts'
import { optionOfCall, type SendPolicy } from './client-retries.ts'
import { argument, helper, library } from './retry-library.ts'
import { countOf, givenOption, readOptions, unseenOption, type RetryOptions } from './retry-options.ts'
import { apart, retrying } from './retrying.ts'
import { setting } from './settings.ts'

const IDEMPOTENT = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']
const SAFE = ['GET', 'HEAD', 'OPTIONS']
/** Where the settings of an instance keep what was attached. */
const KEPT = 'axios-retry'

/** The status of an error of axios, or of one that looks like it; `none`: no answer came; undefined: not known. */
function statusIn({ machine, site }: Pick<ModelCall, 'machine' | 'site'>, error: Value): number | 'none' | undefined {
  const [single, ...more] = optionsOf(error)
  if (!single || more.length > 0) return undefined
  const failure = machine.object(single)?.failure
  if (failure) return failure.status ?? 'none'
  if (single.kind === 'primitive') return 'none'
  const status = machine.get(machine.get(single, 'response', site), 'status', site)
  return status.kind === 'primitive' && typeof status.value === 'number' ? status.value : undefined
}

function methodIn({ machine, site }: Pick<ModelCall, 'machine' | 'site'>, error: Value): string | undefined {
  const [single] = optionsOf(error)
  if (!single || single.kind === 'primitive') return undefined
  const config = machine.get(single, 'config', site)
  const method = optionsOf(config).every((option) => option.kind === 'primitive') ? UNDEFINED : machine.get(config, 'method', site)
  return method.kind === 'primitive' ? String(method.value ?? 'get').toUpperCase() : undefined
}

type Test = (call: Pick<ModelCall, 'machine' | 'site'>, error: Value) => Value

function byStatus(test: (status: number | 'none') => boolean): Test {
  return (call, error) => {
    const status = statusIn(call, error)
    return status === undefined ? unknown('isRetryable', call.machine.digest(error).carries) : primitive(test(status), Carries.status)
  }
}

const isNetworkError = byStatus((status) => status === 'none')
const isRetryableError = byStatus((status) => status === 'none' || status === 429 || (status >= 500 && status <= 599))

function forMethods(methods: readonly string[]): Test {
  return (call, error) => {
    const method = methodIn(call, error)
    return method !== undefined && !methods.includes(method) ? FALSE : isRetryableError(call, error)
  }
}

const isIdempotentRequestError = forMethods(IDEMPOTENT)
const isSafeRequestError = forMethods(SAFE)

function isNetworkOrIdempotentRequestError(call: Pick<ModelCall, 'machine' | 'site'>, error: Value): Value {
  return truthiness(isNetworkError(call, error)) === true ? TRUE : isIdempotentRequestError(call, error)
}

const TESTS: Readonly<Record<string, Test>> = { isNetworkError, isRetryableError, isIdempotentRequestError, isSafeRequestError, isNetworkOrIdempotentRequestError }

/** A promise counts as a yes, whatever it is fulfilled with, unless that is `false`. */
function told({ machine }: Pick<ModelCall, 'machine'>, answer: Value, error: Value): Value {
  return join(
    optionsOf(answer).map((option): Value => {
      if (!machine.object(option)?.promise) return option
      const inner = awaitValue(machine, option)
      const isNo = optionsOf(inner).every((value) => value.kind === 'primitive' && value.value === false)
      const mayBeNo = optionsOf(inner).some((value) => value.kind === 'unknown' || (value.kind === 'primitive' && value.value === false))
      if (isNo) return FALSE
      return mayBeNo ? unknown('retryCondition', machine.digest(error).carries) : TRUE
    }),
  )
}

function policyFor(call: Pick<ModelCall, 'machine' | 'site'>, construct: Node, options: RetryOptions): SendPolicy {
  const { machine, site } = call
  const retries = countOf(options.get('retries'), 3)
  const condition = givenOption(options, 'retryCondition')
  const onRetry = givenOption(options, 'onRetry')
  return {
    construct,
    calls: retries === undefined ? undefined : retries + 1,
    asks: condition !== undefined,
    unsure: unseenOption(options, 'retryCondition'),
    again: (error, attempt) => {
      const answer = condition ? told(call, machine.call(condition, UNDEFINED, [error], site), error) : isNetworkOrIdempotentRequestError(call, error)
      if (onRetry && truthiness(answer) !== false) awaitValue(machine, machine.call(onRetry, UNDEFINED, [primitive(attempt), error, unknown('config')], site))
      return answer
    },
  }
}

/** The policy of one call of axios: what its options say goes before what is attached to the instance. */
export function axiosPolicy(call: ModelCall): SendPolicy | undefined {
  const { machine, site } = call
  const attached = attachedTo(call)
  const own = optionOfCall(call, 'axios-retry')
  if (!attached) return undefined
  return policyFor(call, attached.construct ?? site, readOptions(machine, own, attached.options))
}

interface Attached {
  readonly construct: Node | undefined
  readonly options: Value
}

function attachedTo({ machine, site, origin }: ModelCall): Attached | undefined {
  const kept = setting(machine, origin?.settings, KEPT)
  const [single] = kept ? optionsOf(kept) : []
  if (single) return { construct: machine.tree.calls.find((node) => rangeOf(node)[0] === Number(startOf(machine, single))), options: machine.object(single)?.properties.get('options') ?? UNDEFINED }
  const callee = site['callee'] ? unwrap(site['callee'] as Node) : undefined
  const object = callee?.type === 'MemberExpression' ? (callee['object'] as Node) : callee
  const name = object && memberPath(object)?.join('.')
  const [attachment] = name === undefined ? [] : (attachments(machine.tree).get(name) ?? [])
  if (!attachment) return undefined
  const [, given] = attachment['arguments'] as Node[]
  return { construct: attachment, options: (given && machine.readInPlace(given)) ?? UNDEFINED }
}

function startOf(machine: Machine, kept: Value): unknown {
  const start = machine.object(kept)?.properties.get('start')
  return start?.kind === 'primitive' ? start.value : undefined
}

const ATTACHMENTS = new WeakMap<ScopeTree, Map<string, Node[]>>()

/** The calls of `axiosRetry(x, ...)` at the top level of a file, by `x`: that code may not have been run. */
function attachments(tree: ScopeTree): Map<string, Node[]> {
  const known = ATTACHMENTS.get(tree)
  if (known) return known
  const found = new Map<string, Node[]>()
  for (const call of tree.calls) {
    const name = memberPath(call['callee'] as Node)?.at(-1) ?? ''
    const [object] = call['arguments'] as Node[]
    const path = object && memberPath(object)?.join('.')
    if (!/^axios_?retry$/i.test(name) || path === undefined || enclosingFunction(call, tree) !== tree.program) continue
    found.set(path, [...(found.get(path) ?? []), call])
  }
  ATTACHMENTS.set(tree, found)
  return found
}

/** `axiosRetry(instance, options)`: what is sent through the instance, mostly elsewhere, is sent again. */
function attach(call: ModelCall): Value {
  const { machine, site } = call
  const instance = argument(call, 0)
  const options = argument(call, 1)
  for (const option of optionsOf(instance)) {
    const settings = option.kind === 'unknown' ? option.origin?.settings : undefined
    if (settings?.kind === 'object') machine.set(settings, KEPT, machine.create(objectData([['options', options], ['start', primitive(rangeOf(site)[0])]])))
  }
  if (machine.scenario.site === site) {
    const policy = policyFor(call, site, readOptions(machine, options))
    apart(machine, () => retrying({ ...policy, machine, site, operation: () => awaitValue(machine, sendSome(call)) }))
  }
  return unknown('axiosRetry()')
}

/** Some request through the instance: nothing is known of it but that it is a GET. */
function sendSome({ machine, site }: ModelCall): Value {
  const request = machine.create(objectData([['method', primitive('get')], ['url', unknown('url')]], { open: true, rest: unknown('config') }))
  const settle = (status: number | undefined, asked: boolean): PromiseSides => {
    const answered = { machine, site, status, asked, request }
    const isOk = isOkStatus(status)
    return { fulfilled: isOk ? responseOf(axiosAnswers, answered) : undefined, rejected: isOk ? undefined : errorOf(axiosAnswers, answered) }
  }
  return send(machine, { site, key: `axios-retry@${rangeOf(site)[0]}`, proof: '', url: undefined, settle })
}

const ATTACH = { sends: false, repeats: 'requests', run: attach } as const

const tests = Object.entries(TESTS).flatMap(([name, test]) => {
  const run = helper((call) => test(call, argument(call, 0)))
  return [[name, run] as const, [`default.${name}`, run] as const]
})

/** axios-retry 4.5 (https://github.com/softonic/axios-retry): 429, 5xx and no answer, for methods that may be repeated. */
export const axiosRetryLibrary = library('axios-retry', ['axios-retry'], {
  default: ATTACH,
  '': ATTACH,
  'default.default': ATTACH,
  ...Object.fromEntries(tests),
})
