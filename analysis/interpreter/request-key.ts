import type { Machine } from './machine.ts'
import type { Request } from './requests.ts'
import { Carries, carriesOf, optionsOf, UNDEFINED, type Value } from './values.ts'

/** Header fields that carry a payment proof, in lower case: x402 v1 and v2, MPP, Cashu NUT-24, Cloudflare Pay Per Crawl. */
const PROOF_HEADERS = new Set(['payment-signature', 'x-payment', 'payment-authorization', 'x-cashu', 'crawler-exact-price', 'crawler-max-price'])
/** Authentication schemes whose credential is a payment: L402 (once LSAT), MPP. */
const PROOF_SCHEMES = /^\s*(?:L402|LSAT|Payment)\b/i

/** Words in the names or values of headers that are put together elsewhere: `wallet.createPaymentHeader(...)`. */
const PROOF_WORDS = /payment(?!Required|_required)|\bl402|\blsat|preimage|macaroon|cashu|voucher/i

/** Names of header fields that say who asks. */
const CREDENTIAL_FIELD = /^(?:proxy-)?authorization$|^cookie$|api-?key|auth-?token|access-?token/i

/** Methods that ask for nothing but an answer (RFC 9110, 9.2.1), in upper case; fetch and others take GET for the usual one. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a method, not yet in upper case, is a safe one; undefined where that is not known. */
export function isSafeMethod(method: Value): boolean | undefined {
  return sameForAll(optionsOf(method).map((option) => (option.kind === 'primitive' ? SAFE_METHODS.has(String(option.value ?? 'GET').toUpperCase()) : undefined)))
}

/** Whether one of the arguments of a call says that it asks for nothing but an answer: `fetchWithAuth(url, { method: 'HEAD' })`. */
export function saysSafeMethod(machine: Machine, args: readonly Value[]): boolean | undefined {
  const [method] = args.flatMap(optionsOf).flatMap((option) => machine.object(option)?.properties.get('method') ?? [])
  return method && isSafeMethod(method)
}

function sameForAll(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined
}

/** What makes two calls of `fetch(input, init)` the same request, and the payment proof that it carries. */
export function requestOf(machine: Machine, [input = UNDEFINED, init = UNDEFINED]: readonly Value[]): Pick<Request, 'key' | 'target' | 'credentials' | 'proof' | 'url' | 'isSafe'> {
  const request = machine.object(input)
  const isRequest = request?.builtin === 'Request'
  const url = isRequest ? (request.properties.get('url') ?? input) : input
  const options = [init, ...(isRequest ? [input] : [])]
  const field = (name: string): string => options.map((option) => fieldOf(machine, option, name)).find((id) => id !== '') ?? ''
  const credentials = options.map((option) => credentialsIn(machine, option)).join('')
  const target = `${field('method').toUpperCase()} ${machine.digest(url).id}`
  const key = `${target} ${field('body')}`
  const asked = options.map((option) => asksSafely(machine, option))
  return { key, target, credentials, proof: options.map((option) => proofIn(machine, option)).join(''), url: urlOf(machine, url), isSafe: asked.includes(false) ? false : sameForAll(asked) }
}

/** Whether the options of a request give no method, or a safe one; undefined where that is not known. */
function asksSafely(machine: Machine, options: Value): boolean | undefined {
  return sameForAll(
    optionsOf(options).map((option) => {
      const data = machine.object(option)
      if (!data) return option.kind === 'primitive' ? true : undefined
      const method = data.properties.get('method')
      if (method) return isSafeMethod(method)
      return data.open || [...data.properties.keys()].some((name) => name.startsWith('...')) ? undefined : true
    }),
  )
}

/** The digest of one option of the request; of options that are not known, their own. Options that were copied give the same. */
function fieldOf(machine: Machine, options: Value, name: string): string {
  const digests = optionsOf(options).map((option) => {
    const data = machine.object(option)
    if (!data) return option.kind === 'unknown' ? option.id : ''
    const own = data.properties.get(name)
    if (own) return machine.digest(own).id
    return [...data.properties].filter(([key]) => key.startsWith('...')).map(([, value]) => machine.digest(value).id).join()
  })
  return [...new Set(digests)].join('|')
}

