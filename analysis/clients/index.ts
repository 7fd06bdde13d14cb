import type { Origin } from '../interpreter/values.ts'
import { angularJsPromises } from './angularjs-promises.ts'
import type { Client, ClientFunction } from './client.ts'
import { HTTP_CLIENTS } from './http-clients.ts'
import { lodashLibrary } from './lodash.ts'
import { calledAs, CLIENT_NAMES, standsFor } from './own-clients.ts'
import { ownRetries } from './own-retries.ts'
import { bluebird, QUEUES } from './queues.ts'
import { retried, RETRY_LIBRARIES } from './retry-libraries.ts'
import { typedModule } from './typed-module.ts'

/** All clients and libraries that the analysis knows. */
export const CLIENTS: readonly Client[] = [...RETRY_LIBRARIES, ...HTTP_CLIENTS.map(retried), ...QUEUES, bluebird, angularJsPromises, lodashLibrary, typedModule, ownRetries]

const PATTERNED = CLIENTS.filter((client) => client.modulePattern)
const BY_MODULE = new Map<string, Client[]>()
for (const client of CLIENTS) {
  for (const module of client.modules) BY_MODULE.set(module, [...(BY_MODULE.get(module) ?? []), client])
}

/** The status with which a client gives neither data nor an error. */
export function nothingOf(client: string): number | undefined {
  return HTTP_CLIENTS.find(({ name }) => name === client)?.givesNothingOn
}

/** What is known of a module. */
export function clientsOf(module: string): readonly Client[] {
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
    const instance = client.types && Object.hasOwn(client.types, name) ? client.types[name] : client.typesNamed?.names.test(name) ? client.typesNamed.instance : undefined
    if (instance) return { module, path: instance }
  }
  return undefined
}

/** What sends a command of an imported class, as a method of that name does: `send` of `PutObjectCommand`. */
export function senderOfCommand({ module, path }: Origin, method: string): ReturnType<typeof clientFunctionAt> {
  const client = clientsOf(module).find(({ commands }) => commands?.method === method && commands.names.test(path.at(-1) ?? ''))
  return client?.typesNamed && clientFunctionAt({ module, path: [...client.typesNamed.instance, method] })
}

/** Whether a client, as findings name it, sends to one vendor's service, whatever its functions are given. */
export function isService(name: string): boolean {
  return CLIENTS.some((client) => client.name === name && client.isService === true)
}

/** Whether what a client repeats may be sure to be sent again, as far as a text says. */
export function maySurelyRepeat(name: string, text: string): boolean {
  const clients = CLIENTS.filter((client) => client.name === name)
  return clients.length === 0 || clients.some((client) => mayBeSure(client, text))
}

/** The same of one client. */
export function mayBeSure({ sendsNothing, sureBy }: Client, text: string): boolean {
  return !sendsNothing || sureBy?.test(text) === true
}
