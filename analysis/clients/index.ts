import type { Origin } from '../interpreter/values.ts'
import type { Client, ClientFunction } from './client.ts'
import { fetchClient } from './fetch.ts'

/** All clients and libraries that the analysis knows. */
export const CLIENTS: readonly Client[] = [fetchClient]

const BY_MODULE = new Map<string, Client[]>()
for (const client of CLIENTS) {
  for (const module of client.modules) BY_MODULE.set(module, [...(BY_MODULE.get(module) ?? []), client])
}

/** The client function that a name of a module stands for. */
export function clientFunctionAt(origin: Origin): { readonly client: Client; readonly function: ClientFunction } | undefined {
  for (const client of BY_MODULE.get(origin.module) ?? []) {
    // What `require` gives is the default export to one package and the namespace to another.
    const found = client.functionAt(origin.path) ?? (origin.path[0] === 'default' && origin.path.length > 1 ? client.functionAt(origin.path.slice(1)) : undefined)
    if (found) return { client, function: found }
  }
  return undefined
}
