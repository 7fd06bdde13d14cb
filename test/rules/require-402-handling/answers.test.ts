import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [
    {
      name: 'a probe of whether something is there',
      code: `
        import { fetchWithSentry } from './sentry'
        export async function exists(name: string) {
          const res = await fetch('/api/names/' + name, { method: 'HEAD' })
          return res.ok
        }
        export async function isTaken(name: string) {
          const res = await fetchWithSentry('/api/names/' + name, { method: 'HEAD' })
          return res.status === 200
        }
        export const isUp = (server: string) => fetch(server).then(() => true, () => false)
      `,
    },
    {
      name: 'a probe of whether an object is in a store',
      code: `
        import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
        const client = new S3Client({})
        export const exists = (Key: string) => client.send(new HeadObjectCommand({ Bucket: 'files', Key })).then(() => true, () => false)
      `,
    },
    {
      name: 'what is got from an address that comes as data',
      code: `
        import axios from 'axios'
        export async function download(file: { url: string }) {
          const { url } = file
          const res = await fetch(new URL(url))
          if (!res.ok) throw new Error('No file')
          return res.blob()
        }
        export async function preview(documents: { url: string }[]) {
          const found = []
          for (const document of documents) {
            try {
              found.push((await axios.get(document.url)).data)
            } catch {
              found.push(null)
            }
          }
          return found
        }
      `,
    },
    {
      name: 'what is got from an address that does not say that an API answers',
      code: `
        import { cdn } from './config'
        export async function prices() {
          const res = await fetch(\`\${cdn}/prices\`)
          return res.ok ? res.json() : []
        }
        export async function terms() {
          const res = await fetch('/terms.json')
          return res.ok ? res.json() : []
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'null for every failure',
      code: `
        export async function loadProfile() {
          const res = await fetch('/api/profile')
          if (!res.ok) return null
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function loadProfile() {
          const res = await fetch('/api/profile')
          if (res.status === 402) {
            notifyPaymentRequired(res)
          }
          if (!res.ok) return null
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a conditional with a fallback',
      code: `
        export async function loadFlags() {
          const res = await fetch('/api/flags')
          return res.ok ? await res.json() : {}
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 18, endLine: 4, endColumn: 24, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function loadFlags() {
          const res = await fetch('/api/flags')
          if (res.status === 402) {
            notifyPaymentRequired(res)
          }
          return res.ok ? await res.json() : {}
        }
      ` }] },
      ],
    },
    {
      name: 'a status that is only logged',
      code: `
        export async function loadQuota() {
          const res = await fetch('/api/quota')
          if (!res.ok) {
            console.error('quota', res.status)
            throw new Error('No quota')
          }
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadQuota() {
          const res = await fetch('/api/quota')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) {
            console.error('quota', res.status)
            throw new Error('No quota')
          }
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a state with fixed words',
      code: `
        export async function submit(setError: (text: string) => void, setItems: (items: unknown) => void) {
          const res = await fetch('/api/items', { method: 'POST' })
          if (!res.ok) {
            setError('Something went wrong')
            return
          }
          setItems(await res.json())
        }
      `,
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function submit(setError: (text: string) => void, setItems: (items: unknown) => void) {
          const res = await fetch('/api/items', { method: 'POST' })
          if (res.status === 402) {
            notifyPaymentRequired(res)
          }
          if (!res.ok) {
            setError('Something went wrong')
            return
          }
          setItems(await res.json())
        }
      ` }] },
      ],
    },
    {
      name: 'an error class that keeps no status',
      code: `
        class ApiError extends Error {
          constructor(message: string) {
            super(message)
            this.name = 'ApiError'
          }
        }

        export async function loadReport() {
          const res = await fetch('/api/report')
          if (!res.ok) throw new ApiError('The report could not be loaded')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 11, column: 15, endLine: 11, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        class ApiError extends Error {
          constructor(message: string) {
            super(message)
            this.name = 'ApiError'
          }
        }

        export async function loadReport() {
          const res = await fetch('/api/report')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new ApiError('The report could not be loaded')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a method of a client class',
      code: `
        export class Client {
          constructor(private readonly apiUrl: string) {}

          async get(path: string) {
            const response = await fetch(this.apiUrl + path)
            if (!response.ok) {
              throw new Error('Request failed')
            }
            return response.json()
          }
        }
      `,
      errors: [
        { messageId: 'blind', line: 7, column: 17, endLine: 7, endColumn: 29, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export class Client {
          constructor(private readonly apiUrl: string) {}

          async get(path: string) {
            const response = await fetch(this.apiUrl + path)
            if (response.status === 402) {
              throw await PaymentRequiredError.from(response)
            }
            if (!response.ok) {
              throw new Error('Request failed')
            }
            return response.json()
          }
        }
      ` }] },
      ],
    },
    {
      name: 'only 401 has a branch of its own',
      code: `
        export async function loadAccount(signIn: () => void) {
          const res = await fetch('/api/account')
          if (res.status === 401) return signIn()
          if (!res.ok) throw new Error('No account')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 15, endLine: 5, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadAccount(signIn: () => void) {
          const res = await fetch('/api/account')
          if (res.status === 401) return signIn()
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('No account')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'only 404 has an answer of its own',
      code: `
        export async function find(id: string) {
          const res = await fetch('/api/things/' + id)
          if (res.status === 404) return undefined
          if (!res.ok) throw new Error('Lookup failed')
          return res.json()
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, column: 15, endLine: 5, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function find(id: string) {
          const res = await fetch('/api/things/' + id)
          if (res.status === 404) return undefined
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('Lookup failed')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a boolean',
      code: `
        export async function join() {
          const res = await fetch('/api/join', { method: 'POST' })
          return res.ok
        }
      `,
      errors: [
        { messageId: 'blind', line: 3, column: 29, endLine: 3, endColumn: 67 },
      ],
    },
    {
      name: 'a boolean that a probe gives, where that is asked for',
      code: `
        export async function exists(name: string) {
          const res = await fetch('/api/names/' + name)
          return res.ok
        }
      `,
      options: [{ certainty: 'likely' }],
      errors: [{ messageId: 'blind', line: 3 }],
    },
    {
      name: 'what is sent to an address that comes as data',
      code: `
        export async function subscribe(hook) {
          const res = await fetch(hook.url, { method: 'POST' })
          return res.ok
        }
      `,
      errors: [{ messageId: 'blind', line: 3 }],
    },
    {
      name: 'what is got from an address that another file names',
      code: `
        import { apiUrls } from './urls'
        export async function plan() {
          const res = await fetch(apiUrls.plan)
          return res.ok ? res.json() : {}
        }
      `,
      errors: [
        { messageId: 'blind', line: 5, suggestions: [{ messageId: 'addNotification', output: `
        import { apiUrls } from './urls'
import { notifyPaymentRequired } from './payment-required'
        export async function plan() {
          const res = await fetch(apiUrls.plan)
          if (res.status === 402) {
            notifyPaymentRequired(res)
          }
          return res.ok ? res.json() : {}
        }
      ` }] },
      ],
    },
  ],
})
