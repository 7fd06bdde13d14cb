import { describe, expect, it } from 'vitest'

import type { CheckFinding } from '../../analysis/index.ts'
import { isPaidFor } from '../../rules/paid-endpoints.ts'
import { parseSource } from '../../source/parse.ts'

const EMPTY = parseSource('', 'file.ts')

function finding(parts: Partial<CheckFinding>): CheckFinding {
  const base = { kind: 'check', range: [0, 0], client: 'fetch', request: 'fetch(url)', status: 402, verdict: 'blind', evidence: '', unpaid: false } as const
  return { ...base, ...parts }
}

const isPaidUrl = (url: string, ...entries: string[]) => isPaidFor(finding({ url }), entries, EMPTY)

describe('a host', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com/',
    'https://api.example.com/v1/items?page=2',
    'http://api.example.com:8080/v1',
    '//api.example.com/v1',
    'https://user:secret@api.example.com/v1',
    'https://API.Example.com/v1',
    'https://api.example.com/v1/${id}',
    'https://api.example.com/${path ? `a` : "b"}',
  ])('is found in %s', (url) => {
    expect(isPaidUrl(url, 'api.example.com')).toBe(true)
    expect(isPaidUrl(url, 'other.example.com', 'api.example.com')).toBe(true)
  })

  it.each([
    'https://example.com/v1',
    'https://api.example.com.evil.org/v1',
    'https://evil.org/api.example.com',
    'https://evil.org/?to=https://api.example.com',
    'https://myapi.example.com/',
    'https://apixexample.com/',
    '/api.example.com',
    '${base}/v1',
    'https://${host}/v1',
  ])('is not found in %s', (url) => {
    expect(isPaidUrl(url, 'api.example.com')).toBe(false)
  })

  it('may have a port', () => {
    expect(isPaidUrl('https://api.example.com:8443/v1', 'api.example.com:8443')).toBe(true)
    expect(isPaidUrl('https://api.example.com/v1', 'api.example.com:8443')).toBe(false)
    expect(isPaidUrl('https://api.example.com:9/v1', 'api.example.com:8443')).toBe(false)
  })

  it('may have a path', () => {
    expect(isPaidUrl('https://api.example.com/v1/items', 'api.example.com/v1/*')).toBe(true)
    expect(isPaidUrl('https://api.example.com/v2/items', 'api.example.com/v1/*')).toBe(false)
  })
})

describe('a star', () => {
  it('stands for a part of the host', () => {
    expect(isPaidUrl('https://files.stripe.com/v1', '*.stripe.com')).toBe(true)
    expect(isPaidUrl('https://a.b.stripe.com/v1', '*.stripe.com')).toBe(true)
    expect(isPaidUrl('https://${region}.stripe.com/v1', '*.stripe.com')).toBe(true)
    expect(isPaidUrl('https://stripe.com/v1', '*.stripe.com')).toBe(false)
    expect(isPaidUrl('https://evil.org/x.stripe.com', '*.stripe.com')).toBe(false)
  })

  it('alone stands for every host, and for no address without one', () => {
    expect(isPaidUrl('https://api.example.com/v1', '*')).toBe(true)
    expect(isPaidUrl('/v1', '*')).toBe(false)
  })

  it('stands for parts that are not known, whatever is written there', () => {
    expect(isPaidUrl('https://api.example.com/users/${id ?? 0}/invoices', 'https://api.example.com/users/*/invoices')).toBe(true)
    expect(isPaidUrl('https://${zones[a / b]}.example.com/v1', '*.example.com')).toBe(true)
  })

  it('stands for any characters of a path', () => {
    expect(isPaidUrl('https://api.example.com/v1/a/b', 'https://api.example.com/v1/*')).toBe(true)
    expect(isPaidUrl('https://api.example.com/users/7/invoices', 'https://api.example.com/users/*/invoices')).toBe(true)
    expect(isPaidUrl('https://api.example.com/users/${id}/invoices', 'https://api.example.com/users/*/invoices')).toBe(true)
    expect(isPaidUrl('https://api.example.com/users/7', 'https://api.example.com/users/*/invoices')).toBe(false)
  })
})

