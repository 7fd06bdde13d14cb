import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parsePaymentRequired } from '../../../codemods/templates/payment-required.ts'
import { base64url } from './sample.ts'

const TOKEN = Array.from("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
const token = fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 8 })
const latin1 = fc.string({ unit: fc.constantFrom(...TOKEN, ' ', ',', '=', '"', '\\', 'ü', '(', '{'), maxLength: 12 })
const otherScheme = token.filter((scheme) => scheme.toLowerCase() !== 'payment')
const space = fc.constantFrom('', ' ', '\t', '  ')
const separator = fc.constantFrom(', ', ',', ' , ', ',,  ')

/** The same value as a token where it is one, in quotes, or in quotes with more escapes than needed. */
function written(value: string): fc.Arbitrary<string> {
  const quoted = `"${value.replace(/["\\]/g, '\\$&')}"`
  const escaped = `"${value.replace(/[^u]/g, '\\$&')}"`
  const isToken = value !== '' && Array.from(value).every((char) => TOKEN.includes(char))
  const forms = [quoted, escaped, ...(isToken ? [value] : [])]
  return fc.constantFrom(...forms)
}

function parameter(name: string, value: string): fc.Arbitrary<string> {
  return fc.tuple(written(value), space, space).map(([text, before, after]) => `${name}${before}=${after}${text}`)
}

interface Written {
  readonly scheme: string
  readonly text: string
  readonly challenge?: Readonly<Record<string, unknown>>
}

const payment: fc.Arbitrary<Written> = fc
  .record({
    scheme: fc.constantFrom('Payment', 'payment', 'PAYMENT'),
    id: latin1.filter((id) => id !== ''),
    realm: latin1,
    method: token,
    intent: token,
    description: latin1,
    amount: fc.bigInt({ min: 0n, max: 2n ** 256n }).map(String),
  })
  .chain(({ scheme, amount, ...params }) => {
    const named = Object.entries({ ...params, request: base64url({ amount }) })
    const all = fc.tuple(...named.map(([name, value]) => parameter(name, value)))
    return fc.tuple(all, separator).map(([texts, between]) => ({
      scheme,
      text: `${scheme} ${texts.join(between)}`,
      challenge: { ...params, request: { amount } },
    }))
  })

const other: fc.Arbitrary<Written> = fc
  .tuple(otherScheme, fc.array(fc.tuple(token, latin1), { maxLength: 3 }))
  .chain(([scheme, params]) =>
    fc.tuple(...params.map(([name, value]) => parameter(name, value))).map((texts) => ({
      scheme,
      text: `${scheme} ${texts.join(', ')}`,
    })),
  )

const token68: fc.Arbitrary<Written> = fc
  .tuple(otherScheme, fc.base64String({ minLength: 4 }))
  .map(([scheme, credentials]) => ({ scheme, text: `${scheme} ${credentials}` }))

test('challenges are read as RFC 9110 has them, in any number and way of writing', async () => {
  const challenges = fc.array(fc.oneof(payment, other, token68), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(challenges, separator, async (sent, between) => {
      const headers = { 'www-authenticate': sent.map(({ text }) => text).join(between) }
      const read = await parsePaymentRequired({ headers })
      expect(read.schemes).toEqual(sent.map(({ scheme }) => scheme))
      const expected = sent.flatMap(({ challenge }) => challenge ?? [])
      expect(read.kind === 'mpp' ? read.challenges : []).toEqual(expected)
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
  )
})
