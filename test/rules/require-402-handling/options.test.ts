import require402Handling from '../../../rules/require-402-handling.ts'
import { testRule } from '../test-rule.ts'

testRule('require-402-handling', require402Handling, {
  valid: [
    {
      name: 'the status in a message, which only strict reports',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }
      `,
    },
    {
      name: 'no check, which only strict reports',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          return res.json()
        }
      `,
    },
    {
      name: 'client errors told from server errors, which only strict reports',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (res.status >= 500) throw new Error('Try again later')
          if (!res.ok) return null
          return res.json()
        }
      `,
    },
    {
      name: 'blind, where only text is reported',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
      options: [{ report: ['text'] }],
    },
    {
      name: '429 is told apart, and nothing else is asked for',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (res.status === 429) return 'later'
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
      options: [{ statuses: [429] }],
    },
  ],
  invalid: [
    {
      name: 'a 429 that ends like a 500',
      code: `
        export async function loadPrices() {
          const res = await fetch('/api/prices')
          if (!res.ok) throw new Error('No prices')
          return res.json()
        }
      `,
      options: [{ statuses: [429] }],
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22 },
      ],
    },
    {
      name: 'two statuses, of which one is told apart',
      code: `
        export async function loadSecrets(signIn: () => void) {
          const res = await fetch('/api/secrets')
          if (res.status === 401) return signIn()
          if (!res.ok) throw new Error('No secrets')
          return res.json()
        }
      `,
      options: [{ statuses: [401, 403] }],
      errors: [
        { messageId: 'blind', line: 5, column: 15, endLine: 5, endColumn: 22 },
      ],
    },
    {
      name: 'a status that has no words of its own',
      code: `
        export async function brew() {
          const res = await fetch('/api/brew')
          if (!res.ok) throw new Error('No tea')
          return res.text()
        }
      `,
      options: [{ statuses: [418] }],
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 22 },
      ],
    },
    {
      name: 'the status in a message, where text is reported too',
      code: `
        export async function loadUsage() {
          const res = await fetch('/api/usage')
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }
      `,
      options: [{ report: ['blind', 'text'] }],
      errors: [
        { messageId: 'text', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadUsage() {
          const res = await fetch('/api/usage')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'the status text in a message, where text is reported too',
      code: `
        export async function loadSeats() {
          const res = await fetch('/api/seats')
          if (!res.ok) throw new Error('Failed: ' + res.statusText)
          return res.json()
        }
      `,
      options: [{ report: ['text'] }],
      errors: [
        { messageId: 'text', line: 4, column: 15, endLine: 4, endColumn: 22, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadSeats() {
          const res = await fetch('/api/seats')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('Failed: ' + res.statusText)
          return res.json()
        }
      ` }] },
      ],
    },
    {
      name: 'no check at all, where unchecked is reported too',
      code: `
        export async function loadHome() {
          const res = await fetch('/api/home')
          return res.json()
        }
      `,
      options: [{ report: ['blind', 'unchecked'] }],
      errors: [
        { messageId: 'unchecked', line: 3, column: 29, endLine: 3, endColumn: 47 },
      ],
    },
    {
      name: 'a chain without a check, where unchecked is reported too',
      code: `export const loadLogo = () => fetch('/api/logo').then((res) => res.blob())`,
      options: [{ report: ['unchecked'] }],
      errors: [
        { messageId: 'unchecked', line: 1, column: 31, endLine: 1, endColumn: 49 },
      ],
    },
    {
      name: 'client and server errors told apart, where grouped is reported too',
      code: `
        export async function loadNode(id: string) {
          const res = await fetch('/api/nodes/' + id)
          if (res.status >= 500) throw new Error('Try again later')
          if (!res.ok) return null
          return res.json()
        }
      `,
      options: [{ report: ['blind', 'grouped'] }],
      errors: [
        { messageId: 'grouped', line: 5, column: 15, endLine: 5, endColumn: 22, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export async function loadNode(id: string) {
          const res = await fetch('/api/nodes/' + id)
          if (res.status >= 500) throw new Error('Try again later')
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
      name: 'one check of two requests, with another verdict for each',
      code: `
        async function check(res: Response) {
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }

        export const loadA = async () => check(await fetch('/api/a'))
        export const loadB = async () => check(await fetch('/api/b')).catch(() => null)
      `,
      options: [{ report: ['blind', 'text'] }],
      errors: [
        {
          messageId: 'text',
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 22,
          suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        async function check(res: Response) {
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }

        export const loadA = async () => check(await fetch('/api/a'))
        export const loadB = async () => check(await fetch('/api/b')).catch(() => null)
      ` }],
        },
        {
          messageId: 'blind',
          line: 3,
          column: 15,
          endLine: 3,
          endColumn: 22,
          suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        async function check(res: Response) {
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
          return res.json()
        }

        export const loadA = async () => check(await fetch('/api/a'))
        export const loadB = async () => check(await fetch('/api/b')).catch(() => null)
      ` }],
        },
      ],
    },
    {
      name: 'a blind request and one that says its status in a message',
      code: `
        export async function loadMixed() {
          const first = await fetch('/api/first')
          if (!first.ok) throw new Error('first')
          const second = await fetch('/api/second')
          if (!second.ok) throw new Error(\`second: \${second.status}\`)
          return [await first.json(), await second.json()]
        }
      `,
      options: [{ report: ['blind', 'text', 'unchecked', 'grouped'] }],
      errors: [
        { messageId: 'blind', line: 4, column: 15, endLine: 4, endColumn: 24, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadMixed() {
          const first = await fetch('/api/first')
          if (first.status === 402) {
            throw await PaymentRequiredError.from(first)
          }
          if (!first.ok) throw new Error('first')
          const second = await fetch('/api/second')
          if (!second.ok) throw new Error(\`second: \${second.status}\`)
          return [await first.json(), await second.json()]
        }
      ` }] },
        { messageId: 'text', line: 6, column: 15, endLine: 6, endColumn: 25, suggestions: [{ messageId: 'addBranch', output: `
import { PaymentRequiredError } from './payment-required'

        export async function loadMixed() {
          const first = await fetch('/api/first')
          if (!first.ok) throw new Error('first')
          const second = await fetch('/api/second')
          if (second.status === 402) {
            throw await PaymentRequiredError.from(second)
          }
          if (!second.ok) throw new Error(\`second: \${second.status}\`)
          return [await first.json(), await second.json()]
        }
      ` }] },
      ],
    },
  ],
})
