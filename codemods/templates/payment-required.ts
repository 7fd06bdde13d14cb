/**
 * What an HTTP 402 (Payment Required) response says, as one typed value.
 *
 * Written by `add-402-handling` of eslint-plugin-http-errors. This file is yours: it has no dependencies, change it as
 * you like. It runs in browsers, workers and Node 18 or later.
 *
 *     if (response.status === 402) {
 *       throw await PaymentRequiredError.from(response)
 *     }
 *
 * A 402 does not go away by itself: don't send the same request again, unless `retryAfterMs` says when, and then with a
 * bound. Whoever pays should check `url`, amount, asset and recipient against limits of their own first.
 */

/**
 * How the server asks for payment. A program with a wallet can answer `x402`, `mpp`, `l402` and `crawl`; the others
 * need a person. In browsers, a header that the server does not expose (Access-Control-Expose-Headers) can't be seen.
 */
export type PaymentRequiredKind = PaymentRequiredDetails['kind']

export type PaymentRequired = PaymentRequiredBase & PaymentRequiredDetails

/** What every 402 has, whatever its kind. */
export interface PaymentRequiredBase {
  readonly status: 402
  /** Where the response came from, after redirects; '' when it does not say. */
  readonly url: string
  /** For people, in the server's words. */
  readonly message?: string | undefined
  /** For programs: a stable name such as `insufficient_credits`. Never '402'. */
  readonly code?: string | undefined
  /** Set only if the server sent a valid Retry-After. */
  readonly retryAfterMs?: number | undefined
  /** RFC 9457, whatever the kind: MPP servers send both. */
  readonly problem?: ProblemDetails | undefined
  /** All that the response offers, `kind` first. */
  readonly kinds: readonly PaymentRequiredKind[]
  /** The names of the WWW-Authenticate schemes, as sent. */
  readonly schemes: readonly string[]
  /** The JSON of the body, else its text, else undefined. */
  readonly body: unknown
  /** At most 64 KiB of it, as sent; '' if it was passed in parsed. */
  readonly bodyText: string
  /** There may be more: the body is long, slow, broken off, or was read before. */
  readonly bodyTruncated: boolean
}

export type PaymentRequiredDetails =
  | X402Details
  | MppDetails
  | L402Details
  | CrawlDetails
  | ProblemKindDetails
  | BillingDetails
  | UnknownDetails

/** x402, version 1 (body) or 2 (header PAYMENT-REQUIRED). */
export interface X402Details {
  readonly kind: 'x402'
  readonly x402Version: 1 | 2
  /** The offers that have all of their required members. */
  readonly accepts: readonly PaymentRequirements[]
  readonly resource?: Readonly<Record<string, unknown>> | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
  readonly error?: string | undefined
  /** Set when a payment was sent with the request: it may have been settled, so don't just pay again. */
  readonly settlement?: SettlementResponse | undefined
}

/** One offer of x402, with its other members as sent. */
export interface PaymentRequirements {
  readonly scheme: string
  readonly network: string
  /** In the smallest unit of `asset`. Version 1 calls it `maxAmountRequired`. */
  readonly amount: string
  readonly asset: string
  readonly payTo: string
  readonly [member: string]: unknown
}

/** How an x402 payment went, with `transaction`, `payer` and more as sent. */
export interface SettlementResponse {
  readonly success: boolean
  readonly errorReason?: string | undefined
  readonly [member: string]: unknown
}

/** Machine Payments Protocol: `WWW-Authenticate: Payment ...`. */
export interface MppDetails {
  readonly kind: 'mpp'
  readonly challenges: readonly PaymentChallenge[]
}

export interface PaymentChallenge {
  readonly id: string
  readonly realm: string
  readonly method: string
  readonly intent: string
  readonly request: PaymentRequest
  readonly expires?: string | undefined
  readonly digest?: string | undefined
  readonly description?: string | undefined
  /** The header that takes the credential, if not Authorization. */
  readonly header?: string | undefined
  /** To be sent back as it is. */
  readonly opaque?: string | undefined
}

export interface PaymentRequest {
  readonly amount?: string | undefined
  readonly currency?: string | undefined
  readonly [member: string]: unknown
}

/** Lightning: `WWW-Authenticate: L402 ...`, formerly LSAT. */
export interface L402Details {
  readonly kind: 'l402'
  readonly scheme: 'L402' | 'LSAT'
  readonly token: string
  readonly invoice: string
  readonly version?: string | undefined
}

