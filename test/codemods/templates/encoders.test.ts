import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { parsePaymentRequired } from '../../../codemods/templates/payment-required.ts'

interface Recorded {
  readonly packages: Readonly<Record<string, string>>
  readonly samples: readonly {
    readonly name: string
    readonly sent: {
      readonly required?: Readonly<Record<string, unknown>>
      readonly settlement?: Readonly<Record<string, unknown>>
      readonly challenge?: Readonly<Record<string, unknown>>
    }
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
  }[]
}

// Written by record-encoders.mjs with the packages that the file names.
const recorded = JSON.parse(readFileSync(new URL('encoded.json', import.meta.url), 'utf8')) as Recorded

const packages = Object.entries(recorded.packages).map((entry) => entry.join(' ')).join(', ')

describe(`as encoded by ${packages}`, () => {
  test.each(recorded.samples.map((sample) => [sample.name, sample] as const))('%s', async (_name, sample) => {
    const { required, settlement, challenge } = sample.sent
    const payment = await parsePaymentRequired(new Response(sample.body, { status: 402, headers: sample.headers }))
    if (payment.kind === 'x402') {
      expect(payment.x402Version).toBe(2)
      expect(payment.accepts).toEqual(required?.accepts ?? [])
      expect(payment.resource).toEqual(required?.resource)
      expect(payment.extensions).toEqual(required?.extensions)
      expect(payment.settlement).toEqual(settlement)
      expect(payment.message).toBe(required?.error)
      expect(payment.code).toBe(settlement?.errorReason)
    } else if (payment.kind === 'mpp') {
      // `meta` is what mppx sends as `opaque`.
      expect(payment.challenges).toEqual([{ ...challenge, meta: undefined }])
      expect(payment.kinds).toEqual(sample.body === null ? ['mpp'] : ['mpp', 'problem'])
      expect(payment.problem?.type).toBe(
        sample.body === null ? undefined : 'https://paymentauth.org/problems/verification-failed',
      )
    } else {
      expect.unreachable(`${sample.name} is ${payment.kind}`)
    }
  })
})