describe('a URL', () => {
  it('asks for its scheme, where the request has one', () => {
    expect(isPaidUrl('http://api.example.com/v1', 'https://api.example.com/*')).toBe(false)
    expect(isPaidUrl('//api.example.com/v1', 'https://api.example.com/*')).toBe(true)
  })

  it('asks for its whole path, and for no query', () => {
    expect(isPaidUrl('https://api.example.com/v1?x=1#y', 'https://api.example.com/v1')).toBe(true)
    expect(isPaidUrl('https://api.example.com/v1/items', 'https://api.example.com/v1')).toBe(false)
  })

  it('without a path stands for the whole host', () => {
    expect(isPaidUrl('https://api.example.com/v1/items', 'https://api.example.com')).toBe(true)
    expect(isPaidUrl('https://api.example.com/v1/items', 'https://api.example.com/')).toBe(false)
    expect(isPaidUrl('https://api.example.com', 'https://api.example.com/')).toBe(true)
  })
})

describe('a path', () => {
  it("stands for addresses on the page's own host", () => {
    expect(isPaidUrl('/api/paid/items', '/api/paid/*')).toBe(true)
    expect(isPaidUrl('/api/free/items', '/api/paid/*')).toBe(false)
    expect(isPaidUrl('https://api.example.com/api/paid/items', '/api/paid/*')).toBe(false)
  })
})

describe('a name', () => {
  it('is that of a client', () => {
    expect(isPaidFor(finding({ client: 'axios', request: 'http.get(url)' }), ['axios'], EMPTY)).toBe(true)
    expect(isPaidFor(finding({ client: 'fetch' }), ['axios'], EMPTY)).toBe(false)
  })

  it.each([
    ["import { request } from './api'", 'request(path)'],
    ["import api from './api'", "api.get('/credits')"],
    ["import * as api from './api'", "api.get('/credits')"],
    ["import { get as load } from './api'", 'load(path)'],
    ["const { request } = require('./api')", 'request(path)'],
    ["const { get: request } = require('./api')", 'request(path)'],
    ["const api = require('./api').default", 'api.get(path)'],
    ["const api = require('./api')({ key })", 'api.get(path)'],
  ])('is that of a module: %s', (code, request) => {
    const program = parseSource(code, 'file.ts')
    expect(isPaidFor(finding({ client: 'response', request }), ['./api'], program)).toBe(true)
    expect(isPaidFor(finding({ client: 'response', request }), ['./other'], program)).toBe(false)
    expect(isPaidFor(finding({ client: 'response', request: 'other(path)' }), ['./api'], program)).toBe(false)
  })
})

describe('an address that is not known', () => {
  it('is not that of any host', () => {
    expect(isPaidFor(finding({}), ['*', 'api.example.com', 'https://*'], EMPTY)).toBe(false)
  })
})

describe('an entry with `!` before it', () => {
  it('names what nobody charges for, and leaves the rest', () => {
    expect(isPaidUrl('/api/health', '!/api/health')).toBe(false)
    expect(isPaidUrl('/api/orders', '!/api/health')).toBe(true)
    expect(isPaidFor(finding({}), ['!/api/health'], EMPTY)).toBe(true)
  })

  it('leaves out a part of what an entry before it names', () => {
    expect(isPaidUrl('https://api.example.com/v1/items', 'api.example.com', '!api.example.com/v1/status')).toBe(true)
    expect(isPaidUrl('https://api.example.com/v1/status', 'api.example.com', '!api.example.com/v1/status')).toBe(false)
    expect(isPaidUrl('https://other.example.com/v1/items', 'api.example.com', '!api.example.com/v1/status')).toBe(false)
  })

  it('says nothing where an entry after it names the request', () => {
    expect(isPaidUrl('/api/internal/invoices', '!/api/internal/*', '/api/internal/invoices')).toBe(true)
    expect(isPaidUrl('/api/internal/users', '!/api/internal/*', '/api/internal/invoices')).toBe(false)
  })

  it('may name a client or an import', () => {
    const program = parseSource("import { notify } from './notify'", 'file.ts')
    expect(isPaidFor(finding({ client: 'axios', request: 'notify(text)' }), ['!./notify'], program)).toBe(false)
    expect(isPaidFor(finding({ client: 'axios', request: 'notify(text)' }), ['!axios'], program)).toBe(false)
    expect(isPaidFor(finding({ client: 'axios', request: 'load(id)' }), ['!./notify'], program)).toBe(true)
  })

  it('names a path below an address that is not known', () => {
    expect(isPaidUrl('${base}/internal/users', '!*/internal/*')).toBe(false)
    expect(isPaidUrl('${base}/users', '!*/internal/*')).toBe(true)
    expect(isPaidUrl('${base}/internal/users', '!api.example.com/internal/*')).toBe(true)
  })
})
