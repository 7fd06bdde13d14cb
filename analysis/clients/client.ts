import type { Machine, ModelFunction } from '../interpreter/machine.ts'
import type { Value } from '../interpreter/values.ts'
import type { Node } from '../syntax/estree.ts'
import type { ScopeTree } from '../syntax/scopes.ts'
import type { Answers } from './answers.ts'

/** What is known of one HTTP client or retry library: one file each, registered in `index.ts`. */
export interface Client {
  /** As findings name it. */
  readonly name: string
  /** Module specifiers that export it; '' is the global object. */
  readonly modules: readonly string[]
  /** Further modules, where a vendor has a package for each service. */
  readonly modulePattern?: RegExp
  /** Where no name of a module shows that a file uses it: what it says then. */
  readonly words?: RegExp
  /** By itself it is no reason to look at a file: what it calls is. */
  readonly isNoReason?: boolean
  /**
   * It sends no requests, makes no clients and hears of no failures: it only calls what it is given, so that a file without
   * any other client has no answer that is checked.
   */
  readonly sendsNothing?: boolean
  /**
   * Of one that sends nothing: what a text has to say for it to be sure, with no other client, that something is sent again after
   * a failure. Nothing makes it sure, if left out.
   */
  readonly sureBy?: RegExp
  /**
   * What a function of the client does, by its path from the module (`['default', 'get']`); undefined where the path
   * names no function of it that matters here.
   */
  readonly functionAt: (path: readonly string[], module?: string) => ClientFunction | undefined
  /** Types of the module whose values are instances, by name, with the path that stands for such an instance. */
  readonly types?: Readonly<Record<string, readonly string[]>>
  /** The same where a vendor has a class for each of its services: types of these names are instances, of that path. */
  readonly typesNamed?: { readonly names: RegExp; readonly instance: readonly string[] }
  /** Classes of what a method sends, whatever it is a method of: `client.send(new PutObjectCommand())`. */
  readonly commands?: { readonly names: RegExp; readonly method: string }
  /** It sends to one vendor's service: what its functions are given is no address. */
  readonly isService?: boolean
  /** What its responses and errors hold. */
  readonly answers?: Answers
  /** The option or method that decides which answers reject, as users write it. */
  readonly decidedBy?: string
  /** It resolves whatever the status unless that is used. */
  readonly usuallyResolves?: boolean
  /** A status with which it gives no data, and no error: of a failure whose error nobody looks at it gives the same. */
  readonly givesNothingOn?: number
}

/** How kept functions see failures. */
export interface Keeper {
  /** Which argument is called with each failure. */
  readonly failures: number
  /** Sends a request of which nothing is known, at the function's parameter: its failure is what the function is given. */
  readonly send: (machine: Machine, parameter: Node) => Value
}

export interface ClientFunction {
  /** A request is sent by calling it; else it calls back, or makes an instance. */
  readonly sends: boolean
  readonly run: ModelFunction
  /**
   * It calls a function that it is given again when that fails, or sets up what does so. `requests`: what such libraries
   * are given are requests; `operations`: it may be anything.
   */
  readonly repeats?: 'requests' | 'operations'
  /** Which calls of it repeat, by their text; all of them, if left out. */
  readonly repeatsIf?: (call: Node, tree: ScopeTree) => boolean
  /** It calls once what it is given: that may be the request. */
  readonly passesOn?: boolean
  /** What it is given runs, or its request is sent, when somebody starts what it makes, and not when it is called. */
  readonly isLazy?: boolean
  /** It keeps the functions that it is given, to call them at other times: interceptors, listeners. */
  readonly keeps?: Keeper
  /** Calling it (or `new`) gives an instance of the client: the path that stands for that. */
  readonly instance?: readonly string[] | ((made: Node) => readonly string[])
}