/** Cloudflare Pay Per Crawl. */
export interface CrawlDetails {
  readonly kind: 'crawl'
  readonly price: { readonly currency: string; readonly amount: string }
  readonly crawlerError?: string | undefined
}

export interface ProblemKindDetails {
  readonly kind: 'problem'
  readonly problem: ProblemDetails
}

/** RFC 9457, with all other members as sent. */
export interface ProblemDetails {
  readonly type: string
  readonly title?: string | undefined
  readonly detail?: string | undefined
  readonly [member: string]: unknown
}

/** The account, card or plan has a problem that a person must solve. */
export interface BillingDetails {
  readonly kind: 'billing'
  readonly reason: BillingReason
  readonly error: {
    readonly message?: string | undefined
    readonly code?: string | undefined
    readonly type?: string | undefined
    readonly metadata?: Readonly<Record<string, unknown>> | undefined
  }
}

/** A guess from the server's words. */
export type BillingReason =
  | 'insufficient_credits'
  | 'quota_exceeded'
  | 'payment_failed'
  | 'account_suspended'
  | 'plan_required'
  | 'unknown'

export interface UnknownDetails {
  readonly kind: 'unknown'
}

/** As much of a response as is read here: that of fetch, or of a client with headers of its own or a plain object. */
export interface ResponseLike {
  readonly status?: number | undefined
  readonly url?: string | undefined
  readonly headers?: object | undefined
  /** A response without it is not read: what its client has put into `data`, `body` or `text` is taken, or pass `body`. */
  clone?(): { readonly body?: unknown; text?(): Promise<string> }
}

export interface ParseOptions {
  /** The body, if it was read before: parsed or text. */
  readonly body?: unknown
  /** The kind to tell about where a response offers several. */
  readonly prefer?: PaymentRequiredKind | undefined
}

export interface PaymentRequiredErrorOptions extends ParseOptions {
  /** The error that a client threw for this response. */
  readonly cause?: unknown
}

export type PaymentRequiredListener = (payment: PaymentRequired) => void | Promise<void>

/** A JSON object, of which these members are read. */
type Fields = Readonly<Record<string, unknown> & Partial<Record<FieldName, unknown>>>

type FieldName =
  | ('x402Version' | 'accepts' | 'resource' | 'extensions' | 'success' | 'errorReason')
  | ('scheme' | 'network' | 'asset' | 'payTo' | 'amount' | 'maxAmountRequired' | 'currency')
  | ('error' | 'errors' | 'message' | 'detail' | 'title' | 'err_msg')
  | ('code' | 'type' | 'status' | 'reason' | 'metadata' | 'tag' | 'err_code')
  | ('response' | 'statusCode' | 'data' | '_data' | 'body' | 'raw' | 'text')
  | ('get' | 'getReader')

type HeaderReader = (name: string) => string

interface Content {
  readonly body: unknown
  readonly bodyText: string
  readonly bodyTruncated: boolean
}

interface AuthChallenge {
  readonly scheme: string
  readonly params: Record<string, string | undefined>
}

interface ByteReader {
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined }>
  cancel(): unknown
}

export class PaymentRequiredError extends Error {
  override readonly name = 'PaymentRequiredError'
  readonly status = 402
  readonly payment: PaymentRequired
  readonly response: ResponseLike

  constructor(payment: PaymentRequired, response: ResponseLike, options: PaymentRequiredErrorOptions = {}) {
    super(payment.message ?? 'Payment required')
    this.payment = payment
    this.response = response
    if (options.cause !== undefined) Object.assign(this, { cause: options.cause })
  }

  /** The error for a 402 response. See `parsePaymentRequired` for what it reads. */
  static async from(response: ResponseLike, options: PaymentRequiredErrorOptions = {}): Promise<PaymentRequiredError> {
    return new PaymentRequiredError(await parsePaymentRequired(response, options), response, options)
  }

  /** The error for what a client threw on a 402, which becomes its `cause`. See `isPaymentRequired`. */
  static async fromError(error: unknown): Promise<PaymentRequiredError> {
    if (isPaymentRequiredError(error)) return error
    const { response, body } = answerIn(error)
    return PaymentRequiredError.from(response, { body, cause: error })
  }
}

/** Like `instanceof`, but also true for an error that another copy of this file made. */
export function isPaymentRequiredError(error: unknown): error is PaymentRequiredError {
  const { name, status, payment } = fieldsOf(error)
  return name === 'PaymentRequiredError' && status === 402 && isFields(payment)
}

