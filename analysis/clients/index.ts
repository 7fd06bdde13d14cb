import type { Origin } from '../interpreter/values.ts'
import { angularJsPromises } from './angularjs-promises.ts'
import type { Client, ClientFunction } from './client.ts'
import { HTTP_CLIENTS } from './http-clients.ts'
import { lodashLibrary } from './lodash.ts'
import { calledAs, CLIENT_NAMES, standsFor } from './own-clients.ts'
import { ownRetries } from './own-retries.ts'
import { QUEUES } from './queues.ts'
import { retried, RETRY_LIBRARIES } from './retry-libraries.ts'
import { typedModule } from './typed-module.ts'

/** All clients and libraries that the analysis knows. */
export const CLIENTS: readonly Client[] = [...RETRY_LIBRARIES, ...HTTP_CLIENTS.map(retried), ...QUEUES, angularJsPromises, lodashLibrary, typedModule, ownRetries]

const PATTERNED = CLIENTS.filter((client) => client.modulePattern)
const BY_MODULE = new Map<string, Client[]>()
for (const client of CLIENTS) {
  for (const module of client.modules) BY_MODULE.set(module, [...(BY_MODULE.get(module) ?? []), client])
}

function clientsOf(module: string): readonly Client[] {
  let clients = BY_MODULE.get(module)
  if (!clients) BY_MODULE.set(module, (clients = PATTERNED.filter((client) => client.modulePattern?.test(module))))
  return clients
}

/** The client function that a name of a module stands for. */
export function clientFunctionAt(origin: Origin): { readonly client: Client; readonly function: ClientFunction } | undefined {
  const other = otherName(origin)
  const own = standsFor(origin) ?? (other && standsFor({ ...origin, path: other }))
  if (own) {
    const found = clientFunctionAt(own)
    return found && { ...found, function: calledAs(found.function, { ...origin, ...own }) }
  }
  for (const client of clientsOf(origin.module)) {
    const found = client.functionAt(origin.path, origin.module) ?? (other && client.functionAt(other, origin.module))
    if (found) return { client, function: found }
  }
  return undefined
}

/**
 * What `require` gives is the default export to one package and the namespace to another; and what a CommonJS package exports may be
 * imported as its namespace, and called: `import * as fetch from 'node-fetch'`.
 */
function otherName({ module, path }: Origin): readonly string[] | undefined {
  if (path.length === 0) return module === '' ? undefined : ['default']
  return path[0] === 'default' && path.length > 1 ? path.slice(1) : undefined
}

/** The client that an origin is an instance of, or the one that its module exports, as findings name it. */
export function clientOfInstance(origin: Origin): string | undefined {
  const isInstance = origin.path.at(-1)?.endsWith('()') ?? false
  const isWhole = origin.path.join('.') === 'default' && clientFunctionAt(origin)?.function.sends === true
  return isInstance || isWhole ? clientsOf(origin.module).map(({ name }) => name).find((name) => CLIENT_NAMES.includes(name)) : undefined
}

/** The instance that a value of an imported type is: `AxiosInstance`. */
export function instanceOfType({ module, path }: Origin): Origin | undefined {
  const name = path.at(-1) ?? ''
  for (const client of clientsOf(module)) {
    const instance = client.types && Object.hasOwn(client.types, name) ? client.types[name] : undefined
    if (instance) return { module, path: instance }
  }
  return undefined
}

/** Whether what a client repeats may be sure to be sent again, as far as a text says. */
export function maySurelyRepeat(name: string, text: string): boolean {
  const clients = CLIENTS.filter((client) => client.name === name)
  return clients.length === 0 || clients.some((client) => mayBeSure(client, text))
}

function mayBeSure({ sendsNothing, sureBy }: Client, text: string): boolean {
  return !sendsNothing || sureBy?.test(text) === true
}

/** What of a text shows that it uses one of some clients. */
interface Signs {
  /** The name of a module where one is imported, with the comments that bundlers read in front of it. */
  readonly imported: RegExp
  readonly used: readonly RegExp[]
}

const REASONS = CLIENTS.filter((client) => !client.isNoReason)
/** Those that send requests themselves, those of them and of others that may be sure to send again, or all. */
export type Counted = 'senders' | 'sure' | 'all'
const SIGNS: Readonly<Record<Counted, Signs>> = {
  senders: signsOf(REASONS.filter(({ sendsNothing }) => !sendsNothing)),
  sure: signsOf(REASONS.filter(({ sendsNothing, sureBy }) => !sendsNothing || sureBy)),
  all: signsOf(REASONS),
}

function signsOf(clients: readonly Client[]): Signs {
  const names = [...new Set(clients.flatMap((client) => client.modules).filter((module) => module !== ''))].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  const patterns = clients.filter((client) => client.modulePattern && !client.words).map((client) => `${client.modulePattern?.source.replace('^', '') ?? ''}[^'"\`]*`)
  return {
    imported: new RegExp(`(?:\\bfrom|\\bimport|\\brequire)(?:[\\s(]|/\\*[^*]*\\*/)*['"\`](${[...names, ...patterns].join('|')})['"\`]`, 'g'),
    used: clients.flatMap(({ words }) => words ?? []),
  }
}

const NAMED = /\b_*axios|\binterceptors\b|XMLHttpRequest/
/** Plain words of those: to look for them takes half the time. */
const NAMED_WORDS = ['axios', 'interceptors', 'XMLHttpRequest']
/** What stands before a module's name where only types come from there. */
const TYPES_FROM = /\b(?:import|export)\s*(?:\s+type\s[^'"`;]*|\{(?:\s*type\s[^,}'"`;]*,?)*\s*\}\s*)$/
/** A line of a comment up to there; code with a star in front calls or awaits something. */
const COMMENT = /^[ \t]*(?:\/\/|\*[ \t]+[^(\n]*$)/

/**
 * Whether a file can use a client, by its text alone: false means that it can't.
 *
 * @param counted which clients count
 */
export function namesClient(text: string, counted: Counted): boolean {
  if (NAMED_WORDS.some((word) => text.includes(word)) && NAMED.test(text)) return true
  const { imported, used } = SIGNS[counted]
  return imports(text, imported, counted) || used.some((words) => words.test(text))
}

function imports(text: string, modules: RegExp, counted: Counted): boolean {
  for (const { index, 1: module = '' } of text.matchAll(modules)) {
    const clients = clientsOf(module)
    if (counted === 'sure' && !clients.some((client) => mayBeSure(client, text))) continue
    const before = text.slice(Math.max(0, index - 1000), index)
    if (COMMENT.test(before.slice(before.lastIndexOf('\n') + 1))) continue
    if (clients.some(({ types }) => types) || !TYPES_FROM.test(before)) return true
  }
  return false
}
