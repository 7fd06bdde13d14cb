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

test('what comes from code that is not seen, with no more than an ok, is no response', () => {
  const code = `import { useOnboarding } from './onboarding'

export function useFinish(): () => Promise<void> {
  const { createStore } = useOnboarding()
  return async () => {
    const res = await createStore({ name: 'a' })
    if (!res.ok) throw new Error('There is no store')
  }
}
`
  const { output, leftAlone } = transform(code, '/nowhere/finish.ts', { paymentModule: './payment-required' })
  expect(output).toBe(code)
  expect(leftAlone.map(({ reason }) => reason)).toEqual(['not-a-response'])
  const more = code.replace("'There is no store'", 'res.statusText')
  expect(transform(more, '/nowhere/finish.ts', { paymentModule: './payment-required' }).output).toContain('if (res.status === 402) {')
})

test('the result of a client that has no status gets no branch', () => {
  const code = `import { Resend } from 'resend'

const resend = new Resend(process.env.RESEND_API_KEY)

export async function welcome(to: string): Promise<void> {
  const { error } = await resend.emails.send({ from: 'a@example.com', to, subject: 'Welcome', html: 'Hi' })
  if (error) throw new Error('The mail was not sent')
}
`
  const { output, leftAlone } = transform(code, '/nowhere/mail.ts', { paymentModule: './payment-required' })
  expect(output).toBe(code)
  expect(leftAlone.map(({ reason }) => reason)).toEqual(['not-a-response'])
})

test('a check that requests share gets one branch, and imports what it uses', () => {
  const code = `async function checked(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(\`Failed: \${response.statusText}\`)
  return response.json()
}

export async function load(): Promise<unknown> {
  return checked(await fetch('https://api.example.com/runs'))
}

export async function tryIt(): Promise<unknown> {
  try {
    return await checked(await fetch('https://api.example.com/runs', { method: 'POST' }))
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unknown' }
  }
}
`
  const { output, edits, leftAlone } = transform(code, '/nowhere/runs.ts', { paymentModule: './payment-required' })
  expect(output.match(/status === 402/g)).toHaveLength(1)
  expect(output).toContain("import { PaymentRequiredError } from './payment-required'")
  expect(edits).toHaveLength(2)
  expect(leftAlone.map(({ line, reason }) => [line, reason])).toEqual([[17, 'still-lost']])
})

test('a catch whose throw a caller drops makes the typed value known', () => {
  const code = `import axios from 'axios'

async function send(url: string): Promise<unknown> {
  return axios.post(url).catch((error) => {
    throw error.response?.status === 404 ? new Error('Nothing there') : new Error('Not sent')
  })
}

export async function trySend(url: string): Promise<boolean> {
  try {
    await send(url)
    return true
  } catch {
    return false
  }
}
`
  const { output, leftAlone } = transform(code, '/nowhere/send.ts', { paymentModule: './payment-required' })
  expect(output).toContain('notifyPaymentRequired(error)')
  expect(output).not.toContain('throw await')
  expect(leftAlone).toEqual([])
})

test('where a function calls itself again, nothing is made known for each try', () => {
  const code = `export async function waitForFork(repo: string, attemptsLeft = 30): Promise<void> {
  const response = await fetch(\`https://api.example.com/repos/\${repo}\`)
  if (response.ok) return
  if (attemptsLeft <= 1) throw new Error('There is no fork')
  await waitForFork(repo, attemptsLeft - 1)
}
`
  const { output, leftAlone } = transform(code, '/nowhere/fork.ts', { paymentModule: './payment-required' })
  expect(output).toBe(code)
  expect(leftAlone.map(({ reason }) => reason)).toEqual(['guard-goes-round'])
})

test('a response that was awaited is there, further out as well', () => {
  const code = `export async function reserve(name: string): Promise<string | undefined> {
  const res = await fetch('https://api.example.com/names', { method: 'POST', body: name })
  if (res.status === 409) {
    return 'taken'
  } else if (res.status !== 201) {
    return 'failed'
  }
  return undefined
}
`
  const { output } = transform(code, '/nowhere/names.ts', { paymentModule: './payment-required' })
  expect(output).toContain('if (res.status === 402) {\n    notifyPaymentRequired(res)')
})
