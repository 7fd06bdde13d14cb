import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [
    {
      name: 'the response is handed to code that is not seen',
      code: `
        import { handle } from './handle'

        export async function load() {
          const res = await fetch('/api/x')
          return handle(res)
        }
      `,
    },
    {
      name: 'the status goes to a callback',
      code: `
        export async function load(onFailure: (status: number) => void) {
          const res = await fetch('/api/x')
          if (!res.ok) return onFailure(res.status)
          return res.json()
        }
      `,
    },
    {
      name: 'axios, whose error goes on to the caller',
      code: `
        import axios from 'axios'

        export async function load() {
          const { data } = await axios.get('/api/x')
          return data
        }
      `,
    },
    {
      name: 'axios, whose error is looked at',
      code: `
        import axios from 'axios'

        export async function load() {
          try {
            return (await axios.get('/api/x')).data
          } catch (error) {
            if (axios.isAxiosError(error) && error.response?.status === 402) return 'pay'
            return null
          }
        }
      `,
    },
    {
      name: 'axios, whose error is thrown on',
      code: `
        import axios from 'axios'

        export async function load() {
          try {
            return (await axios.get('/api/x')).data
          } catch (error) {
            console.error(error)
            throw error
          }
        }
      `,
    },
    {
      name: 'a picture',
      code: `
        export async function load() {
          const res = await fetch('/images/logo.svg')
          if (!res.ok) throw new Error('No logo')
          return res.text()
        }
      `,
    },
    {
      name: 'a server on this machine',
      code: `
        export async function load() {
          const res = await fetch('http://localhost:3000/health')
          if (!res.ok) throw new Error('Not running')
        }
      `,
    },
    {
      name: 'a data URL',
      code: `
        export async function load() {
          const res = await fetch('data:text/plain,hello')
          if (!res.ok) throw new Error('No text')
          return res.text()
        }
      `,
    },
    {
      name: 'a function of this file that is called fetch',
      code: `
        const fetch = async (key: string) => ({ ok: key !== '', value: key })

        export async function load() {
          const entry = await fetch('x')
          if (!entry.ok) throw new Error('No entry')
          return entry.value
        }
      `,
    },
    {
      name: `a wrong status in a test's stand-in`,
      code: 'export const answer = { ok: false, status: 500 }',
    },
  ],
  invalid: [
    {
      name: 'a response that comes in as a parameter',
      code: `
        export async function readAnswer(response: Response) {
          if (!response.ok) throw new Error('Bad answer')
          return response.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 3, column: 15, endLine: 3, endColumn: 27, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function readAnswer(response: Response) {
          if (response.status === 402) {
            throw await PaymentRequiredError.from(response)
          }
          if (!response.ok) throw new Error('Bad answer')
          return response.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a response from code that is not seen',
      code: `
        import { authFetch } from './auth'

        export async function loadOrders() {
          const res = await authFetch('/api/orders')
          if (!res.ok) throw new Error('No orders')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 6, column: 15, endLine: 6, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
        import { authFetch } from './auth'
import { PaymentRequiredError } from './payment-required'

        export async function loadOrders() {
          const res = await authFetch('/api/orders')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('No orders')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'axios in a try whose catch forgets the error',
      code: `
        import axios from 'axios'

        export async function loadTeams() {
          try {
            const { data } = await axios.get('/api/teams')
            return data
          } catch {
            return []
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 8, column: 13, endLine: 8, endColumn: 18, suggestions: [{ messageId: 'addNotification', output: `
        import axios from 'axios'
import { isPaymentRequired, notifyPaymentRequired } from './payment-required'

        export async function loadTeams() {
          try {
            const { data } = await axios.get('/api/teams')
            return data
          } catch (error) {
            if (isPaymentRequired(error)) {
              notifyPaymentRequired(error)
            }
            return []
          }
        }
      ` }] },
      ],
    },
    {
      name: 'axios, whose error is replaced',
      code: `
        import axios from 'axios'

        export async function loadStats() {
          try {
            return (await axios.get('/api/stats')).data
          } catch (error) {
            throw new Error('Could not load the statistics')
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 7, column: 13, endLine: 7, endColumn: 26, suggestions: [{ messageId: 'addBranch', output: `
        import axios from 'axios'
import { isPaymentRequired, PaymentRequiredError } from './payment-required'

        export async function loadStats() {
          try {
            return (await axios.get('/api/stats')).data
          } catch (error) {
            if (isPaymentRequired(error)) {
              throw await PaymentRequiredError.fromError(error)
            }
            throw new Error('Could not load the statistics')
          }
        }
      ` }] },
      ],
    },
    {
      name: 'a catch callback behind axios',
      code: `
        import axios from 'axios'

        export const loadTags = () =>
          axios
            .get('/api/tags')
            .then(({ data }) => data)
            .catch(() => [])
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 11, endLine: 5, endColumn: 16, suggestions: [{ messageId: 'addNotification', output: `
        import axios from 'axios'
import { isPaymentRequired, notifyPaymentRequired } from './payment-required'

        export const loadTags = () =>
          axios
            .get('/api/tags')
            .then(({ data }) => data)
            .catch((error) => {
              if (isPaymentRequired(error)) {
                notifyPaymentRequired(error)
              }
              return []
            })
      ` }] },
      ],
    },
    {
      name: 'ky in a try',
      code: `
        import ky from 'ky'

        export async function loadMenu() {
          try {
            return await ky.get('https://api.example.com/menu').json()
          } catch {
            return undefined
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 7, column: 13, endLine: 7, endColumn: 18, suggestions: [{ messageId: 'addNotification', output: `
        import ky from 'ky'
import { isPaymentRequired, notifyPaymentRequired } from './payment-required'

        export async function loadMenu() {
          try {
            return await ky.get('https://api.example.com/menu').json()
          } catch (error) {
            if (isPaymentRequired(error)) {
              notifyPaymentRequired(error)
            }
            return undefined
          }
        }
      ` }] },
      ],
    },
    {
      name: 'several requests at once',
      code: `
        export async function loadBoth() {
          const [a, b] = await Promise.all([fetch('/api/a'), fetch('/api/b')])
          if (!a.ok || !b.ok) throw new Error('One of them failed')
          return [await a.json(), await b.json()]
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 20 },
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 29 },
      ],
    },
    {
      name: 'a promise that is made by hand',
      code: `
        export function loadBanner() {
          return new Promise((resolve, reject) => {
            fetch('/api/banner').then((res) => {
              if (!res.ok) reject(new Error('No banner'))
              else resolve(res.json())
            }, reject)
          })
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 19, endLine: 5, endColumn: 26, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export function loadBanner() {
          return new Promise((resolve, reject) => {
            fetch('/api/banner').then((res) => {
              if (res.status === 402) {
                notifyPaymentRequired(res)
              }
              if (!res.ok) reject(new Error('No banner'))
              else resolve(res.json())
            }, reject)
          })
        }
      ` }] },
      ],
    },
  ],
})
