import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [],
  invalid: [
    {
      name: 'a loop that tries again until the answer is ok',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
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
      name: 'a loop that goes on after each failure',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 5; attempt++) {
            const res = await fetch(url)
            if (!res.ok) continue
            return res.json()
          }
          return null
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 5; attempt++) {
            const res = await fetch(url)
            if (res.status === 402) break
            if (!res.ok) continue
            return res.json()
          }
          return null
        }
      ` }] },
      ],
    },
    {
      name: 'a loop whose catch swallows what the guard throws',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              const res = await fetch(url)
              if (!res.ok) throw new Error('bad')
              return await res.json()
            } catch (error) {
              console.warn('trying again', error)
            }
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              const res = await fetch(url)
              if (res.status === 402) throw await PaymentRequiredError.from(res)
              if (!res.ok) throw new Error('bad')
              return await res.json()
            } catch (error) {
              if (error instanceof PaymentRequiredError) throw error
              console.warn('trying again', error)
            }
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a while loop with a pause',
      code: `
        const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

        export async function load(url: string) {
          let tries = 0
          while (tries < 4) {
            const res = await fetch(url)
            if (res.ok) return res.json()
            tries++
            await sleep(1000 * 2 ** tries)
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 6, column: 11, endLine: 6, endColumn: 28, suggestions: [{ messageId: 'leaveOut', output: `
        const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

        export async function load(url: string) {
          let tries = 0
          while (tries < 4) {
            const res = await fetch(url)
            if (res.status === 402) break
            if (res.ok) return res.json()
            tries++
            await sleep(1000 * 2 ** tries)
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a do loop',
      code: `
        export async function load(url: string) {
          let res
          let left = 3
          do {
            res = await fetch(url)
            left--
          } while (!res.ok && left > 0)
          return res
        }
      `,
      errors: [
        { messageId: 'blanket', line: 5, column: 11, endLine: 5, endColumn: 13, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          let res
          let left = 3
          do {
            res = await fetch(url)
            left--
          } while (!res.ok && left > 0 && res.status !== 402)
          return res
        }
      ` }] },
      ],
    },
    {
      name: 'a loop without an end',
      code: `
        export async function load(url: string) {
          while (true) {
            const res = await fetch(url)
            if (res.ok) return res.json()
            await new Promise((resolve) => setTimeout(resolve, 500))
          }
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 23, suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        export async function load(url: string) {
          while (true) {
            const res = await fetch(url)
            if (res.status === 402) throw await PaymentRequiredError.from(res)
            if (res.ok) return res.json()
            await new Promise((resolve) => setTimeout(resolve, 500))
          }
        }
      ` }] },
      ],
    },
    {
      name: 'only 404 ends the loop',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 404) return undefined
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 402) break
            if (res.status === 404) return undefined
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'axios in a loop with a catch',
      code: `
        import axios from 'axios'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return (await axios.get(url)).data
            } catch (error) {
              if (attempt === 2) throw error
            }
          }
        }
      `,
      errors: [
        { messageId: 'blanket', line: 5, column: 11, endLine: 5, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        import axios from 'axios'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return (await axios.get(url)).data
            } catch (error) {
              if (attempt === 2 || (error as { response?: { status?: number } } | undefined)?.response?.status === 402) throw error
            }
          }
        }
      ` }] },
      ],
    },
    {
      name: 'ky in a loop',
      code: `
        import ky from 'ky'

        export async function load(url: string) {
          let failure: unknown
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return await ky.get(url, { retry: 0 }).json()
            } catch (error) {
              failure = error
            }
          }
          throw failure
        }
      `,
      errors: [
        { messageId: 'blanket', line: 6, column: 11, endLine: 6, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        import ky from 'ky'

        export async function load(url: string) {
          let failure: unknown
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return await ky.get(url, { retry: 0 }).json()
            } catch (error) {
              if ((error as { response?: { status?: number } } | undefined)?.response?.status === 402) throw error
              failure = error
            }
          }
          throw failure
        }
      ` }] },
      ],
    },
    {
      name: 'a labelled loop',
      code: `
        export async function load(url: string) {
          attempts: for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (!res.ok) continue attempts
            return res.json()
          }
          return null
        }
      `,
      errors: [
        { messageId: 'blanket', line: 3, column: 21, endLine: 3, endColumn: 66, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          attempts: for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 402) break
            if (!res.ok) continue attempts
            return res.json()
          }
          return null
        }
      ` }] },
      ],
    },
  ],
})
