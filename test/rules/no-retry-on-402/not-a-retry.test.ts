import noRetryOn402 from '../../../rules/no-retry-on-402.ts'
import { testRule } from '../test-rule.ts'

testRule('no-retry-on-402', noRetryOn402, {
  valid: [
    {
      name: 'an empty file',
      code: '',
    },
    {
      name: 'one request',
      code: `
        export async function load(url: string) {
          const res = await fetch(url)
          if (!res.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'another command of an SDK, which is given the same',
      code: `
        import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'

        const s3 = new S3Client({})

        export async function makeSure(bucket: string) {
          try {
            await s3.send(new HeadBucketCommand({ Bucket: bucket }))
          } catch {
            await s3.send(new CreateBucketCommand({ Bucket: bucket }))
          }
        }
      `,
    },
    {
      name: 'an error that says itself when to come back',
      code: `
        import axios from 'axios'

        export async function load(tries = 0) {
          try {
            return (await axios.get('/plan')).data
          } catch (error) {
            if ('retryAfter' in error && tries < 3) {
              await sleep(error.retryAfter)
              return load(tries + 1)
            }
            throw error
          }
        }
      `,
    },
    {
      name: 'an error of which a number says so',
      code: `
        import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'

        const s3 = new S3Client({})

        export async function upload(body, tries = 0) {
          try {
            await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: body }))
          } catch (error) {
            if (typeof error.retryAfter !== 'number' || tries > 3) throw error
            await sleep(error.retryAfter * 1000)
            return upload(body, tries + 1)
          }
        }
      `,
    },
    {
      name: 'a loop that lets 402 out',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status === 402) throw new Error('pay first')
            if (res.ok) return res.json()
          }
          throw new Error('gave up')
        }
      `,
    },
    {
      name: 'only server errors',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (res.status < 500) return res
          }
          throw new Error('gave up')
        }
      `,
    },
    {
      name: 'a list without 402',
      code: `
        const RETRYABLE = [408, 429, 500, 502, 503, 504]

        export async function load(url: string, tries = 3): Promise<Response> {
          const res = await fetch(url)
          if (RETRYABLE.includes(res.status) && tries > 1) return load(url, tries - 1)
          return res
        }
      `,
    },
    {
      name: 'a set without 402',
      code: `
        const RETRYABLE = new Set([429, 503])

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (!RETRYABLE.has(res.status)) return res
          }
          throw new Error('gave up')
        }
      `,
    },
    {
      name: 'only a 429',
      code: `
        export async function load(url: string) {
          let res = await fetch(url)
          while (res.status === 429) {
            await new Promise((resolve) => setTimeout(resolve, 1000))
            res = await fetch(url)
          }
          return res
        }
      `,
    },
    {
      name: 'only where no response came',
      code: `
        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              return await fetch(url)
            } catch (error) {
              if (attempt === 2) throw error
            }
          }
        }
      `,
    },
    {
      name: 'a catch that lets the error of the guard out',
      code: `
        class HttpError extends Error {
          constructor(readonly status: number) {
            super(\`HTTP \${status}\`)
          }
        }

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            try {
              const res = await fetch(url)
              if (!res.ok) throw new HttpError(res.status)
              return await res.json()
            } catch (error) {
              if (error instanceof HttpError && error.status < 500) throw error
            }
          }
          throw new Error('gave up')
        }
      `,
    },
    {
      name: 'a guard behind the loop',
      code: `
        export async function load(url: string) {
          let res: Response | undefined
          for (let attempt = 0; attempt < 3 && !res; attempt++) {
            res = await fetch(url).catch(() => undefined)
          }
          if (!res?.ok) throw new Error('failed')
          return res.json()
        }
      `,
    },
    {
      name: 'a resend that carries a payment',
      code: `
        export async function load(url: string, pay: (offer: unknown) => Promise<string>) {
          const res = await fetch(url)
          if (res.status !== 402) return res
          const proof = await pay(await res.json())
          return fetch(url, { headers: { 'X-PAYMENT': proof } })
        }
      `,
    },
    {
      name: 'a resend with a payment signature',
      code: `
        export async function load(url: string, sign: (offer: string | null) => string) {
          const res = await fetch(url)
          if (res.status === 402) {
            return fetch(url, { headers: { 'PAYMENT-SIGNATURE': sign(res.headers.get('PAYMENT-REQUIRED')) } })
          }
          return res
        }
      `,
    },
    {
      name: 'a new token after a 401',
      code: `
        export async function load(url: string, refresh: () => Promise<string>) {
          let res = await fetch(url)
          if (res.status === 401) {
            const token = await refresh()
            res = await fetch(url, { headers: { authorization: \`Bearer \${token}\` } })
          }
          return res
        }
      `,
    },
    {
      name: 'the next page of several',
      code: `
        export async function loadAll(url: string) {
          const items: unknown[] = []
          let page = 1
          while (true) {
            const res = await fetch(\`\${url}?page=\${page}\`)
            if (!res.ok) throw new Error('failed')
            const { data, hasMore } = await res.json()
            items.push(...data)
            if (!hasMore) return items
            page++
          }
        }
      `,
    },
    {
      name: 'the next of several mirrors',
      code: `
        export async function load(mirrors: string[]) {
          for (const mirror of mirrors) {
            const res = await fetch(mirror)
            if (res.ok) return res.json()
          }
          throw new Error('All mirrors failed')
        }
      `,
    },
    {
      name: 'a loop over identifiers',
      code: `
        export async function loadEach(ids: string[]) {
          const results: unknown[] = []
          for (const id of ids) {
            const res = await fetch(\`/api/items/\${id}\`)
            if (!res.ok) continue
            results.push(await res.json())
          }
          return results
        }
      `,
    },
    {
      name: 'a poll that ends when the job is done',
      code: `
        export async function waitFor(url: string) {
          while (true) {
            const res = await fetch(url)
            if (!res.ok) throw new Error('failed')
            const job = await res.json()
            if (job.state === 'done') return job
            await new Promise((resolve) => setTimeout(resolve, 1000))
          }
        }
      `,
    },
    {
      name: 'an interval that asks for news',
      code: `
        export function watch(url: string, show: (news: unknown) => void) {
          return setInterval(async () => {
            const res = await fetch(url)
            if (res.ok) show(await res.json())
          }, 60000)
        }
      `,
    },
    {
      name: 'a fallback at another address',
      code: `
        export async function load() {
          let res = await fetch('https://a.example.com/data')
          if (!res.ok) res = await fetch('https://b.example.com/data')
          return res.json()
        }
      `,
    },
    {
      name: 'a helper whose condition leaves client errors out',
      code: `
        async function withRetry(send: () => Promise<Response>) {
          for (let attempt = 0; ; attempt++) {
            const res = await send()
            if (res.status < 500 || attempt === 3) return res
          }
        }

        export const load = (url: string) => withRetry(() => fetch(url))
      `,
    },
    {
      name: 'an operation that is not known to be HTTP',
      code: `
        export async function attempt(work: () => Promise<void>) {
          for (let attempts = 0; attempts < 3; attempts++) {
            try {
              return await work()
            } catch (error) {
              console.warn(error)
            }
          }
        }
      `,
    },
    {
      name: 'an operation that is not known to be HTTP, though its error is asked for a status',
      code: `
        const isNotFound = (error: any) => error?.status === 404

        export async function attempt(work: () => Promise<void>) {
          for (let attempts = 0; attempts < 3; attempts++) {
            try {
              return await work()
            } catch (error) {
              if (isNotFound(error)) throw error
            }
          }
        }
      `,
    },
    {
      name: 'a condition that is decided elsewhere',
      code: `
        import { shouldRetry } from './policy'

        export async function load(url: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch(url)
            if (!shouldRetry(res)) return res
          }
          return undefined
        }
      `,
    },
    {
      name: 'axios with a condition on the status',
      code: `
        import axios from 'axios'

        export async function load(url: string, retries = 3): Promise<unknown> {
          try {
            return (await axios.get(url)).data
          } catch (error) {
            if (axios.isAxiosError(error) && error.response?.status === 503 && retries > 0) return load(url, retries - 1)
            throw error
          }
        }
      `,
    },
    {
      name: 'a loop without a request',
      code: `
        export function first(list: number[]) {
          for (const item of list) if (item > 0) return item
          return undefined
        }
      `,
    },
    {
      name: 'a loop over a local function called fetch',
      code: `
        const fetch = (key: string) => ({ ok: key !== '' })

        export function find(key: string) {
          for (let attempt = 0; attempt < 3; attempt++) {
            const entry = fetch(key)
            if (entry.ok) return entry
          }
          return undefined
        }
      `,
    },
    {
      name: 'a server on this machine',
      code: `
        export async function ready() {
          for (let attempt = 0; attempt < 30; attempt++) {
            const res = await fetch('http://localhost:3000/health')
            if (res.ok) return true
          }
          return false
        }
      `,
    },
    {
      name: 'a picture',
      code: `
        export async function load() {
          for (let attempt = 0; attempt < 3; attempt++) {
            const res = await fetch('https://cdn.example.com/logo.png')
            if (res.ok) return res.blob()
          }
          return undefined
        }
      `,
    },
    {
      name: 'another body each time',
      code: `
        export async function send(chunks: string[]) {
          for (const chunk of chunks) {
            const res = await fetch('/api/chunks', { method: 'POST', body: chunk })
            if (!res.ok) console.warn('chunk failed')
          }
        }
      `,
    },
    {
      name: 'requests one after another for different things',
      code: `
        export async function load() {
          const user = await fetch('/api/user')
          if (!user.ok) throw new Error('No user')
          const plan = await fetch('/api/plan')
          if (!plan.ok) throw new Error('No plan')
          return [await user.json(), await plan.json()]
        }
      `,
    },
  ],
  invalid: [],
})
