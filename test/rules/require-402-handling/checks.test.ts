import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [],
  invalid: [
    {
      name: 'a guard that throws the same error for every failure',
      code: `
        export async function loadUser(id: string) {
          const response = await fetch(\`https://api.example.com/users/\${id}\`)
          if (!response.ok) throw new Error('Failed to load the user')
          return response.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 27, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadUser(id: string) {
          const response = await fetch(\`https://api.example.com/users/\${id}\`)
          if (response.status === 402) {
            throw await PaymentRequiredError.from(response)
          }
          if (!response.ok) throw new Error('Failed to load the user')
          return response.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a guard in a block',
      code: `
        export async function loadInvoices(): Promise<Invoice[]> {
          const res = await fetch('/api/invoices')
          if (!res.ok) {
            throw new Error('Could not load invoices')
          }
          return (await res.json()) as Invoice[]
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadInvoices(): Promise<Invoice[]> {
          const res = await fetch('/api/invoices')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) {
            throw new Error('Could not load invoices')
          }
          return (await res.json()) as Invoice[]
        }
      ` }] },
      ],
    },
    {
      name: 'a status that is compared with 200',
      code: `
        export const loadPlan = async () => {
          const res = await fetch('/api/plan')
          if (res.status !== 200) throw new Error('Unexpected answer')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 33, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export const loadPlan = async () => {
          const res = await fetch('/api/plan')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (res.status !== 200) throw new Error('Unexpected answer')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a status from 400 on',
      code: `
        export async function search(query: string) {
          const res = await fetch('/api/search', { method: 'POST', body: query })
          if (res.status >= 400) {
            throw new Error('Search failed')
          }
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 32, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function search(query: string) {
          const res = await fetch('/api/search', { method: 'POST', body: query })
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (res.status >= 400) {
            throw new Error('Search failed')
          }
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a promise chain',
      code: `
        export function loadCart() {
          return fetch('/api/cart').then((response) => {
            if (!response.ok) throw new Error('No cart')
            return response.json()
          })
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 17, endLine: 4, endColumn: 29, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export function loadCart() {
          return fetch('/api/cart').then(async (response) => {
            if (response.status === 402) {
              throw await PaymentRequiredError.from(response)
            }
            if (!response.ok) throw new Error('No cart')
            return response.json()
          })
        }
      ` }] },
      ],
    },
    {
      name: 'a catch that swallows what the guard throws',
      code: `
        export async function loadNews() {
          try {
            const res = await fetch('/api/news')
            if (!res.ok) throw new Error('bad')
            return await res.json()
          } catch {
            return []
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 17, endLine: 5, endColumn: 24, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function loadNews() {
          try {
            const res = await fetch('/api/news')
            if (res.status === 402) {
              notifyPaymentRequired(res)
            }
            if (!res.ok) throw new Error('bad')
            return await res.json()
          } catch {
            return []
          }
        }
      ` }] },
      ],
    },
    {
      name: 'a chain that ends in a catch',
      code: `
        export const loadFeed = () =>
          fetch('/api/feed')
            .then((r) => (r.ok ? r.json() : Promise.reject(new Error('feed'))))
            .catch(() => null)
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 27, endLine: 4, endColumn: 31, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export const loadFeed = () =>
          fetch('/api/feed')
            .then((r) => {
              if (r.status === 402) {
                notifyPaymentRequired(r)
              }
              return r.ok ? r.json() : Promise.reject(new Error('feed'))
            })
            .catch(() => null)
      ` }] },
      ],
    },
    {
      name: 'a switch with a default',
      code: `
        export async function loadJob(id: string) {
          const res = await fetch('/api/jobs/' + id)
          switch (res.status) {
            case 200:
              return res.json()
            case 404:
              return undefined
            default:
              throw new Error('Job failed')
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 18, endLine: 5, endColumn: 21, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadJob(id: string) {
          const res = await fetch('/api/jobs/' + id)
          switch (res.status) {
            case 200:
              return res.json()
            case 404:
              return undefined
            case 402:
              throw await PaymentRequiredError.from(res)
            default:
              throw new Error('Job failed')
          }
        }
      ` }] },
      ],
    },
    {
      name: 'one check that two requests share',
      code: `
        async function check(res: Response) {
          if (!res.ok) throw new Error('Request failed')
          return res.json()
        }

        export const loadA = async () => check(await fetch('/api/a'))
        export const loadB = async () => check(await fetch('/api/b'))
      `,
      errors: [
        { messageId: 'blind', line: 3, column: 15, endLine: 3, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        async function check(res: Response) {
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('Request failed')
          return res.json()
        }

        export const loadA = async () => check(await fetch('/api/a'))
        export const loadB = async () => check(await fetch('/api/b'))
      ` }] },
      ],
    },
    {
      name: 'one check that three requests share',
      code: `
        const toJson = (res: Response) => {
          if (!res.ok) throw new Error('Request failed')
          return res.json()
        }

        export const users = () => fetch('/api/users').then(toJson)
        export const teams = () => fetch('/api/teams').then(toJson)
        export const plans = () => fetch('/api/plans').then(toJson)
      `,
      errors: [
        { messageId: 'blind', line: 3, column: 15, endLine: 3, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        const toJson = (res: Response) => {
          if (res.status === 402) {
            return PaymentRequiredError.from(res).then((error) => Promise.reject(error))
          }
          if (!res.ok) throw new Error('Request failed')
          return res.json()
        }

        export const users = () => fetch('/api/users').then(toJson)
        export const teams = () => fetch('/api/teams').then(toJson)
        export const plans = () => fetch('/api/plans').then(toJson)
      ` }] },
      ],
    },
    {
      name: 'an alias of ok',
      code: `
        export async function loadTotal() {
          const res = await fetch('/api/total')
          const succeeded = res.ok
          if (!succeeded) throw new Error('No total')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 15, endLine: 5, endColumn: 25, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadTotal() {
          const res = await fetch('/api/total')
          const succeeded = res.ok
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!succeeded) throw new Error('No total')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'destructured parts of a response',
      code: `
        export async function remove(name: string) {
          const { ok } = await fetch('/api/names/' + name, { method: 'DELETE' })
          if (!ok) throw new Error('Unknown name')
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 18, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function remove(name: string) {
          const response = await fetch('/api/names/' + name, { method: 'DELETE' })
          if (response.status === 402) {
            throw await PaymentRequiredError.from(response)
          }
          const { ok } = response
          if (!ok) throw new Error('Unknown name')
        }
      ` }] },
      ],
    },
    {
      name: 'an else branch that throws',
      code: `
        export async function loadTheme() {
          const res = await fetch('/api/theme')
          if (res.ok) {
            return res.json()
          } else {
            throw new Error('No theme')
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 21, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadTheme() {
          const res = await fetch('/api/theme')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (res.ok) {
            return res.json()
          } else {
            throw new Error('No theme')
          }
        }
      ` }] },
      ],
    },
    {
      name: 'a range from 200 to 299',
      code: `
        export async function upload(body: Blob) {
          const res = await fetch('/api/upload', { method: 'PUT', body })
          if (res.status < 200 || res.status >= 300) throw new Error('Upload failed')
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 52, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function upload(body: Blob) {
          const res = await fetch('/api/upload', { method: 'PUT', body })
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (res.status < 200 || res.status >= 300) throw new Error('Upload failed')
        }
      ` }] },
      ],
    },
  ],
})
