import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import Anthropic from '@anthropic-ai/sdk'
import { request as octokit } from '@octokit/request'
import axios from 'axios'
import { Gaxios } from 'gaxios'
import got from 'got'
import { GraphQLClient } from 'graphql-request'
import Groq from 'groq-sdk'
import ky from 'ky'
import { ofetch } from 'ofetch'
import OpenAI from 'openai'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import wretch from 'wretch'
import xior from 'xior'

import { loadVersions } from './versions.ts'

/** What vendors send, with a header beside it. */
const BODY = { error: { code: 'insufficient_credits', message: 'None left', type: 'billing_error' } }
const HEADERS = { 'content-type': 'application/json', 'retry-after': '120', 'www-authenticate': 'L402 version="0", token="AGIAJE", invoice="lnbc1"' }

/** Packages whose types are not there, or say something else. */
const require = createRequire(import.meta.url)
const superagent = require('superagent') as { get(url: string): PromiseLike<unknown> }
const redaxios = require('redaxios') as { get(url: string): Promise<unknown> }

let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    response.writeHead(402, HEADERS).end(JSON.stringify(BODY))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const MESSAGES = { model: 'any', messages: [{ role: 'user', content: 'Hi' }] } as const

/** A request by each client; all of them throw for a 402. */
const CLIENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  axios: () => axios.get(origin),
  ky: async () => ky.get(origin).json(),
  got: async () => got(origin, { retry: { limit: 0 } }).json(),
  ofetch: () => ofetch(origin),
  superagent: async () => superagent.get(origin),
  wretch: async () => wretch(origin).get().json(),
  xior: () => xior.create().get(origin),
  gaxios: () => new Gaxios().request({ url: origin }),
  redaxios: () => redaxios.get(origin),
  'graphql-request': () => new GraphQLClient(origin).request('{ me { id } }'),
  '@octokit/request': () => octokit(`GET ${origin}/user`),
  openai: async () => new OpenAI({ apiKey: 'k', baseURL: origin, maxRetries: 0 }).chat.completions.create({ ...MESSAGES, messages: [...MESSAGES.messages] }),
  '@anthropic-ai/sdk': async () => new Anthropic({ apiKey: 'k', baseURL: origin, maxRetries: 0 }).messages.create({ ...MESSAGES, messages: [...MESSAGES.messages], max_tokens: 9 }),
  'groq-sdk': async () => new Groq({ apiKey: 'k', baseURL: origin, maxRetries: 0 }).chat.completions.create({ ...MESSAGES, messages: [...MESSAGES.messages] }),
  stripe: async () => new Stripe('sk_test_1', { host: '127.0.0.1', port: new URL(origin).port, protocol: 'http', maxNetworkRetries: 0 }).customers.list(),
}

const versions = await loadVersions()

describe.each(versions)('%s', (_version, { PaymentRequiredError, isPaymentRequired }) => {
  test.each(Object.entries(CLIENTS))('what %s throws', async (_name, send) => {
    const thrown: unknown = await send().then(() => undefined, (error: unknown) => error)
    expect(isPaymentRequired(thrown)).toBe(true)
    const { cause, status, payment } = (await PaymentRequiredError.fromError(thrown)) as InstanceType<typeof PaymentRequiredError> & { cause: unknown }
    expect({ cause, status }).toEqual({ cause: thrown, status: 402 })
    expect(payment).toMatchObject({ retryAfterMs: 120_000, kinds: ['l402', 'billing'], code: 'insufficient_credits', message: 'None left' })
  })
})
