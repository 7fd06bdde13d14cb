import { expect, test } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'

/** What of a TypeScript file is written anew. */
function rewritten(code: string): string | undefined {
  const { output } = transform(code, '/nowhere/file.ts')
  return output.split('\n').find((line) => !code.split('\n').includes(line))?.trim()
}

test('no cast where the code beside it reads the same place without one', () => {
  const head = "import useSWR from 'swr'\nimport axios from 'axios'\n"
  const use = (predicate: string): string => `${head}export const usePlan = () => useSWR('/plan', (url) => axios.get(url), {\n  shouldRetryOnError: ${predicate},\n})\n`
  expect(rewritten(use('(err) => err.response?.status !== 404'))).toBe('shouldRetryOnError: (err) => err?.response?.status !== 402 && err.response?.status !== 404,')
  expect(rewritten(use('(err) => Boolean(err)'))).toBe('shouldRetryOnError: (err) => (err as { response?: { status?: number } } | undefined)?.response?.status !== 402 && Boolean(err),')
})

test('no optional chain behind what says that it is there', () => {
  const code = "import { createFetch } from '@better-fetch/fetch'\nexport const $fetch = createFetch({\n  retry: {\n    type: 'linear',\n    attempts: 2,\n    delay: 100,\n  },\n})\nexport const load = () => $fetch('https://api.example.com/plan')\n"
  expect(rewritten(code)).toBe('shouldRetry: (response) => response !== null && response.status !== 402,')
})

test('no test of the status where the compiler takes what comes for an error too', () => {
  const code = (handler: string): string => `export async function deliver(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch(url, { method: 'POST' })${handler}
    if ((res as Response).ok) return true
  }
  return false
}
`
  const stop = /\n {4}if \(res\.status === 402\) break/
  expect(transform(code(''), '/nowhere/file.ts').output).toMatch(stop)
  expect(transform(code('.catch((cause: Error) => cause)'), '/nowhere/file.ts').output).not.toMatch(stop)
  const script = code('.catch((cause) => cause)').replaceAll(/: (?:string|Promise<boolean>)/g, '').replace('(res as Response)', 'res')
  expect(transform(script, '/nowhere/file.js').output).toMatch(stop)
})

test('the typed branch alone where only a class of errors is sent again', () => {
  const code = `class Failed extends Error {}
async function send(url: string): Promise<unknown> {
  const res = await fetch(url)
  if (!res.ok) throw new Failed('Not sent')
  return res.json()
}
export async function load(url: string): Promise<unknown> {
  try {
    return await send(url)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return send(url)
  }
}
`
  const { output } = transform(code, '/nowhere/file.ts')
  expect(output).toContain('if (res.status === 402) {\n    throw await PaymentRequiredError.from(res)\n  }\n')
  expect(output).not.toContain('instanceof PaymentRequiredError')
})

test('the status as the condition itself speaks of it', () => {
  const code = `interface Failure extends Error { status?: number }
async function upload(url: string): Promise<unknown> {
  const res = await fetch(url)
  if (!res.ok) throw Object.assign(new Error('Not sent'), { status: res.status })
  return res.json()
}
export async function send(url: string): Promise<unknown> {
  let last: Failure | undefined
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await upload(url)
    } catch (error) {
      last = error as Failure
      if (last.status === 400 || last.status === 422) {
        throw error
      }
    }
  }
  throw last
}
`
  expect(transform(code, '/nowhere/file.ts').output).toContain('if (last.status === 400 || last.status === 422 || last.status === 402) {')
})

test('hooks that tRPC makes have errors of tRPC', () => {
  const code = `import { api } from './api'
export const usePlan = () => api.billing.plan.useQuery({ id: 1 }, { retry: 2 })
`
  expect(transform(code, '/nowhere/file.ts').output).toContain('retry: (count, error) => error.data?.httpStatus !== 402 && count < 2')
})

test('the typed error itself is thrown where the last failure would be wrapped', () => {
  const code = `export async function load(url: string): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const res = await fetch(url)
      if (!res.ok) throw new Error('Not loaded')
      return await res.json()
    } catch (error) {
      if (attempt === 3) throw new Error(\`Failed after 3 tries: \${String(error)}\`)
    }
  }
}
`
  expect(transform(code, '/nowhere/file.ts').output).toContain('if (error instanceof PaymentRequiredError) throw error\n      if (attempt === 3) throw new Error')
})

test('a loop that only success ends is left by the error, whatever is counted beside it', () => {
  const code = (test: string): string => `export async function upload(waiting: string[]): Promise<number> {
  let i = 0
  while (${test}) {
    try {
      const res = await fetch('/items', { method: 'POST', body: waiting[0] })
      if (!res.ok) throw Object.assign(new Error('Not sent'), { status: res.status })
      waiting.shift()
    } catch (error) {
      i++
    }
  }
  return i
}
`
  const stop = (test: string): string | undefined => /=== 402\) (throw|break)/.exec(transform(code(test), '/nowhere/file.ts').output)?.[1]
  expect(stop('waiting.length > 0')).toBe('throw')
  expect(stop('i < 5')).toBe('break')
})

test('the status is asked for where a predicate itself looks for it', () => {
  const code = `import { QueryClient } from '@tanstack/react-query'
export const client = new QueryClient({ defaultOptions: { queries: {
  retry: (count, error) => error.response?.status !== 404 && count < 3,
} } })
`
  expect(transform(code, '/nowhere/client.js').output).toContain('error?.response?.status !== 402 && error.response?.status !== 404 && count < 3')
})

test('a loop that words the last failure behind it is left behind what keeps that', () => {
  const code = `export async function generate(prompt: string): Promise<unknown> {
  let last = 'Nothing was sent'
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const res = await fetch('https://api.example.com/generate', { method: 'POST', body: prompt })
      if (!res.ok) throw Object.assign(new Error('Not generated'), { status: res.status })
      return await res.json()
    } catch (error) {
      last = error instanceof Error ? error.message : 'unknown'
      console.warn(attempt, last)
      continue
    }
  }
  throw new Error(last)
}
`
  const test = '(error as { status?: number } | undefined)?.status === 402'
  expect(transform(code, '/nowhere/file.ts').output).toContain(`console.warn(attempt, last)\n      if (${test}) break\n      continue`)
  const kept = code.replace("      console.warn(attempt, last)\n      continue\n", '')
  expect(transform(kept, '/nowhere/file.ts').output).toContain(`: 'unknown'\n      if (${test}) break\n    }`)
})
