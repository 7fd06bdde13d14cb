import { globSource } from '../glob.ts'
import type { Origin } from '../interpreter/values.ts'
import { FILE_ENDING } from '../syntax/modules.ts'
import { packageNamed } from '../syntax/packages.ts'
import type { Client, ClientFunction } from './client.ts'
import { HTTP_CLIENTS } from './http-clients.ts'

/**
 * Modules of the program itself that export a client: what an import of them is called, and the client as findings name it:
 * `{ '@/lib/api': 'axios', '@/services#http': 'ky' }`. `*` stands for any characters; behind a `#` stands the export. Without
 * one the default export is the client, and so is what is exported under a name and has the method that is called of it.
 */
export type OwnClients = Readonly<Record<string, string>>

/** The clients that a module may export, by the name that findings have for them. */
export const CLIENT_NAMES: readonly string[] = [...new Set(HTTP_CLIENTS.filter((client) => instanceOf(client)).map(({ name }) => name))]

/**
 * Reads entries as command lines have them: `./lib/api=axios`, several in one word with commas between.
 *
 * @throws {TypeError} where one names no client
 */
export function readOwnClients(words: readonly string[]): OwnClients {
  const entries = words.flatMap((word) => word.split(',')).map((word): [string, string] => {
    const at = word.lastIndexOf('=')
    const [module, client] = [word.slice(0, at).trim(), word.slice(at + 1).trim()]
    if (at < 1 || module === '') throw new TypeError(`'${word}' is not of the form module=client, as in ./lib/api=axios`)
    if (!CLIENT_NAMES.includes(client)) throw new TypeError(`'${client}' is no client that is known; clients are ${CLIENT_NAMES.join(', ')}`)
    return [module, client]
  })
  return Object.fromEntries(entries)
}

/** What a file's imports are looked up by. */
export interface OwnModules {
  /** The name under which the clients know a module, which for others is that of the package, or the specifier. */
  readonly moduleNamed: (specifier: string) => string
  /** Whether a text imports one. */
  readonly areNamedIn: (text: string) => boolean
}

const NONE: OwnModules = { moduleNamed: packageNamed, areNamedIn: () => false }

const known = new WeakMap<OwnClients, OwnModules>()

/** Reads once what every file of a run is given. */
export function ownModules(clients: OwnClients | undefined): OwnModules {
  if (!clients) return NONE
  let own = known.get(clients)
  if (own === undefined) known.set(clients, (own = read(clients)))
  return own
}

function read(clients: OwnClients): OwnModules {
  if (Object.keys(clients).length === 0) return NONE
  const entries = Object.entries(clients).map(([key, client]) => ({ ...partsOf(key), client }))
  const patterns = entries.map(({ module, name, client }) => ({ pattern: new RegExp(`^${globSource(module, '[^]*')}${FILE_ENDING}$`), word: `${name}=${client}` }))
  const imported = new RegExp(`['"\`](?:${entries.map(({ module }) => globSource(module, '[^\'"`\\n]*')).join('|')})${FILE_ENDING}['"\`]`)
  return {
    moduleNamed: (specifier) => {
      const words = patterns.filter(({ pattern }) => pattern.test(specifier)).map(({ word }) => word)
      return words.length > 0 ? `${OWN}${words.join(',')}` : packageNamed(specifier)
    },
    areNamedIn: (text) => imported.test(text),
  }
}

/** The name of all that a module exports. */
const ALL = '*'

/** `#lib/api#http` is the export `http` of `#lib/api`: a subpath import begins with the sign. */
function partsOf(key: string): { readonly module: string; readonly name: string } {
  const at = key.lastIndexOf('#')
  return at > 0 ? { module: key.slice(0, at), name: key.slice(at + 1) } : { module: key, name: ALL }
}

/** How the module names of such modules begin, behind which stands what they export: no specifier does. */
const OWN = 'own clients:'

/** What a name of a module of the program's own stands for; undefined for any other module. */
export function standsFor({ module, path }: Origin): Origin | undefined {
  if (!module.startsWith(OWN)) return undefined
  const clients = new Map(module.slice(OWN.length).split(',').map((word) => word.split('=') as [string, string]))
  const [name, ...members] = path
  if (name === undefined) return undefined
  const named = clients.get(name)
  const client = clientNamed(named ?? clients.get(ALL))
  const instance = client && instanceOf(client)
  if (!instance) return undefined
  const at = (rest: readonly string[]): Origin => ({ module: client.modules[0] ?? '', path: [...instance, ...rest] })
  if (named !== undefined) return at(members)
  const inner = name === 'default' ? members : path
  // The default export too may be an object that holds the client, as what `require` gives is.
  const ways = inner.length > 1 ? [inner, inner.slice(1)] : [inner]
  return ways.map(at).find((way) => client.functionAt(way.path, way.module))
}

function clientNamed(name: string | undefined): Client | undefined {
  return HTTP_CLIENTS.find((client) => client.name === name)
}

/** The path that stands for an instance of a client, or for the one that its module exports. */
function instanceOf({ name, types, modules, functionAt }: Client): readonly string[] | undefined {
  const [typed] = Object.values(types ?? {})
  return typed ?? [[name], ['default']].find((path) => functionAt(path, modules[0])?.sends)
}

/** A function that is told by what name its package exports it. */
export function calledAs(fn: ClientFunction, origin: Origin): ClientFunction {
  return { ...fn, run: (call) => fn.run({ ...call, origin }) }
}