/** Is it what a client throws on a 402: axios, ky, got, ofetch, superagent, an SDK? True for this module's error too. */
export function isPaymentRequired(error: unknown): boolean {
  const { response, status, statusCode } = fieldsOf(error)
  const answer = fieldsOf(response)
  return (answer.status ?? answer.statusCode ?? status ?? statusCode) === 402
}

const LIMIT = 64 * 1024
const TIMEOUT_MS = 3000
const listeners = new Set<PaymentRequiredListener>()

/** Calls `listener` for each 402 that `notifyPaymentRequired` tells of. Returns a function that ends this. */
export function onPaymentRequired(listener: PaymentRequiredListener): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Tells the listeners of a 402, soon: of its response, or of what a client threw. Leaves both to the caller. */
export function notifyPaymentRequired(responseOrError: unknown, options: ParseOptions = {}): void {
  if (listeners.size === 0) return
  const { response, body } = answerIn(responseOrError)
  const known = isPaymentRequiredError(responseOrError) && Promise.resolve(responseOrError.payment)
  const payment = known || parsePaymentRequired(response, { body, ...options })
  payment
    .then(() => {
      listeners.forEach((listener) => {
        payment.then(listener).catch(console.error)
      })
    })
    .catch(console.error)
}

/**
 * Reads what a 402 response says. Never rejects, whatever was sent. Call it before the body is read, or pass
 * `options.body`: at most 64 KiB of a clone are read, within 3 seconds, and the response itself stays unread.
 */
export async function parsePaymentRequired(
  response: ResponseLike,
  options: ParseOptions = {},
): Promise<PaymentRequired> {
  // What has no clone is no response of fetch: its client has read the body.
  const given = options.body === undefined && !response.clone ? answerIn(response).body : options.body
  const content = given === undefined ? await readContent(response) : contentOf(given)
  const header: HeaderReader = (name) => headerOf(response, name)
  const fields = fieldsOf(firstOf(content.body))
  const error = [fields.error, firstOf(fields.errors), fields.detail].find(isFields) ?? {}
  const challenges = parseWwwAuthenticate(header('www-authenticate'))

  const message = messageOf(fields, error)
  const code = codeOf(fields, error)
  const x402 = readX402(header, fields)
  const mpp = readMpp(challenges)
  const crawl = readCrawl(header)
  const problem = readProblem(header('content-type'), fields)
  const billing = problem || 'x402Version' in fields ? undefined : readBilling(error, message, code)
  const found = [x402, mpp, readL402(challenges), crawl, problem, billing].flatMap((details) => details ?? [])
  const preferred = found.find(({ kind }) => kind === options.prefer)
  const details: PaymentRequiredDetails = preferred ?? found[0] ?? { kind: 'unknown' }

  return {
    status: 402,
    url: textOf(response.url) ?? '',
    message: message ?? x402?.error ?? mpp?.challenges[0]?.description ?? firstText([content.body], PLAIN),
    code: firstText([x402?.settlement?.errorReason, x402?.error, crawl?.crawlerError, code], CODE),
    retryAfterMs: parseRetryAfter(header('retry-after')),
    problem: problem?.problem,
    kinds: Array.from(new Set([details, ...found].map(({ kind }) => kind))),
    schemes: challenges.map(({ scheme }) => scheme),
    ...content,
    ...details,
  }
}

function readX402(header: HeaderReader, body: Fields): X402Details | undefined {
  const inBody = body.x402Version === 1 || body.x402Version === 2 ? body : undefined
  const offer = [decodeFields(header('payment-required')), inBody].find((fields) => Array.isArray(fields?.accepts))
  // A payment that failed to settle is answered with its result and, by the reference server, without a new offer.
  const settled = decodeFields(header('payment-response') || header('x-payment-response'))
  if (!offer && !settled) return undefined
  const { x402Version, accepts, resource, extensions, error } = fieldsOf(offer)
  return {
    kind: 'x402',
    x402Version: x402Version === 1 ? 1 : 2,
    accepts: Array.isArray(accepts) ? accepts.map(withAmount).filter(isOffer) : [],
    resource: isFields(resource) ? resource : undefined,
    extensions: isFields(extensions) ? extensions : undefined,
    error: textOf(error),
    settlement: settled && { ...settled, success: settled.success === true, errorReason: textOf(settled.errorReason) },
  }
}

function isOffer(offer: Fields): offer is PaymentRequirements {
  return [offer.scheme, offer.network, offer.amount, offer.asset, offer.payTo].every(textOf)
}

