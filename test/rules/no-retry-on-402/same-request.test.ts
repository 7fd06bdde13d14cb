import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [
    {
      name: 'the next of several accounts',
      code: `
        export async function preview(key: string, accounts: readonly { token: string }[]) {
          for (const account of accounts) {
            const res = await fetch(\`https://api.example.com/files/\${key}\`, { headers: { Authorization: \`Bearer \${account.token}\` } })
            if (res.ok) return res.text()
          }
        }
      `,
    },
    {
      name: 'the next of several ways to say who asks',
      code: `
        import axios from 'axios'

        export async function models(url: string, token: string) {
          for (const headers of [{ 'x-litellm-api-key': token }, { Authorization: \`Bearer \${token}\` }]) {
            try {
              return (await axios.get(url, { headers })).data
            } catch (error) {
              console.warn(error)
            }
          }
        }
      `,
    },
    {
      name: 'one batch of a list that is not known after the other',
      code: `
        export async function offer(url: string, ids: readonly string[]) {
          const rows = ids.map((id) => ({ id }))
          while (rows.length > 0) {
            const res = await fetch(url, { method: 'POST', body: JSON.stringify(rows.splice(0, 100)) })
            if (res.ok) return true
          }
          return false
        }
      `,
    },
    {
      name: 'what is taken from a list that somebody else fills',
      code: `
        export async function offer(url: string, rows: string[]) {
          while (rows.length > 0) {
            const res = await fetch(url, { method: 'POST', body: JSON.stringify(rows.splice(0, 100)) })
            if (res.ok) return true
          }
          return false
        }
      `,
    },
    {
      name: 'what comes next in time',
      code: `
        export async function offer(url: string, messages: AsyncIterable<string>) {
          for (;;) {
            for await (const message of messages) {
              const res = await fetch(url, { method: 'POST', body: message })
              if (res.ok) return
            }
          }
        }
      `,
    },
    {
      name: 'the second half of an iterator',
      code: `
        function* pairs(names: readonly string[]) {
          for (const name of names) yield name
        }

        export async function offer(url: string, names: readonly string[]) {
          const all = pairs(names)
          for (const name of all) {
            const res = await fetch(url, { method: 'POST', body: name })
            if (res.ok) return true
            break
          }
          for (const name of all) {
            const res = await fetch(url, { method: 'POST', body: name })
            if (res.ok) return true
            break
          }
          return false
        }
      `,
    },
    {
      name: 'waiting for a server',
      code: `
        export async function waitForServer(url: string, deadline: number) {
          for (;;) {
            try {
              const res = await fetch(url)
              if (res.ok || res.status === 404) return
            } catch {
              // not up yet
            }
            if (Date.now() > deadline) throw new Error('timed out')
          }
        }
      `,
    },
    {
      name: 'waiting for a server, which is told with a word',
      code: `
        import axios from 'axios'

        export async function ready(url: string) {
          for (let attempt = 0; attempt < 60; attempt++) {
            try {
              await axios.head(url)
              return { status: 'ready' }
            } catch (error) {
              console.log('not yet')
            }
          }
          return { status: 'missing' }
        }
      `,
    },
    {
      name: 'a look-up that each item of a list makes until it has gone well',
      code: `
        let state: string | undefined

        async function findState() {
          const res = await fetch('https://api.example.com/states/done')
          if (!res.ok) throw new Error('no states')
          return (await res.json()).id
        }

        export async function closeAll(alerts: readonly string[], close: (alert: string, state?: string) => void) {
          for (const alert of alerts) {
            try {
              state ??= await findState()
              close(alert, state)
            } catch (error) {
              console.error(error)
            }
          }
        }
      `,
    },
    {
      name: 'an operation that is not seen, whose error is asked for a class of its own',
      code: `
        import { allTools, ToolError } from './tools.ts'

        export async function prepare(calls: readonly { name: string }[]) {
          const failed: unknown[] = []
          for (const call of calls) {
            try {
              const tools = await allTools()
              if (!tools.has(call.name)) throw new Error('not found')
            } catch (error) {
              failed.push(error instanceof ToolError ? error.reason : 'unknown')
            }
          }
          return failed
        }
      `,
    },
    {
      name: 'a client for which nothing but a number is said, whose queries are elsewhere',
      code: `
        import { QueryClient } from '@tanstack/react-query'

        export const client = new QueryClient({ defaultOptions: { queries: { retry: 1 } } })
      `,
    },
    {
      name: 'a fetcher that is not seen, and an option that something else decides',
      code: `
        import useSWR from 'swr'
        import { fetcher } from './fetcher'

        export const usePlan = (requiresUpgrade: boolean) => useSWR('/api/plan', fetcher, { shouldRetryOnError: !requiresUpgrade })
      `,
    },
    {
      name: 'words of the body that ask for it, or the last attempt',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; ; attempt++) {
            const res = await fetch(url)
            if (res.ok) return res.json()
            const body = await res.json()
            if (body.code !== 'rate_limited' || attempt === 3) throw new Error('failed')
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'the same account each time',
      code: `
        export async function preview(url: string, account: { token: string }) {
          for (const wait of [100, 200, 400]) {
            const res = await fetch(url, { headers: { Authorization: \`Bearer \${account.token}\` } })
            if (res.ok) return res.text()
          }
        }
      `,
      errors: [{ messageId: 'blanket', suggestions: [{ messageId: 'leaveOut', output: `
        export async function preview(url: string, account: { token: string }) {
          for (const wait of [100, 200, 400]) {
            const res = await fetch(url, { headers: { Authorization: \`Bearer \${account.token}\` } })
            if (res.status === 402) break
            if (res.ok) return res.text()
          }
        }
      ` }] }],
    },
    {
      name: 'a POST of which the answer is not looked at',
      code: `
        export async function deliver(event: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const { ok } = await fetch('https://api.example.com/events', { method: 'POST', body: event })
            if (ok) return
          }
        }
      `,
      errors: [{ messageId: 'blanket' }],
    },
    {
      name: 'a GET whose answer is taken',
      code: `
        export async function load(url: string) {
          for (;;) {
            const res = await fetch(url)
            if (res.ok) return await res.json()
          }
        }
      `,
      errors: [{ messageId: 'blanket', suggestions: [{ messageId: 'leaveOut', output: `
import { PaymentRequiredError } from './payment-required'

        export async function load(url: string) {
          for (;;) {
            const res = await fetch(url)
            if (res.status === 402) throw await PaymentRequiredError.from(res)
            if (res.ok) return await res.json()
          }
        }
      ` }] }],
    },
    {
      name: 'the loop that tries again inside one that goes through a list',
      code: `
        export async function loadAll(urls: readonly string[]) {
          const found: unknown[] = []
          for (const url of urls) {
            for (let attempt = 0; attempt < 3; attempt++) {
              const res = await fetch(url)
              if (!res.ok) continue
              found.push(await res.json())
              break
            }
          }
          return found
        }
      `,
      errors: [{ messageId: 'blanket', suggestions: [{ messageId: 'leaveOut', output: `
        export async function loadAll(urls: readonly string[]) {
          const found: unknown[] = []
          for (const url of urls) {
            for (let attempt = 0; attempt < 3; attempt++) {
              const res = await fetch(url)
              if (res.status === 402) break
              if (!res.ok) continue
              found.push(await res.json())
              break
            }
          }
          return found
        }
      ` }] }],
    },
    {
      name: 'a predicate that asks for the status and lets 402 in',
      code: `
        import useSWR from 'swr'
        import { fetcher } from './fetcher'

        export const usePlan = () => useSWR('/api/plan', fetcher, { shouldRetryOnError: (error) => error.status !== 404 })
      `,
      errors: [{ messageId: 'library', suggestions: [{ messageId: 'leaveOut', output: `
        import useSWR from 'swr'
        import { fetcher } from './fetcher'

        export const usePlan = () => useSWR('/api/plan', fetcher, { shouldRetryOnError: (error) => error?.status !== 402 && error.status !== 404 })
      ` }] }],
    },
  ],
})