function headersIn(machine: Machine, options: Value): Value[] {
  return optionsOf(options).flatMap((option) => machine.object(option)?.properties.get('headers') ?? [])
}

/** The digest of the credentials among the headers of a request; empty where none are seen. */
export function credentialsIn(machine: Machine, options: Value): string {
  return headersIn(machine, options)
    .flatMap((headers) => optionsOf(headers))
    .flatMap((headers) => fieldsOf(machine, headers))
    .filter(([name]) => CREDENTIAL_FIELD.test(name))
    .map(([name, value]) => `${name.toLowerCase()}:${machine.digest(value).id}`)
    .join()
}

/** Header fields as far as they are known: of an object, a list of pairs, or a `Headers`. */
function fieldsOf(machine: Machine, headers: Value): (readonly [name: string, value: Value])[] {
  const data = machine.object(headers)
  const pairs = (data?.elements ?? []).flatMap((pair): (readonly [string, Value])[] => {
    const [name, value] = machine.object(pair)?.elements ?? []
    return name?.kind === 'primitive' && value ? [[String(name.value), value]] : []
  })
  return [...(data?.properties ?? []), ...pairs]
}

/** The digest of headers that carry a payment proof; empty where none do. */
export function proofIn(machine: Machine, options: Value): string {
  return headersIn(machine, options).filter((value) => optionsOf(value).some((item) => hasProof(machine, item))).map((value) => machine.digest(value).id).join()
}

/** Statuses that ask for other credentials: a request that is sent again with these is none that is merely retried. */
export function asksForCredentials(status: number | undefined): boolean {
  return status === 401 || status === 403 || status === 407 || status === 419
}

function hasProof(machine: Machine, headers: Value): boolean {
  const data = machine.object(headers)
  if (!data) return false
  if (!data.elements && PROOF_WORDS.test(machine.digest(headers).id)) return true
  return fieldsOf(machine, headers).some(([name, value]) => PROOF_HEADERS.has(name.toLowerCase()) || (name.toLowerCase() === 'authorization' && isProofText(value)) || isAnswerTo402(machine, name, value))
}

/**
 * A credential that was made of what the answer said (`authorization: await wallet.answer(challenge)`): asked about a
 * 402, that is a payment. The name of the field may be a constant of another module.
 */
function isAnswerTo402(machine: Machine, name: string, value: Value): boolean {
  return /authorization/i.test(name) && (machine.digest(value).carries & ~Carries.header) !== 0 && machine.asked.ask((status) => status === 402)
}

function isProofText(value: Value): boolean {
  return optionsOf(value).some((option) => {
    if (option.kind === 'primitive') return PROOF_SCHEMES.test(String(option.value))
    return option.kind === 'unknown' && option.isString === true && PROOF_SCHEMES.test(option.label)
  })
}

/** The address of a request as far as it is known: `https://api.example.com/v1/${id}`. */
export function urlOf(machine: Machine, input: Value | undefined): string | undefined {
  if (!input) return undefined
  const [single] = optionsOf(input)
  if (single?.kind === 'primitive' && typeof single.value === 'string') return single.value
  if (single?.kind === 'unknown') return single.isString || (single.isUrl && /[/:]/.test(single.label)) ? single.label : undefined
  const properties = single && machine.object(single)?.properties
  // undici's clients and Node's take the parts.
  const part = (name: string): string | undefined => urlOf(machine, properties?.get(name))
  const url = properties?.get('url') ?? properties?.get('origin')
  const host = part('hostname') ?? part('host')
  const address = url && carriesOf(url) === 0 ? urlOf(machine, url) : host && `//${host}`
  return address !== undefined && !properties?.has('url') ? `${address}${part('path') ?? ''}` : address
}
