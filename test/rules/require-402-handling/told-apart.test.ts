import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [
    {
      name: 'an empty file',
      code: '',
    },
    {
      name: 'a file without requests',
      code: 'export const add = (a: number, b: number) => a + b',
    },
    {
      name: 'a response beside what another file has made of it, which may have told of a failure',
      code: `
        import { request } from './request'
        export async function load(id: string) {
          const { res, data } = await request('/things', { id })
          if (res?.ok && data) return data
          return null
        }
      `,
    },
    {
      name: 'a branch for 402',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (res.status === 402) return { due: true }
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'a branch for 402 inside the check',
      code: `
        export async function load(upgrade: () => void) {
          const res = await fetch('/api/x')
          if (!res.ok) {
            if (res.status === 402) upgrade()
            throw new Error('failed')
          }
          return res.json()
        }
      `,
    },
    {
      name: 'a case for 402',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          switch (res.status) {
            case 200:
              return res.json()
            case 402:
              return 'pay'
            default:
              throw new Error('failed')
          }
        }
      `,
    },
    {
      name: '402 in a list of its own',
      code: `
        const BILLING = [402, 451]

        export async function load() {
          const res = await fetch('/api/x')
          if (BILLING.includes(res.status)) throw new Error('billing')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'a constant that stands for 402',
      code: `
        const PAYMENT_REQUIRED = 402

        export async function load() {
          const res = await fetch('/api/x')
          if (res.status === PAYMENT_REQUIRED) throw new Error('pay first')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'a table of messages',
      code: `
        const MESSAGES: Record<number, string> = { 402: 'Pay first', 404: 'Not there' }

        export async function load(show: (text: string) => void) {
          const res = await fetch('/api/x')
          if (res.status in MESSAGES) return show(MESSAGES[res.status])
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'an error that has the status',
      code: `
        class HttpError extends Error {
          constructor(readonly status: number) {
            super('failed')
          }
        }

        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new HttpError(res.status)
          return res.json()
        }
      `,
    },
    {
      name: 'an error that has the response',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw Object.assign(new Error('failed'), { response: res })
          return res.json()
        }
      `,
    },
    {
      name: 'an error with the status as its cause',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed', { cause: { status: res.status } })
          return res.json()
        }
      `,
    },
    {
      name: 'a result with the status',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) return { ok: false, status: res.status }
          return { ok: true, data: await res.json() }
        }
      `,
    },
    {
      name: 'the response itself is returned',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          return res
        }
      `,
    },
    {
      name: 'the promise of the response is returned',
      code: `export const load = () => fetch('/api/x')`,
    },
    {
      name: 'a caller in the same file looks at the status',
      code: `
        async function send() {
          return fetch('/api/x')
        }

        export async function load() {
          const res = await send()
          if (res.status === 402) return 'pay'
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'the body decides',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          const body = await res.json()
          if (body.error) throw new Error(body.error.code)
          return body
        }
      `,
    },
    {
      name: 'the word fetch in a comment alone',
      code: `
        // Whatever we fetch here is ok: no status is read.
        export const label = 'fetch'
      `,
    },
  ],
  invalid: [],
})
