/** A value that left a program, as plain data that can be compared. Later changes of the value do not show. */
export type Snapshot =
  | { readonly kind: 'primitive'; readonly value: string | number | bigint | boolean | symbol | null | undefined }
  | { readonly kind: 'object'; readonly tag: string; readonly fields: Map<string, Snapshot> }
  /** `raw`: it is what `fetch` gave, not one that the program made. */
  | { readonly kind: 'response'; readonly raw: boolean; readonly fields: Map<string, Snapshot> }
  | { readonly kind: 'promise'; readonly fields: Map<string, Snapshot> }
  /** A stream of a body, which differs by status as the body does. */
  | { readonly kind: 'stream' }
  | { readonly kind: 'opaque'; readonly tag: string }

/** Times that a client takes with a clock of its own (urllib): no two runs have the same. */
const MEASURED: ReadonlySet<string> = new Set(['rt', 'timing'])

/** Takes snapshots. Bodies and promises are filled in later: `settle` waits for them. */
export class Snapshots {
  readonly #raw: WeakSet<Response>
  readonly #waiting: Promise<void>[] = []

  /** @param raw the responses that `fetch` gave */
  constructor(raw: WeakSet<Response>) {
    this.#raw = raw
  }

  take(value: unknown): Snapshot {
    return this.#take(value, new Map())
  }

  /** Fills in what could only be read later. Promises that never settle are left open. */
  async settle(patience: () => Promise<void>): Promise<void> {
    // Reading may find more of them, which a loop over the list comes to as well.
    for (const each of this.#waiting) await Promise.race([each, patience()])
  }

  #take(value: unknown, seen: Map<object, Snapshot>): Snapshot {
    if (typeof value === 'function') return { kind: 'opaque', tag: 'function' }
    if (typeof value !== 'object' || value === null) {
      return { kind: 'primitive', value: value as string | undefined }
    }
    const known = seen.get(value)
    if (known !== undefined) return { kind: 'opaque', tag: 'seen before' }
    const fields = new Map<string, Snapshot>()
    const snapshot = this.#shell(value, fields)
    seen.set(value, snapshot)
    if (value instanceof Response) this.#response(value, fields)
    else if (value instanceof Promise) this.#promise(value, fields)
    else if (snapshot.kind === 'object') this.#fields(value, fields, seen)
    return snapshot
  }

  #shell(value: object, fields: Map<string, Snapshot>): Snapshot {
    if (value instanceof Response) return { kind: 'response', raw: this.#raw.has(value), fields }
    if (value instanceof Promise) return { kind: 'promise', fields }
    if (value instanceof ReadableStream) return { kind: 'stream' }
    if (value instanceof ArrayBuffer || value instanceof Uint8Array) {
      return { kind: 'primitive', value: new TextDecoder().decode(value) }
    }
    if (value instanceof Date || value instanceof URL || value instanceof RegExp) {
      return { kind: 'primitive', value: String(value) }
    }
    if (value instanceof AbortSignal || value instanceof AbortController) return { kind: 'opaque', tag: 'abort' }
    return { kind: 'object', tag: (Object.getPrototypeOf(value) === null ? 'null' : value.constructor.name), fields }
  }

  #fields(value: object, fields: Map<string, Snapshot>, seen: Map<object, Snapshot>): void {
    for (const [name, field] of entriesOf(value)) fields.set(name, MEASURED.has(name) ? { kind: 'opaque', tag: 'measured' } : this.#take(field, seen))
    if (value instanceof Blob) this.#waiting.push(value.text().then((text) => void fields.set('text', this.take(text))))
  }

  #response(response: Response, fields: Map<string, Snapshot>): void {
    fields.set('status', this.take(response.status))
    fields.set('statusText', this.take(response.statusText))
    if (this.#raw.has(response)) return
    for (const [name, value] of response.headers) fields.set(name, this.take(value))
    if (response.bodyUsed || response.body?.locked === true) return
    const reading = response.clone().text()
    this.#waiting.push(reading.then((text) => void fields.set('body', this.take(text))))
  }

  #promise(promise: Promise<unknown>, fields: Map<string, Snapshot>): void {
    this.#waiting.push(
      promise.then(
        (value) => void fields.set('fulfilled', this.take(value)),
        (reason: unknown) => void fields.set('rejected', this.take(reason)),
      ),
    )
  }
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, field]) => [String(key), field])
  if (value instanceof Set) return [...value].map((field, index) => [String(index), field])
  if (value instanceof Headers || value instanceof FormData || value instanceof URLSearchParams) {
    return [...value] as [string, unknown][]
  }
  const entries: [string, unknown][] = Object.entries(value)
  if (value instanceof Error) {
    for (const name of ['name', 'message', 'cause', 'errors']) {
      if (!Object.hasOwn(value, name) && name !== 'name') continue
      if (entries.every(([known]) => known !== name)) entries.push([name, Reflect.get(value, name)])
    }
  }
  return [...entries, ...accessorsOf(value)]
}

/** What getters of the program's own classes say: a `get status()` is as visible to a caller as a field. */
function accessorsOf(value: object): [string, unknown][] {
  const found: [string, unknown][] = []
  let prototype: unknown = Object.getPrototypeOf(value)
  while (typeof prototype === 'object' && prototype !== null && !isBuiltIn(prototype)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (descriptor.get !== undefined) found.push([name, Reflect.get(value, name)])
    }
    prototype = Object.getPrototypeOf(prototype)
  }
  return found
}

function isBuiltIn(prototype: object): boolean {
  const { constructor } = prototype
  return typeof constructor !== 'function' || /\{\s*\[native code\]\s*\}\s*$/.test(String(constructor))
}