/** With its amount as text: a number only if it is exact. */
function withAmount(value: unknown): Fields & { readonly amount: string | undefined } {
  const fields = fieldsOf(value)
  const amount = fields.amount ?? fields.maxAmountRequired
  return { ...fields, amount: Number.isSafeInteger(amount) ? String(amount) : textOf(amount) }
}

function readMpp(challenges: readonly AuthChallenge[]): MppDetails | undefined {
  const offers = challenges.flatMap(({ scheme, params }) => {
    const { id, realm, method, intent, request } = params
    const sent = scheme.toLowerCase() === 'payment' && decodeFields(request)
    if (!sent || !id || realm === undefined || !method || !intent) return []
    const terms = { ...withAmount(sent), currency: textOf(sent.currency) }
    return { ...params, id, realm, method, intent, request: terms }
  })
  return offers.length > 0 ? { kind: 'mpp', challenges: offers } : undefined
}

function readL402(challenges: readonly AuthChallenge[]): L402Details | undefined {
  for (const { scheme, params } of challenges) {
    const { invoice, macaroon, token = macaroon, version } = params
    const name = scheme.toUpperCase()
    if ((name === 'L402' || name === 'LSAT') && invoice && token) {
      return { kind: 'l402', scheme: name, token, invoice, version }
    }
  }
  return undefined
}

function readCrawl(header: HeaderReader): CrawlDetails | undefined {
  const [, currency, amount] = /^([A-Z]{3}) (\d+(?:\.\d+)?)$/.exec(header('crawler-price')) ?? []
  if (!currency || !amount) return undefined
  return { kind: 'crawl', price: { currency, amount }, crawlerError: textOf(header('crawler-error')) }
}

function readProblem(contentType: string, body: Fields): ProblemKindDetails | undefined {
  const type = textOf(body.type)
  const title = textOf(body.title)
  const detail = textOf(body.detail)
  const isDeclared = /^application\/problem\+json\b/i.test(contentType) && Object.keys(body).length > 0
  if (!isDeclared && !(title && (type ?? detail))) return undefined
  return { kind: 'problem', problem: { ...body, type: type ?? 'about:blank', title, detail } }
}

const REASONS: readonly (readonly [BillingReason, RegExp])[] = [
  ['payment_failed', /\bcard|declin|overdue|past.?due|invoice|billing|payment.?(?:fail|info|method)/i],
  ['account_suspended', /suspend|disabled|frozen|locked|delinquent|restrict/i],
  ['insufficient_credits', /credit|balance|fund|prepa(?:y|id)/i],
  ['quota_exceeded', /quota|limit|usage|budget|exceed/i],
  ['plan_required', /\bplan|upgrad|subscri|trial|\btier/i],
]

function readBilling(error: Fields, message?: string, code?: string): BillingDetails | undefined {
  if (!message && !code && Object.keys(error).length === 0) return undefined
  const words = [code, message].join(' ')
  const reason = REASONS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unknown'
  const metadata = isFields(error.metadata) ? error.metadata : undefined
  return { kind: 'billing', reason, error: { message, code, type: textOf(error.type), metadata } }
}

/** Vendors put it anywhere; the most specific place comes first. */
function messageOf(body: Fields, error: Fields): string | undefined {
  const details = [error.message, body.message, error.detail, body.detail, error.title, body.title]
  return firstText([...details, body.err_msg, body.error, firstOf(body.errors)])
}

function codeOf(body: Fields, error: Fields): string | undefined {
  const { reason } = fieldsOf(error.metadata)
  const inner = fieldsOf(firstOf(error.errors))
  const places = [reason, error.code, inner.reason, error.type, error.status]
  return firstText([...places, body.code, body.tag, body.err_code, body.error, body.type], CODE)
}

/** A name rather than a sentence, that says more than the status does. */
const CODE = /^(?!(?:402|error|unknown_error|about:blank)$)\w[\w.:/#?=&%~+-]{0,199}$/i

/** No page of HTML, and short enough to be meant for people. */
const PLAIN = /^[^<][^]{0,499}$/

function firstText(candidates: readonly unknown[], form = /./): string | undefined {
  return candidates.map(textOf).find((text) => text && form.test(text))
}

/** Seconds or an HTTP-date (RFC 9110, 10.2.3), in milliseconds from now. */
function parseRetryAfter(value: string): number | undefined {
  let ms = /^\d+$/.test(value) ? Number(value) * 1000 : NaN
  // The one form of a date that ends in the year, asctime's, leaves out that it is GMT.
  if (/\d:\d/.test(value)) ms = Date.parse(value.replace(/\d{4}$/, '$& GMT')) - Date.now()
  return Number.isSafeInteger(ms) ? Math.max(0, ms) : undefined
}

const AUTH_PART =
  /,|"(?:[^"\\]|\\[^])*"?|([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\[^])*)"?|([^\s,"=][^\s,"]*)))?/g

