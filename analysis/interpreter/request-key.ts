import type { Machine } from './machine.ts'
import { carriesOf, optionsOf, UNDEFINED, type Value } from './values.ts'

/** Header fields that carry a payment proof, in lower case: x402 v1 and v2, MPP, Cashu NUT-24, Cloudflare Pay Per Crawl. */
const PROOF_HEADERS = new Set(['payment-signature', 'x-payment', 'payment-authorization', 'x-cashu', 'crawler-exact-price', 'crawler-max-price'])
/** Authentication schemes whose credential is a payment: L402 (once LSAT), MPP. */
const PROOF_SCHEMES = /^\s*(?:L402|LSAT|Payment)\b/i

/** Words in the names or values of headers that are put together elsewhere: `wallet.createPaymentHeader(...)`. */
const PROOF_WORDS = /payment(?!Required|_required)|\bl402|\blsat|preimage|macaroon|cashu|voucher/i

/** What makes two calls of `fetch(input, init)` the same request, and the payment proof that it carries. */
export function requestOf(machine: Machine, [input = UNDEFINED, init = UNDEFINED]: readonly Value[]): { key: string; proof: string; url: string | undefined } {
  const request = machine.object(input)
  const isRequest = request?.builtin === 'Request'
  const url = isRequest ? (request.properties.get('url') ?? input) : input
  const options = [init, ...(isRequest ? [input] : [])]
  const field = (name: string): string => options.map((option) => fieldOf(machine, option, name)).find((id) => id !== '') ?? ''
  const key = [field('method').toUpperCase(), machine.digest(url).id, field('body')].join(' ')
  return { key, proof: options.map((option) => proofIn(machine, option)).join(''), url: urlOf(machine, url) }
}

/** The digest of one option of the request; of options that are not known, their own. */
function fieldOf(machine: Machine, options: Value, name: string): string {
  return optionsOf(options)
    .map((option) => {
      const data = machine.object(option)
      if (!data) return option.kind === 'unknown' ? option.id : ''
      const own = data.properties.get(name)
      if (own) return machine.digest(own).id
      return [...data.properties].filter(([key]) => key.startsWith('...')).map(([, value]) => machine.digest(value).id).join()
    })
    .join('|')
}

/** Whether the headers among the options of a request carry a payment proof. */
/** The digest of headers that carry a payment proof; empty where none do. */
export function proofIn(machine: Machine, options: Value): string {
  const headers = optionsOf(options).flatMap((option) => machine.object(option)?.properties.get('headers') ?? [])
  return headers.filter((value) => optionsOf(value).some((item) => hasProof(machine, item))).map((value) => machine.digest(value).id).join()
}

function hasProof(machine: Machine, headers: Value): boolean {
  const data = machine.object(headers)
  if (!data) return false
  if (data.elements) return data.elements.some((pair) => isProof(machine.object(pair)?.elements?.[0], machine.object(pair)?.elements?.[1]))
  if (PROOF_WORDS.test(machine.digest(headers).id)) return true
  return [...data.properties].some(([name, value]) => PROOF_HEADERS.has(name.toLowerCase()) || (name.toLowerCase() === 'authorization' && isProofText(value)))
}

function isProof(name: Value | undefined, value: Value | undefined): boolean {
  if (name?.kind !== 'primitive' || !value) return false
  const header = String(name.value).toLowerCase()
  return PROOF_HEADERS.has(header) || (header === 'authorization' && isProofText(value))
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
  if (single?.kind === 'unknown') return single.isString || /[/:]/.test(single.label) ? single.label : undefined
  const url = single && machine.object(single)?.properties.get('url')
  return url && carriesOf(url) === 0 ? urlOf(machine, url) : undefined
}
