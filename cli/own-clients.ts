import { dirname, resolve } from 'node:path'

import { FILE_ENDING, ownModules, type ExportedClient, type OwnClients } from '../analysis/index.ts'
import { withForwardSlashes } from '../source/paths.ts'

/** What one file imports: `from './api'`, `import('./api')`, `require('./api')`. */
const IMPORTED = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])((?:(?!\1)[^\\\n])+)\1/g
const ENDING = new RegExp(`${FILE_ENDING}$`)
/** How an alias of the project's root begins: `@/lib/api`, `~lib/api`, `#lib/api`, `src/lib/api`. */
const ALIAS = /^(?:[@~#$]\/?|src\/)/

/** A module of the program that exports a client which other files send requests through. */
export interface OwnClient {
  /** Absolute, as the file is called. */
  readonly path: string
  readonly client: string
  /** How many files import it. */
  readonly importers: number
  /** What the option `--client` has to be given to follow it. */
  readonly flag: string
}

/** An import that may lead to a file of the program. */
interface Import {
  /** The file that it stands in. */
  readonly file: string
  /** The specifier, without the ending of a file. */
  readonly written: string
  /** Where it leads: a path, or what follows an alias. */
  readonly target: string
  readonly isAlias: boolean
}

/** Finds, in the files of a run, the clients of the program's own that nobody has named. */
export class OwnClientSearch {
  readonly #named: ReturnType<typeof ownModules>
  readonly #exporters: { readonly path: string; readonly client: string }[] = []
  readonly #imports: Import[] = []

  /** @param clients those that are named */
  constructor(clients: OwnClients | undefined) {
    this.#named = ownModules(clients)
  }

  /** @param path absolute */
  readImports(path: string, text: string): void {
    for (const [, , specifier = ''] of text.matchAll(IMPORTED)) {
      const written = specifier.replace(ENDING, '')
      const isAlias = ALIAS.test(written)
      const target = isAlias ? written.replace(ALIAS, '') : withForwardSlashes(resolve(dirname(path), written))
      if (isAlias || written.startsWith('.')) this.#imports.push({ file: path, written, target, isAlias })
    }
  }

  /** @param path absolute */
  readExports(path: string, exported: readonly ExportedClient[]): void {
    const clients = new Set(exported.map(({ client }) => client))
    const [client] = clients
    // Of several, each would have to be named by its export.
    if (client !== undefined && clients.size === 1) this.#exporters.push({ path, client })
  }

  /** In the order in which they were read. */
  found(): OwnClient[] {
    return this.#exporters.flatMap(({ path, client }) => {
      const module = withForwardSlashes(path).replace(ENDING, '')
      const imports = this.#imports.filter((item) => leadsTo(item, module) && this.#named.moduleNamed(item.written) === item.written)
      const ending = endingOfAll(module, imports)
      // A pattern that names other modules too would be taken for them.
      const isClear = this.#imports.every((item) => leadsTo(item, module) || !item.written.endsWith(ending))
      const importers = new Set(imports.map(({ file }) => file)).size
      return importers > 0 && isClear ? [{ path, client, importers, flag: `*${ending}=${client}` }] : []
    })
  }
}

function leadsTo({ target, isAlias }: Import, module: string): boolean {
  return isAlias ? module.endsWith(`/${target}`) : target === module
}

/** As much of the end of a module's path as all of its importers write. */
function endingOfAll(module: string, imports: readonly Import[]): string {
  const parts = module.split('/')
  const endings = parts.map((_, index) => `/${parts.slice(index).join('/')}`)
  return endings.find((ending) => imports.every(({ written }) => written.endsWith(ending))) ?? `/${parts.at(-1) ?? ''}`
}
