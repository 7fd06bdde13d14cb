import { describe, expect, test } from 'vitest'

import { MPP, OTHERS, X402 } from './protocols.ts'
import { responseOf, type Sample } from './sample.ts'
import { FRAMEWORKS, VENDORS } from './vendors.ts'
import { loadVersions } from './versions.ts'

const TABLES: Readonly<Record<string, readonly Sample[]>> = {
  vendors: VENDORS,
  frameworks: FRAMEWORKS,
  x402: X402,
  MPP,
  others: OTHERS,
}

const versions = await loadVersions()

for (const [version, { parsePaymentRequired }] of versions) {
  describe.each(Object.entries(TABLES))(`${version}: %s`, (_table, samples) => {
    test.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (_name, sample) => {
      const response = responseOf(sample)
      const sent = await response.clone().text()
      const payment = await parsePaymentRequired(response)
      // Strict about what is named, where toMatchObject would let members of lists and objects go unread.
      for (const [key, value] of Object.entries(sample.expected)) {
        expect(payment[key as keyof typeof payment], key).toEqual(value)
      }
      expect(payment.status).toBe(402)
      expect(payment.kinds[0]).toBe(payment.kind)
      expect(payment.bodyText).toBe(sent)
      expect(await response.text()).toBe(sent)
    })
  })
}
