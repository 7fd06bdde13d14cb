import { RuleTester } from 'eslint'
import { describe, it } from 'vitest'

import noRetryOn402 from '../../rules/no-retry-on-402.ts'
import require402Handling from '../../rules/require-402-handling.ts'

RuleTester.describe = describe
RuleTester.it = it

/** Plain JavaScript as espree, ESLint's own parser, reads it. */
const tester = new RuleTester({ settings: { 'http-errors': { paymentModule: './payment-required' } } })

tester.run('require-402-handling', require402Handling, {
  valid: [
    { name: 'an empty file', code: '' },
    { name: 'a script that only speaks of fetch', code: '// fetch nothing; the status is ok' },
    {
      name: 'a branch for 402',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (res.status === 402) return 'pay'
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'an error that gets the status',
      code: `
        async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) {
            const error = new Error('failed')
            error.status = res.status
            throw error
          }
          return res.json()
        }
        module.exports = { load }
      `,
      languageOptions: { sourceType: 'commonjs' },
    },
    {
      name: 'JSX beside a request that is handled',
      code: `
        export function Plan({ show }) {
          const load = async () => {
            const res = await fetch('/api/plan')
            if (!res.ok) return show(res.status)
            show(await res.json())
          }
          return <button onClick={load}>Load</button>
        }
      `,
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    },
  ],
  invalid: [
    {
      name: 'a module',
      code: `
        export async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
      errors: [
        {
          message:
            "A 402 ends here like a 500: it throws `Error('failed')`. Whoever waits for `fetch('/api/x')` can't tell that a payment is due. Branch on 402 before this check, or let the status out with the failure.",
          line: 4,
          column: 15,
          endLine: 4,
          endColumn: 22,
          suggestions: [
            {
              desc: "Throw a typed `PaymentRequiredError` on 402, imported from './payment-required'.",
              output: `
import { PaymentRequiredError } from './payment-required'

        export async function load() {
          const res = await fetch('/api/x')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'a CommonJS module',
      code: `
        async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
        module.exports = { load }
      `,
      languageOptions: { sourceType: 'commonjs' },
      errors: [
        {
          messageId: 'blind',
          line: 4,
          suggestions: [
            {
              messageId: 'addBranch',
              output: `
const { PaymentRequiredError } = require('./payment-required')

        async function load() {
          const res = await fetch('/api/x')
          if (res.status === 402) {
            throw await PaymentRequiredError.from(res)
          }
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
        module.exports = { load }
      `,
            },
          ],
        },
      ],
    },
    {
      name: "a page's own script, which can import nothing and so gets no suggestion",
      code: `
        async function load() {
          const res = await fetch('/api/x')
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
      languageOptions: { sourceType: 'script' },
      errors: [{ messageId: 'blind', line: 4 }],
    },
    {
      name: 'JSX that shows fixed words',
      code: `
        export function Plan({ show, showError }) {
          const load = async () => {
            const res = await fetch('/api/plan')
            if (!res.ok) return showError('Something went wrong')
            show(await res.json())
          }
          return <button onClick={load}>Load</button>
        }
      `,
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      errors: [{ messageId: 'blind', line: 5, suggestions: [{ messageId: 'addNotification', output: `
import { notifyPaymentRequired } from './payment-required'

        export function Plan({ show, showError }) {
          const load = async () => {
            const res = await fetch('/api/plan')
            if (res.status === 402) {
              notifyPaymentRequired(res)
            }
            if (!res.ok) return showError('Something went wrong')
            show(await res.json())
          }
          return <button onClick={load}>Load</button>
        }
      ` }] }],
    },
    {
      name: 'a text with a byte order mark, whose ranges do not count it',
      code: '\uFEFFexport const load = async () => {\n  const res = await fetch("/api/x")\n  if (!res.ok) return null\n  return res.json()\n}\n',
      errors: [{ messageId: 'blind', line: 3, column: 7, endLine: 3, endColumn: 14, suggestions: [{ messageId: 'addNotification', output: '\uFEFFimport { notifyPaymentRequired } from "./payment-required"\n\nexport const load = async () => {\n  const res = await fetch("/api/x")\n  if (res.status === 402) {\n    notifyPaymentRequired(res)\n  }\n  if (!res.ok) return null\n  return res.json()\n}\n' }] }],
    },
  ],
})

tester.run('no-retry-on-402', noRetryOn402, {
  valid: [
    { name: 'an empty file', code: '' },
    {
      name: 'a loop that lets 402 out',
      code: `
        export async function load(url) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok || res.status === 402) return res
          }
        }
      `,
    },
    {
      name: 'axios by require, with a condition that leaves 402 out',
      code: `
        const axios = require('axios')

        exports.load = async (url) => {
          for (let attempt = 0; ; attempt++) {
            try {
              return await axios.get(url)
            } catch (error) {
              if (attempt === 3 || !error.response || error.response.status < 500) throw error
            }
          }
        }
      `,
      languageOptions: { sourceType: 'commonjs' },
    },
  ],
  invalid: [
    {
      name: 'a loop that tries again until the answer is ok',
      code: `
        export async function load(url) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res
          }
        }
      `,
      errors: [
        {
          message:
            "After a 402 this sends `fetch(url)` again, as after any failure that it doesn't name: at least 3 requests, no payment. Until somebody pays, the same request gets the same answer. Leave 402 out of what is retried.",
          line: 3,
          column: 11,
          endLine: 3,
          endColumn: 56,
          suggestions: 1,
        },
      ],
    },
    {
      name: 'axios by require, with a catch that goes round',
      code: `
        const axios = require('axios')

        exports.load = async (url) => {
          for (let attempt = 0; ; attempt++) {
            try {
              return await axios.get(url)
            } catch (error) {
              if (attempt === 3) throw error
            }
          }
        }
      `,
      languageOptions: { sourceType: 'commonjs' },
      errors: [{ messageId: 'blanket', line: 5, column: 11, endLine: 5, endColumn: 45, suggestions: 1 }],
    },
    {
      name: '402 in a list',
      code: `
        export async function load(url) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (![402, 503].includes(res.status)) return res
          }
        }
      `,
      errors: [
        {
          message:
            'This names 402 among the statuses after which `fetch(url)` is sent again: at least 3 requests, no payment. Until somebody pays, the same request gets the same answer. Take 402 off that list.',
          line: 3,
        },
      ],
    },
  ],
})
