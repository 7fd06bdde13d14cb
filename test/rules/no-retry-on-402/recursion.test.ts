import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [],
  invalid: [
    {
      name: 'a recursion with a counter',
      code: `
        export async function load(url: string, retries = 3): Promise<unknown> {
          const res = await fetch(url)
          if (!res.ok && retries > 0) return load(url, retries - 1)
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blanket', line: 4, column: 46, endLine: 4, endColumn: 68, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string, retries = 3): Promise<unknown> {
          const res = await fetch(url)
          if (!res.ok && retries > 0 && res.status !== 402) return load(url, retries - 1)
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a recursion in a catch',
      code: `
        export async function load(url: string, retries = 3): Promise<unknown> {
          try {
            const res = await fetch(url)
            if (!res.ok) throw new Error('bad')
            return await res.json()
          } catch (error) {
            if (retries > 0) return load(url, retries - 1)
            throw error
          }
        }
      `,
      errors: [
        { messageId: 'blanket', line: 8, column: 37, endLine: 8, endColumn: 59, suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        export async function load(url: string, retries = 3): Promise<unknown> {
          try {
            const res = await fetch(url)
            if (res.status === 402) {
              throw await PaymentRequiredError.from(res)
            }
            if (!res.ok) throw new Error('bad')
            return await res.json()
          } catch (error) {
            if (retries > 0 && !(error instanceof PaymentRequiredError)) return load(url, retries - 1)
            throw error
          }
        }
      ` }] },
      ],
    },
    {
      name: 'a recursion in a promise chain',
      code: `
        export function load(url: string, retries = 3): Promise<unknown> {
          return fetch(url).then((res) => {
            if (res.ok) return res.json()
            if (retries > 0) return load(url, retries - 1)
            throw new Error('gave up')
          })
        }
      `,
      errors: [
        { messageId: 'blanket', line: 5, column: 37, endLine: 5, endColumn: 59, suggestions: [{ messageId: 'leaveOut', output: `
        export function load(url: string, retries = 3): Promise<unknown> {
          return fetch(url).then((res) => {
            if (res.ok) return res.json()
            if (retries > 0 && res.status !== 402) return load(url, retries - 1)
            throw new Error('gave up')
          })
        }
      ` }] },
      ],
    },
    {
      name: 'a recursion behind a catch callback',
      code: `
        export function load(url: string, retries = 3): Promise<unknown> {
          return fetch(url)
            .then((res) => {
              if (!res.ok) throw new Error('bad')
              return res.json()
            })
            .catch((error) => {
              if (retries > 0) return load(url, retries - 1)
              throw error
            })
        }
      `,
      errors: [
        { messageId: 'blanket', line: 9, column: 39, endLine: 9, endColumn: 61, suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        export function load(url: string, retries = 3): Promise<unknown> {
          return fetch(url)
            .then(async (res) => {
              if (res.status === 402) {
                throw await PaymentRequiredError.from(res)
              }
              if (!res.ok) throw new Error('bad')
              return res.json()
            })
            .catch((error) => {
              if (retries > 0 && !(error instanceof PaymentRequiredError)) return load(url, retries - 1)
              throw error
            })
        }
      ` }] },
      ],
    },
    {
      name: 'a second request after the first one failed',
      code: `
        export async function load(url: string) {
          let res = await fetch(url)
          if (!res.ok) res = await fetch(url)
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blanket', line: 4, column: 36, endLine: 4, endColumn: 46, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          let res = await fetch(url)
          if (!res.ok && res.status !== 402) res = await fetch(url)
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a timer that sends again',
      code: `
        export function load(url: string, done: (body: unknown) => void): void {
          fetch(url).then(async (res) => {
            if (!res.ok) {
              setTimeout(() => load(url, done), 1000)
              return
            }
            done(await res.json())
          })
        }
      `,
      errors: [
        { messageId: 'blanket', line: 5, column: 15, endLine: 5, endColumn: 54, suggestions: [{ messageId: 'leaveOut', output: `
        export function load(url: string, done: (body: unknown) => void): void {
          fetch(url).then(async (res) => {
            if (!res.ok) {
              if (res.status !== 402) setTimeout(() => load(url, done), 1000)
              return
            }
            done(await res.json())
          })
        }
      ` }] },
      ],
    },
    {
      name: 'a helper that repeats what it is given',
      code: `
        async function withRetry<T>(send: () => Promise<T>, retries = 3): Promise<T> {
          for (let attempt = 0; ; attempt++) {
            try {
              return await send()
            } catch (error) {
              if (attempt >= retries) throw error
            }
          }
        }

        export const load = (url: string) =>
          withRetry(async () => {
            const res = await fetch(url)
            if (!res.ok) throw new Error('bad')
            return res.json()
          })
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 45, suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        async function withRetry<T>(send: () => Promise<T>, retries = 3): Promise<T> {
          for (let attempt = 0; ; attempt++) {
            try {
              return await send()
            } catch (error) {
              if (attempt >= retries || error instanceof PaymentRequiredError) throw error
            }
          }
        }

        export const load = (url: string) =>
          withRetry(async () => {
            const res = await fetch(url)
            if (res.status === 402) {
              throw await PaymentRequiredError.from(res)
            }
            if (!res.ok) throw new Error('bad')
            return res.json()
          })
      ` }] },
      ],
    },
    {
      name: 'a method that calls itself',
      code: `
        export class Api {
          constructor(private readonly base: string) {}

          async get(path: string, attempts = 3): Promise<unknown> {
            const response = await fetch(this.base + path)
            if (!response.ok) {
              if (attempts > 1) return this.get(path, attempts - 1)
              throw new Error('Request failed')
            }
            return response.json()
          }
        }
      `,
      errors: [
        { messageId: 'blanket', line: 8, column: 40, endLine: 8, endColumn: 68, suggestions: [{ messageId: 'leaveOut', output: `
        export class Api {
          constructor(private readonly base: string) {}

          async get(path: string, attempts = 3): Promise<unknown> {
            const response = await fetch(this.base + path)
            if (!response.ok) {
              if (attempts > 1 && response.status !== 402) return this.get(path, attempts - 1)
              throw new Error('Request failed')
            }
            return response.json()
          }
        }
      ` }] },
      ],
    },
    {
      name: 'axios and a recursion',
      code: `
        import axios from 'axios'

        export async function load(url: string, retries = 2): Promise<unknown> {
          try {
            return (await axios.get(url)).data
          } catch (error) {
            if (retries === 0) throw error
            return load(url, retries - 1)
          }
        }
      `,
      errors: [
        { messageId: 'blanket', line: 9, column: 20, endLine: 9, endColumn: 42, suggestions: [{ messageId: 'leaveOut', output: `
        import axios from 'axios'

        export async function load(url: string, retries = 2): Promise<unknown> {
          try {
            return (await axios.get(url)).data
          } catch (error) {
            if (retries === 0 || (error as { response?: { status?: number } } | undefined)?.response?.status === 402) throw error
            return load(url, retries - 1)
          }
        }
      ` }] },
      ],
    },
  ],
})
