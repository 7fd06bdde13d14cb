import { base64, base64url, type Sample } from './sample.ts'

const V1_OFFER = {
  scheme: 'exact',
  network: 'base',
  maxAmountRequired: '10000',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  payTo: '0x209693Bc6afc0C5328bA36FaF03C514EF312287C',
  resource: 'https://api.example.com/weather',
  description: 'Weather',
  mimeType: 'application/json',
  outputSchema: null,
  maxTimeoutSeconds: 60,
  extra: { name: 'USDC', version: '2' },
}
const V1_BODY = { x402Version: 1, error: 'X-PAYMENT header is required', accepts: [V1_OFFER] }

const V2_OFFER = {
  scheme: 'exact',
  network: 'eip155:8453',
  amount: '10000',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  payTo: '0x209693Bc6afc0C5328bA36FaF03C514EF312287C',
  maxTimeoutSeconds: 60,
}
const V2 = {
  x402Version: 2,
  error: 'PAYMENT-SIGNATURE header is required',
  resource: { url: 'https://api.example.com/weather' },
  accepts: [V2_OFFER],
}
const SETTLEMENT = { success: false, errorReason: 'insufficient_funds', transaction: '', network: 'eip155:8453' }

/** x402 versions 1 and 2 (facts/payment-required.md, 1.4). */
export const X402: readonly Sample[] = [
  {
    name: 'version 1 in the body',
    body: V1_BODY,
    expected: {
      kind: 'x402',
      kinds: ['x402'],
      x402Version: 1,
      accepts: [{ ...V1_OFFER, amount: '10000' }],
      error: 'X-PAYMENT header is required',
      message: 'X-PAYMENT header is required',
      code: undefined,
    },
  },
  {
    name: 'version 2 in the header, with an empty object as body',
    headers: { 'payment-required': base64(V2) },
    body: {},
    expected: { kind: 'x402', kinds: ['x402'], x402Version: 2, accepts: [V2_OFFER], resource: V2.resource },
  },
  {
    name: 'version 2 in base64url without padding',
    headers: { 'payment-required': base64url({ ...V2, error: '>>>???~~~' }) },
    expected: { kind: 'x402', x402Version: 2, accepts: [V2_OFFER], message: '>>>???~~~' },
  },
  { name: 'version 2 in the body', body: V2, expected: { kind: 'x402', x402Version: 2, accepts: [V2_OFFER] } },
  {
    name: 'the header before the body',
    headers: { 'payment-required': base64(V2) },
    body: V1_BODY,
    expected: { kind: 'x402', kinds: ['x402'], x402Version: 2, accepts: [V2_OFFER] },
  },
  {
    name: 'the body where the header is no base64',
    headers: { 'payment-required': 'not base64!' },
    body: V1_BODY,
    expected: { kind: 'x402', x402Version: 1 },
  },
  {
    name: 'a code where the error is one',
    headers: { 'payment-required': base64({ ...V2, error: 'permit2_allowance_required' }) },
    expected: { kind: 'x402', code: 'permit2_allowance_required' },
  },
  {
    name: 'only complete offers, with exact amounts',
    body: {
      x402Version: 1,
      accepts: [
        { ...V1_OFFER, payTo: undefined },
        { ...V1_OFFER, maxAmountRequired: 10000 },
        { ...V1_OFFER, maxAmountRequired: 1e21 },
        { ...V1_OFFER, maxAmountRequired: 0.5 },
        null,
        'exact',
      ],
    },
    expected: { kind: 'x402', accepts: [{ ...V1_OFFER, maxAmountRequired: 10000, amount: '10000' }] },
  },
  {
    name: 'a failed settlement, as the reference server answers it',
    headers: { 'payment-response': base64(SETTLEMENT) },
    body: {},
    expected: { kind: 'x402', accepts: [], settlement: SETTLEMENT, code: 'insufficient_funds' },
  },
  {
    name: 'a failed settlement of version 1 with a new offer',
    headers: { 'x-payment-response': base64(SETTLEMENT) },
    body: V1_BODY,
    expected: { kind: 'x402', x402Version: 1, settlement: SETTLEMENT, code: 'insufficient_funds' },
  },
  {
    name: 'another body with x402Version is none',
    body: { x402Version: 3, accepts: [V2_OFFER], error: 'Upgrade' },
    expected: { kind: 'unknown', message: 'Upgrade' },
  },
  {
    name: 'JSON after the scheme x402 is none',
    headers: { 'www-authenticate': `x402 ${JSON.stringify(V1_BODY)}` },
    body: {},
    expected: { kind: 'unknown', schemes: ['x402'] },
  },
]

