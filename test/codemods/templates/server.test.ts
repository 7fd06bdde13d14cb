import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { parsePaymentRequired, PaymentRequiredError } from '../../../codemods/templates/payment-required.ts'
import { MPP } from './protocols.ts'

const HUGE = 5 * 1024 * 1024

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/json': (response) => response.setHeader('content-type', 'application/json').end('{"error":{"code":"no_credits"}}'),
  '/huge': (response) => response.end('x'.repeat(HUGE)),
  '/huge-json': (response) => response.end(`{"error":{"code":"no_credits","message":"${'x'.repeat(HUGE)}"}}`),
  '/zipped': (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(HUGE, 'y'))),
  '/none': (response) => response.end(),
  '/html': (response) => response.setHeader('content-type', 'text/html').end('<h1>402</h1><p>Code: DISABLED'),
  '/invalid': (response) => response.end(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0xc3])),
  '/broken': (response) => {
    response.setHeader('content-length', '1000').write('{"error":')
    setTimeout(() => response.destroy(), 20)
  },
  '/slow': (response) => {
    response.setHeader('retry-after', '7').write('{"error":')
    const timer = setInterval(() => response.write(' '), 100)
    response.on('close', () => {
      clearInterval(timer)
    })
  },
  '/merged': (response) => {
    const payment = MPP[0]?.headers?.['www-authenticate'] ?? ''
    response.setHeader('www-authenticate', ['Bearer realm="a, b"', payment]).end()
  },
}

let connections = 0
const server = createServer((request, response) => {
  response.statusCode = 402
  ANSWERS[request.url ?? '']?.(response)
}).on('connection', () => {
  connections += 1
})
let origin = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
})

beforeEach(() => {
  connections = 0
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('answers of a server', () => {
  test('JSON, and where it came from', async () => {
    const response = await fetch(`${origin}/json`)
    const payment = await parsePaymentRequired(response)
    expect(payment).toMatchObject({ kind: 'billing', code: 'no_credits', url: `${origin}/json` })
    expect(await response.json()).toEqual({ error: { code: 'no_credits' } })
  })

  test('5 MB of text', async () => {
    const response = await fetch(`${origin}/huge`)
    const payment = await parsePaymentRequired(response)
    expect(payment).toMatchObject({ kind: 'unknown', bodyTruncated: true, bodyText: 'x'.repeat(65_536) })
    expect(await response.text()).toHaveLength(HUGE)
  })

  test('5 MB of JSON', async () => {
    const response = await fetch(`${origin}/huge-json`)
    expect(await parsePaymentRequired(response)).toMatchObject({ kind: 'unknown', bodyTruncated: true })
    expect(await response.json()).toMatchObject({ error: { code: 'no_credits' } })
  })

  test('5 MB in a few zipped', async () => {
    const response = await fetch(`${origin}/zipped`)
    expect(await parsePaymentRequired(response)).toMatchObject({ bodyTruncated: true, bodyText: 'y'.repeat(65_536) })
    expect((await response.arrayBuffer()).byteLength).toBe(HUGE)
  })

  test('no body', async () => {
    const payment = await parsePaymentRequired(await fetch(`${origin}/none`))
    expect(payment).toMatchObject({ kind: 'unknown', body: undefined, bodyText: '', bodyTruncated: false })
  })

  test('HTML', async () => {
    const payment = await parsePaymentRequired(await fetch(`${origin}/html`))
    expect(payment).toMatchObject({ kind: 'unknown', message: undefined, body: '<h1>402</h1><p>Code: DISABLED' })
  })

  test('what is no UTF-8', async () => {
    const response = await fetch(`${origin}/invalid`)
    expect(await parsePaymentRequired(response)).toMatchObject({ kind: 'unknown', bodyText: '{\ufffd\ufffd\0' })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0xc3]))
  })

  test('a body that breaks off', async () => {
    const response = await fetch(`${origin}/broken`)
    expect(await parsePaymentRequired(response)).toMatchObject({ bodyText: '{"error":', bodyTruncated: true })
    await expect(response.text()).rejects.toThrow()
  })

  test('a body that does not end', async () => {
    const response = await fetch(`${origin}/slow`)
    const started = performance.now()
    const payment = await parsePaymentRequired(response)
    expect(performance.now() - started).toBeLessThan(4000)
    expect(payment.bodyText).toMatch(/^\{"error": +$/)
    expect(payment).toMatchObject({ bodyTruncated: true, retryAfterMs: 7000 })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('{"error":')
    await reader.cancel()
  })

  test('several header fields of one name', async () => {
    const payment = await parsePaymentRequired(await fetch(`${origin}/merged`))
    expect(payment).toMatchObject({ kind: 'mpp', schemes: ['Bearer', 'Payment'] })
  })

  test('errors keep no connection, though nobody reads their response', async () => {
    for (let request = 0; request < 5; request += 1) {
      const response = await fetch(`${origin}/json`)
      expect(response.status).toBe(402)
      const error = await PaymentRequiredError.from(response)
      expect(error.payment.code).toBe('no_credits')
    }
    expect(connections).toBeLessThanOrEqual(1)
  })
})