/** The challenges of WWW-Authenticate (RFC 9110, 11.6.1): several in one value, with commas in quotes. */
function parseWwwAuthenticate(value: string): AuthChallenge[] {
  const challenges: AuthChallenge[] = []
  let isFirst = true
  for (const [part, name, quoted, plain] of Array.from(value.matchAll(AUTH_PART))) {
    const param = quoted?.replace(/\\(?:u([\da-f]{4})|([^]))/gi, unescapeQuoted) ?? plain
    const challenge = challenges[challenges.length - 1]
    if (name && param !== undefined) {
      if (challenge) challenge.params[name.toLowerCase()] = param
    } else if (name && isFirst) {
      challenges.push({ scheme: name, params: {} })
    }
    isFirst = part === ','
  }
  return challenges
}

/** `\x` is x; MPP servers write what is beyond Latin-1 as `\uXXXX`. */
function unescapeQuoted(_escape: string, hex: string | undefined, char: string): string {
  return hex ? String.fromCharCode(parseInt(hex, 16)) : char
}

/** The JSON object in base64 or base64url, padded or not. */
function decodeFields(value = ''): Fields | undefined {
  try {
    const bytes = Uint8Array.from(atob(value.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
    const decoded: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isFields(decoded) ? decoded : undefined
  } catch {
    return undefined
  }
}

async function readContent(response: ResponseLike): Promise<Content> {
  let text = ''
  let complete: boolean | undefined = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS)
  })
  try {
    // Before any await, since the caller may go on to read the response.
    const copy = response.clone?.()
    const body = copy?.body
    if (hasReader(body)) {
      const reader = body.getReader()
      const decoder = new TextDecoder()
      for (let size = 0; size <= LIMIT; ) {
        const chunk = await Promise.race([reader.read(), timeout])
        complete = chunk?.done
        if (!chunk?.value) break
        text += decoder.decode(chunk.value.subarray(0, LIMIT - size), { stream: true })
        size += chunk.value.length || 1
      }
      // Not awaited: where the copy ends early, this settles only when the response itself is done with.
      Promise.resolve(reader.cancel()).catch(() => undefined)
    } else {
      const all = body === null ? '' : await Promise.race([copy?.text?.(), timeout])
      text += all ?? ''
      complete = text === all
    }
  } catch {
    // Read before, or broken off: what came is all there is.
  }
  clearTimeout(timer)
  return contentOf(text, !complete)
}

/** What a body says that was read: text, or what a client made of it. */
function contentOf(read: unknown, isCut = false): Content {
  if (typeof read !== 'string') return { body: read, bodyText: '', bodyTruncated: false }
  const bodyText = read.slice(0, LIMIT)
  let body: unknown = bodyText || undefined
  try {
    body = JSON.parse(bodyText)
  } catch {
    // No JSON: text.
  }
  return { body, bodyText, bodyTruncated: isCut || read.length > LIMIT }
}

/** The response that clients put into their errors, or leave out, and the body that they have read by then. */
function answerIn(error: unknown): { readonly response: ResponseLike; readonly body: unknown } {
  const thrown = fieldsOf(error)
  const answer = fieldsOf(thrown.response)
  const bodies = [answer.data, answer._data, thrown.data, answer.body, thrown.body, thrown.raw, thrown.error, thrown.text]
  return {
    response: [thrown.response, error].find(isResponse) ?? {},
    body: bodies.find((body) => textOf(body) ?? (isFields(body) && !('getReader' in body || 'pipe' in body))),
  }
}

function headerOf(response: ResponseLike, name: string): string {
  const { headers } = response
  const value = hasGet(headers) ? headers.get(name) : fieldsOf(headers)[name]
  return textOf(value)?.slice(0, LIMIT) ?? ''
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isResponse(value: unknown): value is ResponseLike {
  return isFields(value)
}

function hasReader(body: unknown): body is { getReader(): ByteReader } {
  return typeof fieldsOf(body).getReader === 'function'
}

function hasGet(headers: unknown): headers is { get(name: string): unknown } {
  return typeof fieldsOf(headers).get === 'function'
}