const REQUEST = { amount: '1000000', currency: '0x20c0', recipient: '0x742d' }
const PAYMENT =
  'Payment id="abc", realm="api.example.com", method="tempo", intent="charge", ' +
  `request="${base64url(REQUEST)}"`
const CHALLENGE = { id: 'abc', realm: 'api.example.com', method: 'tempo', intent: 'charge', request: REQUEST }
const PROBLEM = {
  type: 'https://paymentauth.org/problems/payment-insufficient',
  title: 'Payment Insufficient',
  status: 402,
  detail: 'Amount too low.',
}

/** MPP: the "Payment" authentication scheme (1.2). */
export const MPP: readonly Sample[] = [
  {
    name: 'a challenge without a body',
    headers: { 'www-authenticate': PAYMENT },
    expected: { kind: 'mpp', kinds: ['mpp'], schemes: ['Payment'], challenges: [CHALLENGE] },
  },
  {
    name: 'a challenge and a problem',
    headers: { 'www-authenticate': PAYMENT, 'content-type': 'application/problem+json' },
    body: JSON.stringify(PROBLEM),
    expected: {
      kind: 'mpp',
      kinds: ['mpp', 'problem'],
      problem: PROBLEM,
      message: 'Amount too low.',
      code: 'https://paymentauth.org/problems/payment-insufficient',
    },
  },
  {
    name: 'several challenges in one value, among others',
    headers: {
      'www-authenticate':
        `Basic realm="a, Payment id=\\"x\\"", Negotiate abc==, ${PAYMENT},payment ID=2 , realm="" ,` +
        ` method=stripe, intent=session, request=${base64url({ amount: 5, currency: 'usd' })}, shape=new, Bearer`,
    },
    expected: {
      kind: 'mpp',
      schemes: ['Basic', 'Negotiate', 'Payment', 'payment', 'Bearer'],
      challenges: [
        CHALLENGE,
        {
          id: '2',
          realm: '',
          method: 'stripe',
          intent: 'session',
          shape: 'new',
          request: { amount: '5', currency: 'usd' },
        },
      ],
    },
  },
  {
    name: 'optional parameters and escapes',
    headers: {
      'www-authenticate':
        `${PAYMENT}, description="\\"Q3\\" \\\\ \\u6982\\u8981, \\a", expires="2030-01-06T12:00:00Z",` +
        ' header="Payment-Authorization", digest="sha-256=X48E9q==", opaque="eyJhIjoiYiJ9"',
    },
    expected: {
      kind: 'mpp',
      message: '"Q3" \\ 概要, a',
      challenges: [
        {
          ...CHALLENGE,
          description: '"Q3" \\ 概要, a',
          expires: '2030-01-06T12:00:00Z',
          header: 'Payment-Authorization',
          digest: 'sha-256=X48E9q==',
          opaque: 'eyJhIjoiYiJ9',
        },
      ],
    },
  },
  ...[
    ['an empty id', PAYMENT.replace('"abc"', '""')],
    ['no id', PAYMENT.replace('id="abc", ', '')],
    ['no method', PAYMENT.replace('method="tempo", ', '')],
    ['a request that is no JSON', PAYMENT.replace(/request="[^"]*"/, 'request="AAAA"')],
    ['a request that is no object', PAYMENT.replace(/request="[^"]*"/, `request="${base64url([1])}"`)],
    ['no request', PAYMENT.replace(/, request="[^"]*"/, '')],
    ['a quote that does not end', PAYMENT.replace('"abc"', '"abc')],
    ['another scheme', PAYMENT.replace('Payment', 'Payments')],
  ].map(([name = '', value = '']) => ({
    name: `not: ${name}`,
    headers: { 'www-authenticate': value },
    expected: { kind: 'unknown' },
  })),
]

/** L402 and LSAT (1.3), Cloudflare Pay Per Crawl (1.5) and what is known by name only (1.6). */
export const OTHERS: readonly Sample[] = [
  {
    name: 'L402 with a token',
    headers: { 'www-authenticate': 'L402 version="0", token="AgEL+/==", invoice="lnbc1pvjl"' },
    expected: { kind: 'l402', kinds: ['l402'], scheme: 'L402', token: 'AgEL+/==', invoice: 'lnbc1pvjl', version: '0' },
  },
  {
    name: 'L402 with a macaroon, without quotes',
    headers: { 'www-authenticate': 'l402 macaroon=AgEL+/==, invoice=lnbc1pvjl' },
    expected: { kind: 'l402', scheme: 'L402', token: 'AgEL+/==', invoice: 'lnbc1pvjl' },
  },
  {
    name: 'LSAT',
    headers: { 'www-authenticate': 'LSAT macaroon="AgEL", invoice="lnbc1"' },
    body: 'payment required',
    expected: { kind: 'l402', scheme: 'LSAT', token: 'AgEL', message: 'payment required' },
  },
  {
    name: 'both names of it, as Aperture sends them',
    headers: { 'www-authenticate': 'LSAT macaroon="A", invoice="lnbc1", L402 macaroon="A", invoice="lnbc1"' },
    expected: { kind: 'l402', scheme: 'LSAT', schemes: ['LSAT', 'L402'] },
  },
  {
    name: 'L402 without an invoice',
    headers: { 'www-authenticate': 'L402 token="AgEL"' },
    expected: { kind: 'unknown', schemes: ['L402'] },
  },
  {
    name: 'the other L402, offers in the body',
    body: { version: '0.2.2', payment_request_url: 'https://a.example/pay', offers: [{ id: 'a', amount: 1 }] },
    expected: { kind: 'unknown' },
  },
  {
    name: 'a crawl price',
    headers: { 'crawler-price': 'USD 0.01', 'content-type': 'text/plain' },
    body: 'Payment required to crawl this page',
    expected: { kind: 'crawl', kinds: ['crawl'], price: { currency: 'USD', amount: '0.01' } },
  },
  {
    name: 'a crawl error',
    headers: { 'crawler-price': 'USD 2', 'crawler-error': 'InvalidCrawlerMaxPrice' },
    expected: {
      kind: 'crawl',
      price: { currency: 'USD', amount: '2' },
      crawlerError: 'InvalidCrawlerMaxPrice',
      code: 'InvalidCrawlerMaxPrice',
    },
  },
  ...['usd 0.01', 'USD0.01', 'USD -1', 'USD 1.', 'USD 1e3', 'USD', ''].map((price) => ({
    name: `no crawl price: ${price}`,
    headers: { 'crawler-price': price },
    expected: { kind: 'unknown' },
  })),
  {
    name: 'RSL',
    headers: { 'www-authenticate': 'License error="invalid_token"' },
    expected: { kind: 'unknown', schemes: ['License'] },
  },
  { name: 'Cashu', headers: { 'x-cashu': 'creqApWF0' }, expected: { kind: 'unknown' } },
  {
    name: 'two protocols at once, as api.zerion.io sends them',
    headers: { 'www-authenticate': PAYMENT, 'payment-required': base64(V2) },
    body: { error: 'payment_required', message: 'Pay to go on' },
    expected: { kind: 'x402', kinds: ['x402', 'mpp', 'billing'], code: 'payment_required', message: 'Pay to go on' },
  },
  {
    name: 'problem+json without a title',
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: { detail: 'No credits', status: '402', title: 7 },
    expected: {
      kind: 'problem',
      problem: { type: 'about:blank', detail: 'No credits', status: '402' },
      code: undefined,
    },
  },
  {
    name: 'problem+json without JSON',
    headers: { 'content-type': 'application/problem+json' },
    body: 'oops',
    expected: { kind: 'unknown', message: 'oops' },
  },
]
