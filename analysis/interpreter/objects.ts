import type { Node } from '../syntax/estree.ts'
import type { Single, Unknown, Value } from './values.ts'

/** How a promise is settled, as far as the run has seen. Neither side: it stays pending. Both: either may happen. */
export interface PromiseSides {
  readonly fulfilled: Value | undefined
  readonly rejected: Value | undefined
  /** The requests whose answers it waits for. */
  readonly sends?: readonly number[]
}

/** An HTTP response in the shape of the Fetch standard, or of the client that made it. */
export interface ResponseData {
  readonly status: number
  /** The request site that it answers; its offset names the body. */
  readonly site: Node
  /** Which send of the run it answers: another answer has another body. */
  readonly send: number
  /** It answers the request that is asked about: what is read from it carries the answer. */
  readonly asked: boolean
}

/** An entry whose key is known. */
export interface Entry {
  readonly key: Single
  readonly value: Value
}

/** What the heap holds under one address. Never changed in place. */
export interface ObjectData {
  readonly properties: ReadonlyMap<string, Value>
  /** A class of the file, or the object to look further in. */
  readonly prototype?: Single
  /** The name of the built-in class: `Error`, `TypeError`, `Map`, `Headers` ... */
  readonly builtin?: string
  /** It may have properties that are not known. */
  readonly open: boolean
  /** What an open object's other properties are read from. */
  readonly rest?: Unknown
  /** How the code names it, for evidence. */
  readonly label?: string
  readonly elements?: readonly Value[]
  /** False where there may be fewer or more elements. */
  readonly exact?: boolean
  readonly promise?: PromiseSides
  readonly response?: ResponseData
  /** The error of an HTTP client for an answer of `status`; undefined where no answer came. */
  readonly failure?: { readonly status: number | undefined; readonly client: string; readonly classes: readonly string[] | undefined }
  readonly entries?: readonly Entry[]
  readonly pattern?: RegExp
  readonly frozen?: boolean
}

export function objectData(properties: Iterable<readonly [string, Value]> = [], more: Partial<ObjectData> = {}): ObjectData {
  return { properties: new Map(properties), open: false, ...more }
}
