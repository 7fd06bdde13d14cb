import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [
    {
      name: 'a host that the settings do not name',
      code: `
        export async function load() {
          const res = await fetch('https://cdn.example.org/data')
          if (!res.ok) throw new Error('No data')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['api.example.com'], paymentModule: './payment-required' } },
    },
    {
      name: 'an address that is not known, where the settings name hosts',
      code: `
        export async function load(url: string) {
          const res = await fetch(url)
          if (!res.ok) throw new Error('No data')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['api.example.com'], paymentModule: './payment-required' } },
    },
    {
      name: 'a path outside of the glob of the settings',
      code: `
        export async function load() {
          const res = await fetch('https://api.example.com/health')
          if (!res.ok) throw new Error('Down')
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['https://api.example.com/v1/*'], paymentModule: './payment-required' } },
    },
    {
      name: 'another client than the settings name',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['axios', './api'], paymentModule: './payment-required' } },
    },
    {
      name: 'an address that the settings say is free',
      code: `
        export async function load() {
          const res = await fetch('/api/internal/flags')
          if (!res.ok) throw new Error('No flags')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['!/api/internal/*'], paymentModule: './payment-required' } },
    },
    {
      name: 'an address that may be one of a file, where the settings name only what is free',
      code: `
        export async function isListed(list: { url: string }, name: string) {
          const res = await fetch(list.url)
          if (res.status !== 200) return false
          return (await res.json()).includes(name)
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['!/api/internal/*'], paymentModule: './payment-required' } },
    },
  ],
  invalid: [
    {
      name: 'an address that the settings do not say is free',
      code: `
        export async function load() {
          const res = await fetch('/api/orders')
          if (!res.ok) throw new Error('No orders')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['!/api/internal/*'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function load() {
          const res = await fetch('/api/orders')
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
      name: 'an address that may be one of a file, where the settings name what gets it',
      code: `
        export async function isListed(list: { url: string }, name: string) {
          const res = await fetch(list.url)
          if (res.status !== 200) return false
          return (await res.json()).includes(name)
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['fetch'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 4, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function isListed(list: { url: string }, name: string) {
          const res = await fetch(list.url)
          if (res.status === 402) {
            notifyPaymentRequired(res)
          }
          if (res.status !== 200) return false
          return (await res.json()).includes(name)
        }
      ` }] },
      ],
    },
    {
      name: 'a host that the settings name',
      code: `
        export async function loadQuote() {
          const res = await fetch('https://api.example.com/quote')
          if (!res.ok) throw new Error('No quote')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['api.example.com'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadQuote() {
          const res = await fetch('https://api.example.com/quote')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('No quote')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a URL glob that the settings name',
      code: `
        export async function loadModel(id: string) {
          const res = await fetch(\`https://api.example.com/v1/models/\${id}\`)
          if (!res.ok) throw new Error('No model')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['https://api.example.com/v1/*'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadModel(id: string) {
          const res = await fetch(\`https://api.example.com/v1/models/\${id}\`)
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('No model')
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'a client that the settings name',
      code: `
        import axios from 'axios'

        export async function loadCards() {
          try {
            return (await axios.get('/api/cards')).data
          } catch {
            return []
          }
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['axios'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 7, column: 13, endLine: 7, endColumn: 18, suggestions: [{ messageId: 'addNotification', output: `
        import axios from 'axios'
import { isPaymentRequired, notifyPaymentRequired } from './payment-required'

        export async function loadCards() {
          try {
            return (await axios.get('/api/cards')).data
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
      name: 'a module that the settings name',
      code: `
        import { request } from './api'

        export async function loadCredits() {
          const res = await request('/credits')
          if (!res.ok) throw new Error('No credits')
          return res.json()
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['./api'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blind', line: 6, column: 15, endLine: 6, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
        import { request } from './api'
import { PaymentRequiredError } from './payment-required'

        export async function loadCredits() {
          const res = await request('/credits')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('No credits')
          return res.json()
        }
      ` }] },
      ],
    },

  ],
})
