import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { parsePaymentRequired, type ResponseLike } from '../../../codemods/templates/payment-required.ts'
import { MPP, OTHERS } from './protocols.ts'
import { base64, responseOf } from './sample.ts'

const both = OTHERS.find(({ name }) => name.startsWith('two protocols'))

describe('Retry-After', () => {
  const { TZ } = process.env
  beforeEach(() => {
    // A date without a zone must not be taken as local.
    process.env.TZ = 'America/New_York'
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 8, 0, 0), toFake: ['Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })

  test.each([
    ['120', 120_000],
    ['0', 0],
    [' 5 ', 5000],
    ['Mon, 23 Nov 2026 08:00:30 GMT', 30_000],
    ['Monday, 23-Nov-26 08:00:30 GMT', 30_000],
    ['Mon Nov 23 08:00:30 2026', 30_000],
    ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
    ['2026-11-23T08:01:00Z', 60_000],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['12:00', undefined],
    ['9'.repeat(30), undefined],
  ])('%j is %j', async (value, expected) => {
    const payment = await parsePaymentRequired(new Response(null, { status: 402, headers: { 'retry-after': value } }))
    expect(payment.retryAfterMs).toBe(expected)
  })

  test('is not made up', async () => {
    expect((await parsePaymentRequired(new Response(null, { status: 402 }))).retryAfterMs).toBeUndefined()
  })
})

describe('where several kinds are offered', () => {
  test.each([
    ['x402', ['x402', 'mpp', 'billing']],
    ['mpp', ['mpp', 'x402', 'billing']],
    ['billing', ['billing', 'x402', 'mpp']],
    ['l402', ['x402', 'mpp', 'billing']],
  ] as const)('%s can be preferred', async (prefer, kinds) => {
    if (!both) expect.unreachable()
    const payment = await parsePaymentRequired(responseOf(both), { prefer })
    expect(payment.kinds).toEqual(kinds)
    expect(payment.kind).toBe(kinds[0])
  })
})

describe('a body that was read before', () => {
  test('parsed', async () => {
    const response = new Response('{"error":"from the response"}', { status: 402 })
    await response.text()
    const body = { error: { code: 'no_credits', message: 'None left' } }
    const payment = await parsePaymentRequired(response, { body })
    expect(payment).toMatchObject({ kind: 'billing', code: 'no_credits', body, bodyText: '', bodyTruncated: false })
  })

  test('as text', async () => {
    const payment = await parsePaymentRequired({}, { body: '{"code":"no_credits"}' })
    expect(payment).toMatchObject({ kind: 'billing', code: 'no_credits', bodyText: '{"code":"no_credits"}' })
  })

  test('as long text', async () => {
    const payment = await parsePaymentRequired({}, { body: 'a'.repeat(70_000) })
    expect(payment).toMatchObject({ kind: 'unknown', message: undefined, bodyTruncated: true })
    expect(payment.bodyText).toHaveLength(65_536)
  })

  test('as null', async () => {
    expect(await parsePaymentRequired({}, { body: null })).toMatchObject({ body: null, bodyTruncated: false })
  })

  test('and not passed', async () => {
    const response = new Response('{"error":"x"}', { status: 402, headers: { 'crawler-price': 'USD 1' } })
    await response.text()
    const payment = await parsePaymentRequired(response)
    expect(payment).toMatchObject({ kind: 'crawl', body: undefined, bodyText: '', bodyTruncated: true })
  })
})

describe('responses of other clients', () => {
  const headers = { 'www-authenticate': MPP[0]?.headers?.['www-authenticate'] ?? '', 'retry-after': '1' }

  test.each<[string, ResponseLike]>([
    ['plain headers', { status: 402, headers }],
    ['plain headers with space', { headers: { ...headers, 'retry-after': ' 1 ' } }],
    ['a map', { headers: new Map(Object.entries(headers)) }],
    ['text without a stream', { headers, clone: () => ({ text: () => Promise.resolve('{"code":"c"}') }) }],
  ])('%s', async (_name, response) => {
    expect(await parsePaymentRequired(response)).toMatchObject({ kind: 'mpp', retryAfterMs: 1000, url: '' })
  })

  test.each([
    ['data', 'axios'],
    ['body', 'got, superagent, ts-rest'],
  ])('what stands in %s is taken: %s', async (member) => {
    const body = { code: 'no_credits' }
    const read = { kind: 'billing', code: 'no_credits', body, bodyTruncated: false }
    expect(await parsePaymentRequired({ status: 402, headers: {}, [member]: body })).toMatchObject(read)
    expect(await parsePaymentRequired({ status: 402, headers: {}, [member]: { code: 'other' } }, { body })).toMatchObject(read)
  })

  test('text is read where there is no stream', async () => {
    const text = { clone: () => ({ text: () => Promise.resolve('{"code":"no_credits"}') }) }
    const expected = { kind: 'billing', code: 'no_credits', bodyTruncated: false }
    expect(await parsePaymentRequired(text)).toMatchObject(expected)
    const long = { clone: () => ({ body: {}, text: () => Promise.resolve('x'.repeat(65_537)) }) }
    expect(await parsePaymentRequired(long)).toMatchObject({ bodyText: 'x'.repeat(65_536), bodyTruncated: true })
  })

  test.each<[string, object]>([
    ['nothing', {}],
    ['odd values', { headers: { 'retry-after': ['1'], 'crawler-price': 1, 'payment-required': null }, url: 7 }],
    ['no headers', { headers: null }],
    ['an undefined clone', { clone: () => undefined }],
    ['a clone that throws', { clone: () => { throw new TypeError('used') } }],
    ['text that rejects', { clone: () => ({ text: () => Promise.reject(new Error('gone')) }) }],
    ['text that is none', { clone: () => ({ text: () => Promise.resolve(7) }) }],
    ['a stream that throws', { clone: () => ({ body: { getReader: () => { throw new TypeError('locked') } } }) }],
    ['a stream of text', { clone: () => new Response(textStream()) }],
  ])('%s does no harm', async (_name, response) => {
    expect(await parsePaymentRequired(response)).toMatchObject({ status: 402, kind: 'unknown', bodyTruncated: true })
  })

  test('the address', async () => {
    expect((await parsePaymentRequired({ url: 'https://a.example/' })).url).toBe('https://a.example/')
  })
})

describe('limits', () => {
  test.each([
    [65_535, false],
    [65_536, false],
    [65_537, true],
  ])('%d bytes', async (size, truncated) => {
    const payment = await parsePaymentRequired(new Response('a'.repeat(size), { status: 402 }))
    expect(payment.bodyText).toBe('a'.repeat(Math.min(size, 65_536)))
    expect(payment.bodyTruncated).toBe(truncated)
  })

  test('a character across two chunks, and one across the limit', async () => {
    const bytes = new TextEncoder().encode(`${'é'.repeat(32_767)}a€`)
    const chunks = [bytes.subarray(0, 3), bytes.subarray(3)]
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk) controller.enqueue(chunk)
        else controller.close()
      },
    })
    const payment = await parsePaymentRequired(new Response(stream, { status: 402 }))
    expect(payment.bodyText).toBe(`${'é'.repeat(32_767)}a`)
    expect(payment.bodyTruncated).toBe(true)
  })

  test('a stream of empty chunks ends', async () => {
    const empty = { read: () => Promise.resolve({ done: false, value: new Uint8Array() }), cancel: () => undefined }
    const payment = await parsePaymentRequired({ clone: () => ({ body: { getReader: () => empty } }) })
    expect(payment).toMatchObject({ bodyText: '', bodyTruncated: true })
  })

  test('a long header is read in time', async () => {
    const before = process.cpuUsage()
    for (const part of ['a="\\', ', ', 'a ', 'a = ', '"', '\\', 'a=', 'Payment id="']) {
      await parsePaymentRequired({ headers: { 'www-authenticate': part.repeat(1_000_000) } })
    }
    const { user } = process.cpuUsage(before)
    expect(user / 1000).toBeLessThan(2000)
  })

  test('a header too long for a regular expression does no harm', async () => {
    const headers = { 'www-authenticate': `Basic realm="${'x'.repeat(10_000_000)}` }
    expect(await parsePaymentRequired({ headers })).toMatchObject({ kind: 'unknown', schemes: ['Basic'] })
  })

  test('no timer is left behind', async () => {
    vi.useFakeTimers()
    try {
      await parsePaymentRequired(new Response('{}', { status: 402 }))
      await parsePaymentRequired({})
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('x402 in a header is read up to the limit', async () => {
    const offer = { scheme: 'exact', network: 'n', amount: '1', asset: 'a', payTo: 'p' }
    const headers = { 'payment-required': base64({ accepts: Array.from({ length: 500 }, () => offer) }) }
    const payment = await parsePaymentRequired({ headers })
    expect(payment.kind === 'x402' && payment.accepts).toHaveLength(500)
  })
})

function textStream(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue('{"code":"no_credits"}')
      controller.close()
    },
  })
}
