import type { Machine, ModelCall } from '../interpreter/machine.ts'
import { binary } from '../interpreter/operators.ts'
import { awaitValue } from '../interpreter/promises.ts'
import { Carries, join, optionsOf, primitive, truthiness, unknown, type Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import { memberPath, propertyName, unwrap } from '../syntax/nodes.ts'
import type { Client, ClientFunction } from './client.ts'
import { retrying, type Doubt } from './retrying.ts'
import { askThrough } from './set-up.ts'
import { firstSetting } from './settings.ts'

/** When a client sends a request again, as the options of one call say it. */
export interface SendPolicy {
  /** What findings name; the call of the client, if left out. */
  readonly construct?: Node
  readonly calls: number | undefined
  readonly again?: (error: Value, attempt: number) => Value
  readonly accepts?: (result: Value, attempt: number) => Value
  readonly gaveUp?: (error: Value) => Value
  readonly asks?: boolean
  readonly unsure?: Doubt
}

/** Reads the policy of one call; undefined where the code says nothing of retries, so that what is usual holds. */
export type PolicyOf = (call: ModelCall, path: readonly string[]) => SendPolicy | undefined

/** A client whose requests are sent again as its options say; `makers`: only where an instance is made is asked. */
export function withRetries(client: Client, policyOf: PolicyOf, where: 'everywhere' | 'makers' = 'everywhere'): Client {
  const known = new Map<ClientFunction, ClientFunction>()
  return {
    ...client,
    functionAt(path) {
      const found = client.functionAt(path)
      if (!found || (!found.instance && (!found.sends || where === 'makers'))) return found
      const wrapped = known.get(found) ?? (found.sends ? sending(found, policyOf, path) : making(client, found, policyOf))
      known.set(found, wrapped)
      return wrapped
    },
  }
}

function sending(found: ClientFunction, policyOf: PolicyOf, path: readonly string[]): ClientFunction {
  return { ...found, run: (call) => sendAgain(found, call, policyOf(call, path)) }
}

/** A maker of instances: what its options say holds for requests that are mostly made elsewhere. */
function making(client: Client, found: ClientFunction, policyOf: PolicyOf): ClientFunction {
  const { answers } = client
  if (!answers) return found
  return {
    ...found,
    repeats: 'requests',
    repeatsIf: saysRetry,
    run: (call) => {
      const made = found.run(call)
      const origin = made.kind === 'unknown' ? made.origin : undefined
      const policy = (): SendPolicy | undefined => policyOf({ ...call, args: [], ...(origin && { origin }) }, ['get'])
      askThrough(call, answers, policy)
      return made
    },
  }
}

const RETRY_OPTION = /^(?:retr(?:y\w*|ies)|raxConfig|httpOptions)$/

/** Whether the arguments of a call say something of retries. */
function saysRetry(call: Node): boolean {
  return (call['arguments'] as Node[]).some((argument) => {
    const node = unwrap(argument)
    if (node.type === 'ObjectExpression') return (node['properties'] as Node[]).some((property) => property.type === 'Property' && RETRY_OPTION.test(propertyName(property) ?? ''))
    return node.type === 'ArrayExpression' && (node['elements'] as (Node | null)[]).some((element) => element?.type === 'CallExpression' && memberPath(element['callee'] as Node)?.at(-1) === 'retry')
  })
}

function sendAgain(client: ClientFunction, call: ModelCall, policy: SendPolicy | undefined): Value {
  const { machine, site } = call
  if (!policy || machine.quiet > 0) return client.run(call)
  let own: Value | undefined
  const promise = retrying({
    ...policy,
    machine,
    site: policy.construct ?? site,
    isClients: true,
    operation: () => {
      own = client.run(call)
      return awaitValue(machine, own)
    },
  })
  keepMethods(machine, own, promise)
  return promise
}

/** Methods that a client puts on its promises: `got(url).json()`. */
function keepMethods(machine: Machine, from: Value | undefined, to: Value): void {
  const properties = from && machine.object(from)?.properties
  if (properties && properties.size > 0 && to.kind === 'object') machine.update(to, { properties })
}

/** The options of a call, before those of the instance that it is made through. */
function optionsOfCall({ machine, args, origin }: ModelCall): readonly (Value | undefined)[] {
  const objects = args.filter((arg) => optionsOf(arg).some((option) => machine.object(option) !== undefined))
  return [...[...objects].reverse(), origin?.settings]
}

/** An option of a call or of its instance. */
export function optionOfCall(call: ModelCall, name: string): Value | undefined {
  return firstSetting(call.machine, optionsOfCall(call), name)
}

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'query', 'trace'])

