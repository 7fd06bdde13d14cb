import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { parsePaymentRequired, type PaymentRequired } from '../../../codemods/templates/payment-required.ts'
import { MPP, OTHERS, X402 } from './protocols.ts'
import { responseOf, type Sample } from './sample.ts'
import { FRAMEWORKS, VENDORS } from './vendors.ts'

const SAMPLES: readonly Sample[] = [...X402, ...MPP, ...OTHERS, ...VENDORS, ...FRAMEWORKS]
const LIMIT = 64 * 1024

const headerName = fc.constantFrom(
  ...['payment-required', 'payment-response', 'x-payment-response', 'www-authenticate', 'crawler-price'],
  ...['crawler-error', 'retry-after', 'content-type'],
)
const sentHeaders = fc.constantFrom(...SAMPLES.flatMap(({ headers = {} }) => Object.values(headers)))
const sentBody = fc.constantFrom(...SAMPLES.map((sample) => sample.body))
const sentText = sentBody.map((body) => (body === undefined ? '' : JSON.stringify(body)))

/** Some of a text replaced by other text: close to what is meant, and wrong. */
function damaged(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.nat(), fc.nat(20), fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('"', '\\', ',', '=', '{')))
    .map(([value, from, length, other]) => {
      const at = from % (value.length + 1)
      return value.slice(0, at) + other + value.slice(at + length)
    })
}

const headerValue = fc.oneof(sentHeaders, damaged(sentHeaders), fc.string({ unit: 'binary' }), fc.json())
const headers = fc.dictionary(headerName, headerValue)

/** What fetch lets through as a header. */
const legalHeaders = headers.map((sent) => {
  const legal = Object.entries(sent).map(([name, value]) => [name, value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '')])
  return Object.fromEntries(legal) as Record<string, string>
})

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.json().map(encode),
  sentText.map(encode),
  damaged(sentText).map(encode),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.nat(3 * LIMIT))
    .map(([part, size]) => repeated(part, size)),
)

// More by FUZZ_RUNS=20000, say.
const RUNS = { numRuns: Number(process.env.FUZZ_RUNS ?? 500) }

describe('whatever is sent', () => {
  test('the response is parsed and stays readable', async () => {
    await fc.assert(
      fc.asyncProperty(legalHeaders, bytes, fc.integer({ min: 1, max: 100 }), async (sent, body, pieces) => {
        const chunk = Math.ceil(body.length / pieces)
        const response = new Response(streamOf(body, chunk), { status: 402, headers: sent })
        const started = performance.now()
        const payment = await parsePaymentRequired(response)
        expect(performance.now() - started).toBeLessThan(1000)
        check(payment)
        expect(payment.bodyTruncated).toBe(body.length > LIMIT)
        expect(payment.bodyText).toBe(new TextDecoder().decode(body.subarray(0, LIMIT), { stream: true }))
        expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true)
      }),
      RUNS,
    )
  })

  test('as headers in a plain object and a body that was read before', async () => {
    const body = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })
    await fc.assert(
      fc.asyncProperty(headers, fc.oneof(body, fc.json(), sentBody), async (sent, read) => {
        check(await parsePaymentRequired({ headers: sent }, { body: read }))
      }),
      RUNS,
    )
  })

  test('as any JSON where a vendor has its error', async () => {
    const member = fc.constantFrom(
      ...['error', 'errors', 'message', 'detail', 'title', 'type', 'code', 'metadata', 'accepts'],
    )
    const scalar = fc.oneof(fc.string(), fc.double(), fc.constant(null))
    const value = fc.letrec((tie) => ({
      object: fc.dictionary(member, tie('value'), { maxKeys: 4 }),
      value: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), fc.array(tie('object'))),
    })).object
    await fc.assert(
      fc.asyncProperty(value, async (body) => {
        check(await parsePaymentRequired({}, { body }))
      }),
      RUNS,
    )
  })

  test('the samples are told whole, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...SAMPLES), fc.integer({ min: 1, max: 50 }), async (sample, chunk) => {
        const whole = responseOf(sample)
        const body = Buffer.from(await whole.clone().arrayBuffer())
        const pieces = new Response(streamOf(body, chunk), { status: 402, headers: whole.headers })
        expect(await parsePaymentRequired(pieces)).toEqual(await parsePaymentRequired(whole))
      }),
      { numRuns: 300 },
    )
  })
})

/** What holds of every parsed value. */
function check(payment: PaymentRequired): void {
  expect(payment.status).toBe(402)
  expect(payment.kinds[0]).toBe(payment.kind)
  expect(new Set(payment.kinds).size).toBe(payment.kinds.length)
  expect(payment.kinds.includes('unknown')).toBe(payment.kind === 'unknown')
  expect(payment.bodyText.length).toBeLessThanOrEqual(LIMIT)
  expect(typeof payment.url).toBe('string')
  for (const text of [payment.code, payment.message]) expect(text?.trim()).not.toBe('')
  expect(payment.code ?? '').not.toMatch(/^402$|\s/)
  expect(payment.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
  expect(Number.isSafeInteger(payment.retryAfterMs ?? 0)).toBe(true)
  if (payment.kind === 'x402') {
    for (const { scheme, network, amount, asset, payTo } of payment.accepts) {
      for (const member of [scheme, network, amount, asset, payTo]) expect(member).toEqual(expect.any(String))
    }
  }
  if (payment.kind === 'mpp') {
    for (const { id, realm, method, intent, request } of payment.challenges) {
      for (const member of [id, realm, method, intent, request.amount ?? '']) expect(member).toEqual(expect.any(String))
    }
  }
  if (payment.kind === 'problem') expect(payment.problem.type).toEqual(expect.any(String))
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function repeated(part: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  for (let at = 0; at < size; at += 1) all[at] = part[at % part.length] ?? 0
  return all
}

function streamOf(body: Uint8Array, chunk: number): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= body.length) {
        controller.close()
        return
      }
      controller.enqueue(body.slice(at, at + chunk))
      at += chunk
    },
  })
}
