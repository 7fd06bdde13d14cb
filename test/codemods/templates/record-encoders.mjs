/**
 * Records 402 responses as the reference implementations of x402 and MPP encode them, for encoders.test.ts.
 * They are no devDependencies: with their peers they take 112 MB. To record again, in an empty folder:
 *
 *     npm i @x402/core@2.27.0 mppx@0.11.0 viem@~2.54.0
 *     node <this file> . > <this folder>/encoded.json
 *
 * The only argument is the folder with node_modules.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = join(resolve(process.argv[2] ?? '.'), 'node_modules')
const load = (path) => import(pathToFileURL(join(modules, path)))
const version = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version

const x402 = await load('@x402/core/dist/esm/http/index.mjs')
const { Challenge, Errors } = await load('mppx/dist/index.js')
const { Transport } = await load('mppx/dist/server/index.js')

const offer = {
  scheme: 'exact',
  network: 'eip155:8453',
  amount: '10000',
  asset: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913',
  payTo: '0x209693Bc6afc0C5328bA36FaF03C514EF312287C',
  maxTimeoutSeconds: 60,
  extra: { name: 'USDC', version: '2' },
}
const required = {
  x402Version: 2,
  error: 'PAYMENT-SIGNATURE header is required',
  resource: { url: 'https://api.example.com/weather', description: 'Wetter für Zürich ☀️', mimeType: 'application/json' },
  accepts: [offer, { ...offer, network: 'eip155:84532', amount: '340282366920938463463374607431768211455' }],
  extensions: { 'payment-identifier': { info: { required: false } } },
}
const settlement = {
  success: false,
  errorReason: 'insufficient_funds',
  transaction: '',
  network: 'eip155:8453',
  payer: '0x857b06519E91e3A54538791bDbb0E22373e36b66',
}
const offers = { required: { 'payment-required': x402.encodePaymentRequiredHeader(required) } }
const x402Samples = [
  { name: 'x402 offer', sent: { required }, headers: offers.required, body: '{}' },
  { name: 'x402 settlement failure', sent: { settlement }, headers: settled(), body: '{}' },
  { name: 'x402 both', sent: { required, settlement }, headers: { ...offers.required, ...settled() }, body: '{}' },
]
function settled() {
  return { 'payment-response': x402.encodePaymentResponseHeader(settlement) }
}

const charge = {
  realm: 'api.example.com',
  method: 'tempo',
  intent: 'charge',
  request: {
    amount: '1000000',
    currency: '0x20c0000000000000000000000000000000000001',
    recipient: '0x742d35Cc6634C0532925a3b844Bc9e7595f8fE00',
    methodDetails: { chainId: 42431 },
  },
}
const options = { secretKey: 'a secret key of some length for the tests' }
const challenges = {
  'mpp charge': charge,
  'mpp with all parameters': {
    ...charge,
    description: 'Report "Q3", 5 pages — „Übersicht“ \\ 概要 🙂',
    digest: 'sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=',
    expires: '2030-01-06T12:00:00Z',
    header: 'Payment-Authorization',
    meta: { order: '42', note: 'für später' },
  },
  'mpp stripe, credential failed': {
    ...charge,
    method: 'stripe',
    request: { amount: '500', currency: 'usd', externalId: 'order-1' },
  },
}
const mppSamples = []
for (const [name, parameters] of Object.entries(challenges)) {
  const challenge = Challenge.from({ ...parameters, ...options })
  const error = name.includes('failed') ? new Errors.VerificationFailedError({ reason: 'signature mismatch' }) : undefined
  const input = new Request('https://api.example.com/report')
  const response = await Transport.http().respondChallenge({ challenge, error, input })
  if (response.status !== 402) throw new Error(`${name}: ${response.status}`)
  mppSamples.push({ name, sent: { challenge }, headers: Object.fromEntries(response.headers), body: await text(response) })
}
async function text(response) {
  return response.body === null ? null : response.text()
}

const packages = Object.fromEntries(['@x402/core', 'mppx'].map((name) => [name, version(name)]))
process.stdout.write(`${JSON.stringify({ packages, samples: [...x402Samples, ...mppSamples] }, null, 2)}\n`)