/** The method of a request, in upper case; undefined where it is not known. */
export function methodOf(call: ModelCall, path: readonly string[]): string | undefined {
  const verb = path.at(-1) ?? ''
  if (VERBS.has(verb)) return verb.toUpperCase()
  const method = optionOfCall(call, 'method')
  if (!method) return 'GET'
  return method.kind === 'primitive' ? String(method.value).toUpperCase() : undefined
}

/** The status that a client's error is for: undefined for no answer; `other`: the error is of another kind. */
export function statusOfError(machine: Machine, error: Value): number | undefined | 'other' {
  const [single, ...more] = optionsOf(error)
  const failure = single && more.length === 0 ? machine.object(single)?.failure : undefined
  return failure ? failure.status : 'other'
}

/** The status of a response that a client resolves with. */
export function statusOfResponse(machine: Machine, response: Value): number | undefined {
  return machine.object(response)?.response?.status
}

/** Whether a status is in a list of statuses as the code has it; the list that is usual, where it has none. */
export function isListed(machine: Machine, list: Value | undefined, status: number, usual: readonly number[]): Value {
  if (!list) return primitive(usual.includes(status), Carries.status)
  return isIn(machine, list, status, (element) => binary('===', element, primitive(status)))
}

/** Whether a list of status codes as text names a status, alone (`'402'`) or with its class (`'4XX'`). */
export function isListedCode(machine: Machine, list: Value | undefined, status: number, usual: readonly string[]): Value {
  if (!list) return primitive(usual.includes(String(status)), Carries.status)
  return isIn(machine, list, status, (code) =>
    code.kind === 'primitive' ? primitive(new RegExp(`^${String(code.value).replace(/xx$/i, '\\d\\d')}$`).test(String(status))) : unknown('code'))
}

/** Whether a status is in one of several ranges, both ends included. */
export function isInRanges(machine: Machine, ranges: Value | undefined, status: number, usual: readonly (readonly [number, number])[]): Value {
  if (!ranges) return primitive(usual.some(([from, to]) => status >= from && status <= to), Carries.status)
  return isIn(machine, ranges, status, (range) => {
    const ends = machine.object(range)?.elements ?? []
    const [from, to] = ends.map((end) => (end.kind === 'primitive' ? Number(end.value) : undefined))
    return from === undefined || to === undefined ? unknown('range') : primitive(status >= from && status <= to)
  })
}

function isIn(machine: Machine, list: Value, status: number, test: (element: ReturnType<typeof optionsOf>[number]) => Value): Value {
  const answers = optionsOf(list).map((option): Value => {
    const data = machine.object(option)
    const elements = data?.elements ?? data?.entries?.map((entry) => entry.key)
    if (!elements) return unknown('list', Carries.handed, { id: `list includes ${status}` })
    const truths = elements.flatMap((element) => optionsOf(element)).map((element) => truthiness(test(element)))
    if (truths.includes(true)) return primitive(true, Carries.status)
    return truths.includes(undefined) ? unknown('includes', Carries.handed, { id: `list includes ${status}` }) : primitive(false, Carries.status)
  })
  return join(answers)
}

/** Whether a method is in a list, whatever the case of its letters. */
export function allowsMethod(machine: Machine, list: Value | undefined, method: string | undefined, usual: readonly string[]): boolean {
  if (method === undefined) return true
  const elements = list && machine.object(list)?.elements
  if (!list) return usual.includes(method)
  return !elements || elements.some((element) => element.kind !== 'primitive' || String(element.value).toUpperCase() === method)
}
