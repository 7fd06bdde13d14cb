import { expect, test } from 'vitest'

import { transform } from '../../../codemods/add-402-handling.ts'

test('what one function throws is lost or kept for all of its requests', () => {
  const code = `async function loadParts(): Promise<unknown[]> {
  const parts = await fetch('https://api.example.com/parts')
  if (!parts.ok) {
    throw new Error('There are no parts')
  }
  const prices = await fetch('https://api.example.com/prices')
  if (!prices.ok) {
    throw new Error(\`There are no prices: \${prices.status}\`)
  }
  return [await parts.json(), await prices.json()]
}

export async function answer(): Promise<Response> {
  try {
    return Response.json(await loadParts())
  } catch (error) {
    console.error(error)
    return Response.json({ error: 'Failed', details: error instanceof Error ? error.message : 'unknown' }, { status: 500 })
  }
}
`
  const { output, leftAlone } = transform(code, '/nowhere/parts.ts', { paymentModule: './payment-required' })
  expect(output.match(/notifyPaymentRequired\(\w+\)/g)).toEqual(['notifyPaymentRequired(parts)', 'notifyPaymentRequired(prices)'])
  expect(output).not.toContain('throw await')
  expect(leftAlone).toEqual([])
})

test('an object of the program with a statusCode is no response', () => {
  const code = `import { request } from 'node:https'
function send(url: string): Promise<{ ok: boolean; statusCode: number }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, (response) => {
      response.on('end', () => resolve({ ok: response.statusCode === 200, statusCode: response.statusCode ?? 0 }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
export async function call(url: string): Promise<void> {
  const response = await send(url)
  if (response.ok) {
    console.info('Sent', response.statusCode)
    return
  }
  console.warn('Refused', { statusCode: response.statusCode })
}
`
  const { output, leftAlone } = transform(code, '/nowhere/call.ts', { paymentModule: './payment-required' })
  expect(output).toBe(code)
  expect(leftAlone.map(({ reason }) => reason)).toEqual(['not-a-response'])
})
