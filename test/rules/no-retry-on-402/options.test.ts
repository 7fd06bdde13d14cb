import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [
    {
      name: 'a 404 that ends the loop, and nothing else is asked for',
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
      options: [{ statuses: [404] }],
    },
    {
      name: 'a host that the settings do not name',
      code: `
        export async function load() {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://free.example.org/items')
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['api.example.com'], paymentModule: './payment-required' } },
    },
    {
      name: 'an address that is not known, where the settings name hosts',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['api.example.com'], paymentModule: './payment-required' } },
    },
  ],
  invalid: [
    {
      name: 'a 403 that is sent again',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      options: [{ statuses: [403] }],
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 403) break
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a 401 that is sent again with the same token',
      code: `
        export async function load(url: string, token: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url, { headers: { authorization: \`Bearer \${token}\` } })
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      options: [{ statuses: [401] }],
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load(url: string, token: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url, { headers: { authorization: \`Bearer \${token}\` } })
            if (res.status === 401) break
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'two statuses, of which one is sent again',
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
      options: [{ statuses: [402, 404] }],
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
      name: 'a host that the settings name',
      code: `
        export async function load() {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://api.example.com/v1/items')
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['*.example.com'], paymentModule: './payment-required' } },
      errors: [
        { messageId: 'blanket', line: 3, column: 11, endLine: 3, endColumn: 56, suggestions: [{ messageId: 'leaveOut', output: `
        export async function load() {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://api.example.com/v1/items')
            if (res.status === 402) break
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      ` }] },
      ],
    },
    {
      name: 'a client that the settings name',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
      settings: { 'http-errors': { paidEndpoints: ['fetch'], paymentModule: './payment-required' } },
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

  ],
})
