import { afterEach, describe, expect, test, vi } from 'vitest'

import type { PaymentRequired } from '../../../codemods/templates/payment-required.ts'
import { loadVersions } from './versions.ts'

const versions = await loadVersions()

const billing = (): Response => Response.json({ error: { code: 'no_credits', message: 'None left' } }, { status: 402 })

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(versions)('%s', (_version, module) => {
  const { PaymentRequiredError, isPaymentRequiredError, notifyPaymentRequired, onPaymentRequired } = module

  /** What the listeners heard, once all that was started is over. */
  async function heard(notify: () => void): Promise<PaymentRequired[]> {
    const payments: PaymentRequired[] = []
    const off = onPaymentRequired((payment) => {
      payments.push(payment)
    })
    notify()
    await new Promise((resolve) => setTimeout(resolve, 20))
    off()
    return payments
  }

  test('the error has what the response says', async () => {
    const response = billing()
    const cause = new Error('Request failed')
    const error = await PaymentRequiredError.from(response, { cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'PaymentRequiredError', status: 402, message: 'None left', response, cause })
    expect(error.payment).toMatchObject({ kind: 'billing', code: 'no_credits' })
    expect(String(error)).toBe('PaymentRequiredError: None left')
    expect(error.stack).toContain('error.test')
    expect(await response.json()).toEqual({ error: { code: 'no_credits', message: 'None left' } })
  })

  test('an error without words or cause', async () => {
    const error = await PaymentRequiredError.from(new Response(null, { status: 402 }))
    expect(error.message).toBe('Payment required')
    expect('cause' in error).toBe(false)
  })

  test('a body that was read before', async () => {
    const error = await PaymentRequiredError.from({ headers: {} }, { body: { message: 'None left' } })
    expect(error.message).toBe('None left')
  })

  test('is recognised whichever copy made it', async () => {
    for (const [, other] of versions) {
      expect(isPaymentRequiredError(await other.PaymentRequiredError.from(billing()))).toBe(true)
    }
    const { name, status, payment } = await PaymentRequiredError.from(billing())
    expect(isPaymentRequiredError({ name, status, payment })).toBe(true)
    // mppx 0.11.0 throws errors of this name and status, without a payment.
    expect(isPaymentRequiredError({ name, status })).toBe(false)
    for (const other of [null, undefined, 402, 'PaymentRequiredError', new Error('402'), { status: 402 }, []]) {
      expect(isPaymentRequiredError(other)).toBe(false)
    }
  })

  test('listeners are told, until they leave', async () => {
    const payments = await heard(() => {
      notifyPaymentRequired(billing())
    })
    expect(payments).toMatchObject([{ kind: 'billing', code: 'no_credits' }])
    const listener = vi.fn()
    onPaymentRequired(listener)()
    await heard(() => {
      notifyPaymentRequired(billing())
    })
    expect(listener).not.toHaveBeenCalled()
  })

  test('the caller may read the response at once', async () => {
    const response = billing()
    const payments = await heard(() => {
      notifyPaymentRequired(response)
      void response.json()
    })
    expect(response.bodyUsed).toBe(true)
    expect(payments).toMatchObject([{ code: 'no_credits', bodyTruncated: false }])
  })

  test('without listeners nothing is read', () => {
    const response = billing()
    const clone = vi.spyOn(response, 'clone')
    notifyPaymentRequired(response)
    expect(clone).not.toHaveBeenCalled()
  })

  test('a listener that fails is its own failure', async () => {
    const failures = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const offs = [
      onPaymentRequired(() => {
        throw new Error('one')
      }),
      onPaymentRequired(async () => {
        await Promise.reject(new Error('two'))
      }),
    ]
    const payments = await heard(() => {
      notifyPaymentRequired(billing())
    })
    for (const off of offs) off()
    expect(payments).toHaveLength(1)
    expect(failures.mock.calls).toEqual([[new Error('one')], [new Error('two')]])
  })
})
