import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [],
  invalid: [
    {
      name: '402 in a list of statuses',
      code: `
        const RETRYABLE = [402, 408, 429, 500, 502, 503, 504]

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (!RETRYABLE.includes(res.status)) return res
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'explicit', line: 5, column: 11, endLine: 5, endColumn: 56 },
      ],
    },
    {
      name: '402 in a set of statuses',
      code: `
        const RETRYABLE = new Set([402, 429, 503])

        export async function load(url: string, tries = 3): Promise<Response> {
          const res = await fetch(url)
          if (RETRYABLE.has(res.status) && tries > 1) return load(url, tries - 1)
          return res
        }
      `,
      errors: [
        { messageId: 'explicit', line: 6, column: 62, endLine: 6, endColumn: 82, suggestions: [{ messageId: 'leaveOut', output: `
        const RETRYABLE = new Set([429, 503])

        export async function load(url: string, tries = 3): Promise<Response> {
          const res = await fetch(url)
          if (RETRYABLE.has(res.status) && tries > 1) return load(url, tries - 1)
          return res
        }
      ` }] },
      ],
    },
    {
      name: '402 in a condition',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 402 || res.status === 503) continue
            return res
          }
          return undefined
        }
      `,
      errors: [
        { messageId: 'explicit', line: 3, column: 11, endLine: 3, endColumn: 56 },
      ],
    },
    {
      name: '402 as a case',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            switch (res.status) {
              case 402:
              case 503:
                continue
              default:
                return res
            }
          }
          return undefined
        }
      `,
      errors: [
        { messageId: 'explicit', line: 3, column: 11, endLine: 3, endColumn: 56 },
      ],
    },
    {
      name: 'every status from 400 on',
      code: `
        export async function load(url: string) {
          let res = await fetch(url)
          for (let attempt = 1; attempt < 3 && res.status >= 400; attempt++) {
            res = await fetch(url)
          }
          return res
        }
      `,
      errors: [
        { messageId: 'blanket', line: 4, column: 11, endLine: 4, endColumn: 77, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          let res = await fetch(url)
          for (let attempt = 1; attempt < 3 && res.status >= 400 && res.status !== 402; attempt++) {
            res = await fetch(url)
          }
          return res
        }
      ` }] },
      ],
    },
    {
      name: 'a predicate that takes every failure',
      code: `
        const isRetryable = (res: Response) => res.status !== 200

        export async function load(url: string) {
          let res = await fetch(url)
          let tries = 1
          while (isRetryable(res) && tries < 3) {
            res = await fetch(url)
            tries++
          }
          return res
        }
      `,
      errors: [
        { messageId: 'blanket', line: 7, column: 11, endLine: 7, endColumn: 48, suggestions: [{ messageId: 'leaveOut', output: `
        const isRetryable = (res: Response) => res.status !== 200

        export async function load(url: string) {
          let res = await fetch(url)
          let tries = 1
          while (isRetryable(res) && tries < 3 && res.status !== 402) {
            res = await fetch(url)
            tries++
          }
          return res
        }
      ` }] },
      ],
    },
    {
      name: 'a response from code that is not seen',
      code: `
        import { authFetch } from './auth'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await authFetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 5, column: 11, endLine: 5, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        import { authFetch } from './auth'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await authFetch(url)
            if (res.status === 402) break
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a for-of over attempt numbers',
      code: `
        export async function load(url: string) {
          for (const delay of [0, 500, 2000]) {
            await new Promise((resolve) => setTimeout(resolve, delay))
            const res = await fetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 46, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          for (const delay of [0, 500, 2000]) {
            await new Promise((resolve) => setTimeout(resolve, delay))
            const res = await fetch(url)
            if (res.status === 402) break
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a POST that is sent again',
      code: `
        export async function order(body: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://api.example.com/orders', { method: 'POST', body })
            if (res.ok) return res.json()
          }
          throw new Error('Order failed')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function order(body: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://api.example.com/orders', { method: 'POST', body })
            if (res.status === 402) break
            if (res.ok) return res.json()
          }
          throw new Error('Order failed')
        }
      ` }] },
      ],
    },
  ],
})
