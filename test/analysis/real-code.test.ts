/** Causes of wrong verdicts that the corpus showed, each in a small program of our own. */
import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

function verdicts(text: string): { checks: string[]; retries: string[] } {
  const { checks, retries } = analyse(parseSource(text, text.includes('/>') || text.includes('</') ? 'program.tsx' : 'program.ts'), text)
  return { checks: checks.map(({ verdict }) => verdict), retries: retries.map(({ verdict }) => verdict) }
}

describe('an answer', () => {
  it('comes before a time-out that it races with', () => {
    const { retries } = verdicts(`
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5000))
            return await Promise.race([fetch(url), late])
          } catch (error) {
            if (attempt === 2) throw error
          }
        }
      }`)
    expect(retries).toEqual(['network'])
  })

  it('is of another element of a list, whose elements are objects, where it is asked for by another index', () => {
    const { retries } = verdicts(`
      export async function load(url) {
        const items = (await (await fetch(url)).json()).map((item) => ({ ...item }))
        await fetch(items[1].url, { method: 'POST' })
        await fetch(items[2].url, { method: 'POST' })
        await fetch(items.at(-1).url, { method: 'POST' })
        const [, , , fourth] = items
        await fetch(fourth.url, { method: 'POST' })
      }
      export async function insist(url) {
        const items = (await (await fetch(url)).json()).map((item) => ({ ...item, tries: 0 }))
        for (let tries = 0; tries < 3; tries++) {
          const res = await fetch(items[1].url, { method: 'POST' })
          if (res.ok) return true
          items[1].tries++
        }
        return false
      }`)
    expect(retries).toEqual(['blanket'])
  })

  it('is told by what one of many elements is given', () => {
    const { checks } = verdicts(`
      export async function check(regions) {
        const checked = regions.map(({ name }) => ({ name, problem: '' }))
        const res = await fetch(checked[1].name, { method: 'POST' })
        if (!res.ok) checked[1].problem = res.status
        return checked
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('is said by a sentence in which an object with the status is written out, also where it goes on like a success', () => {
    const { checks } = verdicts(`
      export async function say(url, toast) {
        const res = await fetch(url)
        const data = await res.json()
        toast('Answer: ' + JSON.stringify({ status: res.status, data }))
      }
      export async function sayBody(url, toast) {
        const res = await fetch(url)
        const data = await res.json()
        toast('Answer: ' + JSON.stringify(data))
      }
      export async function sayStatus(url, toast) {
        const res = await fetch(url)
        toast('Answer: ' + JSON.stringify(res.status))
      }`)
    expect(checks).toEqual(['text', 'unchecked', 'text'])
  })

  it('is said by a text in other letters, and by what is cut out of it', () => {
    const { checks } = verdicts(`
      export async function lower(url, toast) { const res = await fetch(url); toast(\`HTTP \${res.status}: done\`.toLowerCase()) }
      export async function withReason(url, toast) { const res = await fetch(url); toast(\`\${res.status} \${res.statusText}!\`.toUpperCase()) }
      export async function put(url, toast) { const res = await fetch(url); toast('HTTP {}'.replace('{}', String(res.status))) }
      export async function cut(url, toast) { const res = await fetch(url); toast(\`HTTP \${res.status}\`.slice(0, 6)) }
      export async function pays(url, toast, pay) {
        const res = await fetch(url)
        const text = \`HTTP \${res.status}: \${await res.text()}\`.toLowerCase()
        if (text.includes('http 402')) pay()
        else toast('failed')
      }`)
    expect(checks).toEqual(['text', 'text', 'text', 'unchecked', 'handled'])
  })

  it('is said by a long sentence', () => {
    const { checks } = verdicts(`
      export async function load(url, toast) {
        const res = await fetch(url)
        const body = await res.json()
        toast(\`\${'All that is known of this is told here. '.repeat(5)}\${body.a} \${res.status} \${body.b}\`)
      }
      export async function list(url, toast) {
        const res = await fetch(url)
        const { a, b, c, d, e, f, g, h, i, j, k, l, m, n } = await res.json()
        toast(\`\${a}, \${b}, \${c}, \${d}, \${e}, \${f}, \${g}, \${h}, \${i}, \${j}, \${k}, \${l}, \${m}, \${n} with \${res.status}\`)
      }`)
    expect(checks).toEqual(['text', 'text'])
  })

  it('whose failure does what a 200 does where its body says no is blind where the status is asked for, and unchecked where it is not', () => {
    const { checks } = verdicts(`
      export async function bodyAlone(url, setItems) { const data = await (await fetch(url)).json(); if (!data.ok) { setItems([]); return } setItems(data.items) }
      export async function bodyInWords(url, show) { const data = await (await fetch(url)).json(); if (!data.success) { show(data.message); return } show(data.title) }
      export async function bodyThrown(url) { const data = await (await fetch(url)).json(); if (!data.ok) throw new Error('failed'); return data.items }
      export async function statusToo(url, setItems) { const res = await fetch(url); if (!res.ok) { setItems([]); return } const data = await res.json(); setItems(data.ok ? data.items : []) }
      export async function either(url, setItems) { const res = await fetch(url); const data = await res.json(); if (!res.ok || !data.success) { setItems([]); return } setItems(data.items) }
      export async function caught(url, setItems) {
        try {
          const res = await fetch(url)
          if (!res.ok) throw new Error('failed')
          const data = await res.json()
          setItems(data.success ? data.items : [])
        } catch { setItems([]) }
      }
      export async function told(url, setItems, setError) {
        const res = await fetch(url)
        const data = res.ok ? await res.json() : { success: false, error: \`HTTP \${res.status}\` }
        if (!data.success) { setItems([]); setError(data.error); return }
        setItems(data.items)
      }`)
    expect(checks).toEqual(['unchecked', 'unchecked', 'unchecked', 'blind', 'blind', 'blind', 'text'])
  })

  it('of a socket is none of a server', () => {
    const { checks } = verdicts(`
      export function login(socket, username) {
        socket.emit('login', { username }, (res) => {
          if (res.ok) socket.disconnect()
          else console.log('Login failed')
        })
      }`)
    expect(checks).toEqual([])
  })

  it('leaves as it is where a promise is rejected with it that nobody waits for', () => {
    const { checks } = verdicts(`
      import { Fetch } from 'core'
      export function send(path, use) {
        Fetch.fetch(path).then((response) => {
          if (!response.ok) throw response
          use(response.text())
        })
      }`)
    expect(checks).toEqual(['delegated'])
  })

  it('whose failure a handler has ended is told like any other, though a success does nothing more', () => {
    const { checks } = verdicts(`
      import axios from 'axios'
      export const clear = () => axios.delete('/api/notifications').then(() => {}, () => {})`)
    expect(checks).toEqual(['blind'])
  })

  it('whose failure Promise.allSettled has ended is told like any other, and one that nobody has met goes on', () => {
    const { checks } = verdicts(`
      async function record(ids) {
        const res = await fetch('https://api.example.com/impressions', { method: 'POST', body: JSON.stringify(ids) })
        if (!res.ok) throw new Error('Not recorded')
      }
      export async function recordAll(batches) { await Promise.allSettled(batches.map(record)) }
      export async function send(urls) { await Promise.allSettled(urls.map((url) => fetch(url, { method: 'POST' }))) }`)
    expect(checks).toEqual(['blind', 'unchecked'])
  })

  it('comes from the fetch of a window around this one', () => {
    const { checks } = verdicts(`
      export async function load(url) {
        const { fetch: send } = window.opener
        const [one, other] = [await window.parent.fetch(url), await send(url)]
        if (!one.ok || !other.ok) throw new Error('Not loaded')
        return one.blob()
      }
      export const isFramed = () => fetch(window.parent === window ? '/alone' : '/framed')`)
    expect(checks).toEqual(['blind', 'blind', 'delegated'])
  })

  it('is data where it is written out as JSON, with nothing but white space around it', () => {
    const record = (text: string): string[] => verdicts(`
      import { writeFile } from 'node:fs/promises'
      export async function record(url, file) {
        const response = await fetch(url)
        const report = { url, status: response.status, lines: (await response.text()).split('|') }
        await writeFile(file, ${text})
      }`).checks
    expect(record('`${JSON.stringify(report, null, 2)}\\n`')).toEqual(['structured'])
    expect(record("JSON.stringify(report) + '\\n'")).toEqual(['structured'])
    expect(record('`It was ${report.status}\\n`')).toEqual(['text'])
  })

  it('is data for the database that it is given to, whatever the method is called', () => {
    const { checks } = verdicts(`
      import { database } from './database'
      import { deliveries } from './schema'
      export async function deliver(url, payload) {
        const response = await fetch(url, { method: 'POST', body: JSON.stringify(payload) })
        await database.insert(deliveries).values({ url, statusCode: response.status, success: response.ok })
      }
      export async function count(url, seen) {
        const response = await fetch(url, { method: 'POST' })
        return [...seen.values()].length
      }`)
    expect(checks).toEqual(['structured', 'unchecked'])
  })

  it('of 201 alone is a success where all else is logged', () => {
    const { checks } = verdicts(`
      export function upload(form, insert) {
        const xhr = new XMLHttpRequest()
        xhr.addEventListener('load', function () {
          if (this.status != 201) {
            console.error(this.response)
            if (this.status == 422) alert('This is no image')
            return
          }
          insert(form)
        })
        xhr.open('post', '/upload')
        xhr.send(form)
      }`)
    expect(checks).toEqual(['blind'])
  })

  it('is asked whether it has a status as it is asked for one', () => {
    const { checks } = verdicts(`
      import https from 'node:https'
      export const load = (options) => new Promise((resolve, reject) => {
        https.request(options, (response) => {
          if (Object.prototype.hasOwnProperty.call(response, 'statusCode') && response.statusCode === 429) return reject(new Error('Too many'))
          let text = ''
          response.on('data', (part) => { text += part })
          response.on('end', () => resolve(JSON.parse(text)))
        }).end()
      })`)
    expect(checks).toEqual(['unchecked'])
  })

  it.each([
    ["import { HTTP_CODES } from '../codes'", 'HTTP_CODES.TOO_MANY_REQUESTS', ['filtered']],
    ["import { responseStatuses } from './statuses'", 'responseStatuses.TooManyRequests', ['filtered']],
    ["import * as Status from './constants/status'", 'Status.TOO_MANY_REQUESTS', ['filtered']],
    ["import { HTTP_TOO_MANY_REQUESTS } from '../limits'", 'HTTP_TOO_MANY_REQUESTS', ['filtered']],
    ["import { TOO_MANY_REQUESTS } from '../httpStatusCodes'", 'TOO_MANY_REQUESTS', ['filtered']],
    ["import { NOT_FOUND } from './grpcStatusCodes'", 'NOT_FOUND', ['unknown']],
    ["import { ACCEPTED } from './order/status'", 'ACCEPTED', ['unknown']],
    ["import { GrpcStatusCode } from './grpc'", 'GrpcStatusCode.NOT_FOUND', ['unknown']],
    ["import { LIMITS } from '../limits'", 'LIMITS.TOO_MANY_REQUESTS', ['unknown']],
  ])('is asked for a status by the name that a table of another file has: %s', (head, status, expected) => {
    const { retries } = verdicts(`
      ${head}
      export async function load(url) {
        const response = await fetch(url)
        if (response.status === ${status}) return load(url)
        if (!response.ok) throw new Error('It failed')
        return response.json()
      }`)
    expect(retries).toEqual(expected)
  })

  it.each([
    "if (response.status === 429) return load(url)",
    "if (response.status === 429 && n < 3) return load(url, n + 1)",
  ])('makes a function call itself, whatever that is called: %s', (line) => {
    const { retries } = verdicts(`
      export async function load(url, n = 0) {
        const response = await fetch(url)
        ${line}
        if (!response.ok) throw new Error('It failed')
        return response.json()
      }`)
    expect(retries).toEqual(['filtered'])
  })

  it.each(['id ? () => load(id) : undefined', 'id ? () => load(id) : skipToken', 'id && (() => load(id))'])('of a function that a choice gives to a library is asked for again: %s', (queryFn) => {
    const { retries } = verdicts(`
      import { skipToken, useQuery } from '@tanstack/react-query'
      export function usePlan(id) {
        const load = async (name) => (await fetch('https://api.example.com/plans/' + name)).json()
        return useQuery({ queryKey: [id], queryFn: ${queryFn}, retry: 6 }).data
      }`)
    expect(retries).toEqual(['network'])
  })

  it('of a client whose hook gives it back is a failure still', () => {
    const { checks } = verdicts(`
      import got from 'got'
      export async function load(id, log) {
        const { body } = await got('https://api.example.com/plans/' + id, { hooks: { afterResponse: [(response) => { log.debug(response.statusCode); return response }] } })
        return body
      }`)
    expect(checks).toEqual(['structured'])
  })

  it.each(["'' + error", 'String(error)', '`${error}`', 'error.message'])('is told in words though these are returned as the body of a success is: %s', (words) => {
    const { checks } = verdicts(`
      import got from 'got'
      export async function load(name) {
        try {
          const { body } = await got('https://api.example.com/logs/' + name)
          return body
        } catch (error) {
          return ${words}
        }
      }`)
    expect(checks).toEqual(['text'])
  })

  it('is grouped where all of its class get other words than a server error', () => {
    const { checks } = verdicts(`
      export async function load(url) {
        const response = await fetch(url)
        if (response.ok) return response.json()
        if (response.status >= 400 && response.status < 500) throw new Error((await response.json()).message)
        throw new Error('Unexpected answer: ' + response.status)
      }`)
    expect(checks).toEqual(['grouped'])
  })

  it('stays with who has given it, where nothing is done for a 402', () => {
    const { checks } = verdicts(`
      export function checkVersion(response: Response, log) {
        if (response.status === 403) {
          log.error(response.headers.get('x-minimum-version'))
          process.exit(1)
        }
      }`)
    expect(checks).toEqual(['delegated'])
  })

  it('is data that an error holds, though a hook hands that on', () => {
    const { checks } = verdicts(`
      import useSWR from 'swr'
      const fetcher = (url) => fetch(url).then((res) => {
        if (!res.ok) throw new TypeError('Failed', { cause: res })
        return res.json()
      })
      export const useRate = (url) => useSWR(url, fetcher, { shouldRetryOnError: false })`)
    expect(checks).toEqual(['structured'])
  })

  it.each([
    ["dispatch({ type: 'error', message: detail, show: true })", 'text'],
    ['this.notificationService.log(detail)', 'text'],
    ["dispatch({ type: 'error', problem: detail })", 'structured'],
    ['this.logService.log(detail)', 'blind'],
  ])('tells in words what is shown: %s', (call, verdict) => {
    const { checks } = verdicts(`
      import axios from 'axios'
      export async function drop(dispatch, table) {
        try {
          await axios.delete('/tables/' + table)
          dispatch({ type: 'success' })
        } catch (error) {
          const detail = error.response.data.error || 'It failed'
          ${call}
        }
      }`)
    expect(checks).toEqual([verdict])
  })

  it('whose status can be seen is no opaque redirect', () => {
    const { retries } = verdicts(`
      export async function load(url) {
        const response = await fetch(url, { redirect: 'manual' })
        if (response.type === 'opaqueredirect') return fetch(url)
        return response
      }`)
    expect(retries).toEqual([])
  })

  it('is an opaque redirect in a browser, of one that is not followed', () => {
    const { checks } = verdicts(`
      export async function load(url) {
        const response = await fetch(url, { redirect: 'manual' })
        if (response.type === 'opaqueredirect') return fetch(url, { redirect: 'follow' })
        if ([301, 302].includes(response.status)) return load(response.headers.get('location'))
        return response
      }`)
    expect(checks).toEqual(['delegated', 'delegated'])
  })

  it('goes on like a 200 where only a 202 does something besides', () => {
    const { checks } = verdicts(`
      export async function noteSession(extend: () => void) {
        const response = await fetch('/session')
        if (response.status === 202 && response.headers.get('x-session') === 'invalid') extend()
        response.text().catch(() => {})
      }`)
    expect(checks).toEqual(['unchecked'])
  })
})

describe('async functions that a compiler made generators of', () => {
  it('wait at each yield', () => {
    const { checks, retries } = verdicts(`
      export function requestWithRetries(send_1) {
        return __awaiter(this, arguments, void 0, function* (send, most = 2) {
          let response = yield send()
          for (let i = 0; i < most; ++i) {
            if ([408, 429].includes(response.status) || response.status >= 500) response = yield send()
            else break
          }
          return response
        })
      }`)
    expect(checks).toEqual(['delegated', 'delegated'])
    expect(retries).toEqual(['filtered'])
  })

  it('are those of Babel too', () => {
    const { checks } = verdicts(`
      export const load = _asyncToGenerator(function* (url) {
        const response = yield fetch(url)
        if (!response.ok) throw new Error('Failed')
        return yield response.json()
      })`)
    expect(checks).toEqual(['blind'])
  })
})

describe('a repeated operation', () => {
  it('is the same whatever number of the attempt it is given', () => {
    const { retries } = verdicts(`
      export async function retry(operation) {
        for (let attempt = 0; attempt < 5; attempt++) {
          try {
            return await operation(attempt)
          } catch (error) {
            if (error.status === 404 || attempt === 4) throw error
          }
        }
      }`)
    expect(retries).toEqual(['blanket'])
  })
})

describe('a failure', () => {
  it('whose words are shown as those of a 500 is the same, though its own catch tries it again', () => {
    const { checks, retries } = verdicts(`
      export async function load(url, signal) {
        let last
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            const response = await fetch(url)
            const data = await response.json()
            if (!response.ok) {
              const error = new Error(data.error || 'It failed')
              if (response.status < 500) throw error
              last = error
              if (attempt < 2) continue
              throw error
            }
            return data
          } catch (error) {
            if (signal?.aborted) throw error
            last = error
          }
        }
        throw last
      }`)
    expect(checks).toEqual(['text'])
    expect(retries).toEqual(['blanket'])
  })

  it.each(["new Error('The request was wrong: ' + data.error)", "new TypeError(data.error)", 'new Error(data.message)'])('whose words are shown otherwise than those of a 500 is told from it: %s', (error) => {
    const { checks } = verdicts(`
      export async function load(url) {
        const response = await fetch(url)
        const data = await response.json()
        if (response.status >= 500) throw new Error(data.error)
        if (response.status >= 400) throw ${error}
        return data
      }`)
    expect(checks).toEqual(['grouped'])
  })

  it.each([
    ["log.warn('There is none')", 'blind'],
    ["isMissing = true", 'decided'],
  ])('of which a name or a status is asked does otherwise where that chooses more than a log: %s', (found, verdict) => {
    const { checks } = verdicts(`
      import { S3Client, HeadObjectCommand } from '@aws-sdk/client-s3'
      import { log } from './log.js'
      export async function find(s3 = new S3Client({}), key, kind) {
        let isThere = false
        let isMissing = false
        try {
          await s3.send(new HeadObjectCommand({ Bucket: 'b', Key: key }))
          isThere = true
        } catch (error) {
          if (error.name === 'NotFound' || error.$metadata?.httpStatusCode === 404) ${found}
          else log.error('It failed')
        }
        if (isMissing) return undefined
        if (!isThere && kind !== 'edge') return null
        return { key }
      }`)
    expect(checks).toEqual([verdict === 'decided' ? 'unknown' : verdict])
  })

  it.each(['db.transaction(async (tx) => { await tx.users.lock(id) })', 'prisma.$transaction([prisma.user.delete(id)])', 'this.runInTransaction(function () {})'])('of a transaction is none of a request: %s', (call) => {
    const { checks } = verdicts(`
      export async function remove(db, prisma, id) {
        try {
          await ${call}
        } catch (error) {
          if (error.statusCode === 404) return null
          throw error
        }
      }`)
    expect(checks).toEqual([])
  })

  it('is met by the innermost catch', () => {
    const { checks } = verdicts(`
      export async function handle(request, tokens, api, reply) {
        try {
          let id
          try {
            id = await tokens.decode(request.identity)
          } catch {
            return reply(401)
          }
          await api.update(id)
        } catch (error) {
          reply(error.statusCode || 500, 'status')
        }
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('of a process that was stopped is none of HTTP', () => {
    const { checks } = verdicts(`
      export async function build(spawn) {
        try {
          return await spawn('make')
        } catch (error) {
          if (error.status === 130) throw new Error('Stopped')
          throw error
        }
      }`)
    expect(checks).toEqual([])
  })

  it('in a text stands for its message', () => {
    const { checks } = verdicts(`
      export async function ping(url, crash) {
        try {
          const response = await fetch(url)
          if (response.status !== 200) throw new Error(\`Unexpected status code: \${response.status}\`)
        } catch (error) {
          return crash(\`FAIL: \${error}\`)
        }
      }`)
    expect(checks).toEqual(['text'])
  })

  it('is known by the name that its class gives itself', () => {
    const { retries } = verdicts(`
      import { ResponseError } from './errors.js'
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            const response = await fetch(url)
            if (!response.ok) throw new ResponseError(response.status)
            return response
          } catch (error) {
            if (error.name === 'ResponseError') throw error
          }
        }
      }`)
    expect(retries).toEqual(['network'])
  })
})

describe('a credential', () => {
  it('that was made of what a 402 said is a payment, whatever constant names its field', () => {
    const { retries } = verdicts(`
      import { HEADERS } from './constants.js'
      export async function load(url, wallet) {
        const response = await fetch(url)
        if (response.status !== 402) return response
        const credential = await wallet.answer(await response.json())
        return fetch(url, { headers: { [HEADERS.authorization]: credential } })
      }`)
    expect(retries).toEqual(['pays'])
  })
})

it('what only colours words for a terminal is a formatter', () => {
  const { checks } = verdicts(`
    import chalk from 'chalk'
    export async function download(url) {
      try {
        const response = await fetch(url)
        if (!response.ok) throw new Error(\`HTTP \${response.status}\`)
        return response.json()
      } catch (error) {
        console.warn(chalk.yellow(error.message))
        return null
      }
    }`)
  expect(checks).toEqual(['blind'])
})

it('fetch that a module of the project exports is fetch after compilation', () => {
  const { checks } = verdicts(`
    const fetch_js_1 = require('./fetch.js')
    exports.load = function load(url) {
      return (0, fetch_js_1.fetch)(url)
    }`)
  expect(checks).toEqual(['delegated'])
})

describe('a request that is sent again', () => {
  it('is sent by code that is not seen where one of two tests is', () => {
    const { retries } = verdicts(`
      import { CODES } from './codes'
      export async function load(url, left) {
        try {
          const response = await fetch(url)
          if (!response.ok && CODES.includes(response.status) && left > 0) throw new Error()
          return response
        } catch (error) {
          if (left > 0) return load(url, left - 1)
          throw error
        }
      }`)
    expect(retries).toEqual(['unknown'])
  })

  it('is paid for where a client that pays takes it over', () => {
    const { retries } = verdicts(`
      export function payer(account) {
        let paying
        return async (url) => {
          if (!paying) {
            const response = await fetch(url)
            if (response.status !== 402) return response
            paying = import('mppx/client').then(({ Mppx }) => Mppx.create({ account }).fetch)
          }
          return (await paying)(url)
        }
      }`)
    expect(retries).toEqual(['pays'])
  })

  it('is another where another element of a list was looked for', () => {
    const { retries } = verdicts(`
      export async function load(release, client, channel) {
        const read = async (name) => {
          const asset = release.assets.find((item) => item.name === name)
          try {
            return await client.read(asset.url)
          } catch (error) {
            if (error.statusCode === 404) throw new Error('none')
            throw error
          }
        }
        try {
          return await read(channel)
        } catch {
          return await read('latest')
        }
      }`)
    expect(retries).toEqual([])
  })

  it('is the same where its address was made of a list once more', () => {
    const { retries } = verdicts(`
      export async function load(base, tags, left) {
        const names = tags.map((tag) => tag.name)
        const response = await fetch(base + '?tags=' + names.join(','))
        if (!response.ok && left > 0) return load(base, tags, left - 1)
        return response
      }`)
    expect(retries).toEqual(['blanket'])
  })

  it('is polled for where a timer asks for the next version after a success too', () => {
    const { retries } = verdicts(`
      export class Poller {
        async poll() {
          try {
            const response = await fetch(this.url, { headers: { 'if-none-match': this.etag }, body: this.etag })
            if (response.ok) this.etag = response.headers.get('etag')
            else this.failures++
          } catch (error) {
            this.failures++
          } finally {
            setTimeout(() => this.poll(), 1000)
          }
        }
      }`)
    expect(retries).toEqual(['polling'])
  })

  it('is not known where a loop goes through servers and calls something that is not seen', () => {
    const { retries } = verdicts(`
      export async function load(source, proxies) {
        for (const proxy of proxies) try {
          if (proxy === 'direct') return await source.releases()
        } catch (error) {
          if (![404, 410].includes(error.response?.statusCode)) note(error)
        }
      }`)
    expect(retries).toEqual(['unknown'])
  })

  it('may be sent again by a function of another module that says so by its name', () => {
    const { retries } = verdicts(`
      import { withRetries } from './retries'
      export const load = (url) => withRetries(async () => {
        const response = await fetch(url)
        if (!response.ok) throw new Error('failed')
        return response.json()
      })`)
    expect(retries).toEqual(['unknown'])
  })

  it('is not sent again by a function that only names retries', () => {
    const { retries } = verdicts(`
      import { onRetry, shouldRetry, makeRetryPolicy, sleepBeforeRetry, retryDelay } from './retries'
      export async function load(url) {
        onRetry(() => fetch(url))
        shouldRetry(() => fetch(url))
        makeRetryPolicy(() => fetch(url))
        sleepBeforeRetry(() => fetch(url))
        retryDelay(() => fetch(url))
      }`)
    expect(retries).toEqual([])
  })

  it('is found in a helper whose callers give it what is not seen', () => {
    const { retries } = verdicts(`
      async function withTries(task) {
        for (let attempt = 0; ; attempt++) {
          try {
            return await task()
          } catch (error) {
            if (attempt > 3) throw error
          }
        }
      }
      export const me = (api) => withTries(() => api.me())`)
    expect(retries).toEqual(['unknown'])
  })
})

describe('a loop', () => {
  it('may go on after an error that is of none of the classes that end it', () => {
    const { retries } = verdicts(`
      import { Gone, Expired } from './errors'
      export async function load(api, id) {
        for (let attempt = 0; attempt < 3; attempt++) {
          try {
            return await api.load(id)
          } catch (error) {
            if (error instanceof Gone || error instanceof Expired) throw error
          }
        }
      }`)
    expect(retries).toEqual(['unknown'])
  })

  it.each([
    ['filtered', "if (code === 'BUSY') await sleep(100)\nelse if (code === 'LATE') await sleep(1000)\nelse throw new Error(code)"],
    ['unknown', "if (code === 'BUSY') await sleep(100)\nelse if (detail) await sleep(1000)\nelse throw new Error(code)"],
    ['unknown', "if (detail) await sleep(1000)\nelse if (code === 'BUSY') await sleep(100)\nelse throw new Error(code)"],
    ['unknown', "if (detail) await sleep(1000)\nelse if (code) await sleep(100)\nelse throw new Error(code)"],
    ['blanket', "if (code === 'BUSY') await sleep(100)\nelse await sleep(1000)"],
    ['blanket', "if (attempt === 0) await sleep(100)\nelse if (code === 'BUSY') await sleep(1000)\nelse throw new Error(code)"],
  ])('is %s where the body says by which way it goes on: %s', (verdict, ways) => {
    const { retries } = verdicts(`
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          const response = await fetch(url)
          if (response.ok) return response.json()
          const { code, detail } = await response.json()
          ${ways}
        }
      }`)
    expect(retries).toEqual([verdict])
  })
})

describe('a request', () => {
  it.each([
    ['has its status taken out at once', 'export async function load(pool, path) { const { statusCode, body } = await pool.request({ path }); if (statusCode >= 400) throw new Error("failed"); return body.json() }'],
    ['has its status judged by a function', 'export async function load(send) { const response = await send(); if (isRetryable(response.status)) return send(); return response }'],
    ['has its status looked up', 'export async function load(send) { const response = await send(); if ([429, 503].includes(response.status)) throw new Error("busy"); return response }'],
    ['has a statusCode', 'export async function load(send) { const response = await send(); if (response.statusCode === 404) return null; return response.body }'],
    ['is a fetch by what it is given', 'export async function load(hooks, url) { const answer = await hooks.fetch(url, { method: "POST", headers: {} }); return answer.json() }'],
    ['is one of Node by how it is used', 'export const load = (transport, url) => new Promise((resolve, reject) => { const request = transport.request(url, resolve); request.on("error", reject); request.end() })'],
    ['is made through one of two modules', 'import http from "node:http"; import https from "node:https"; export const load = (secure, url) => { const lib = secure ? https : http; return new Promise((resolve) => { lib.get(url, resolve) }) }'],
    ['fails with an error that is given another name', 'export async function load(api) { try { return await api.load() } catch (error) { const failure = error as HttpError; if (failure.statusCode === 404) return null; throw failure } }'],
    ['is made by a function that a getter gives', 'export class Source { get send() { return this.own } async load(url) { const response = await this.send(url); if (response.status === 404) return null; return response.json() } }'],
  ])('%s', (_how, text) => {
    expect(verdicts(text).checks).toHaveLength(1)
  })

  it.each([
    ['swr', 'const { data: issue } = useSWR(`/api/issues/${id}`)'],
    ['@tanstack/react-query', 'const { data: issue } = useQuery({ queryKey: [`/api/issues/${id}`] })'],
  ])('is reached by what a hook of %s gives where its fetcher is set elsewhere', (module, hook) => {
    const { checks } = verdicts(`
      import ${module === 'swr' ? 'useSWR' : '{ useQuery }'} from '${module}'
      import axios from 'axios'
      export default function Issue({ id }) {
        ${hook}
        if (!issue) return null
        const close = async (how) => {
          try {
            await axios.post(\`/api/issues/\${issue.id}/\${how}\`)
          } catch {
            toast('The issue could not be closed')
          }
        }
        return { close }
      }`)
    expect(checks).toEqual(['blind'])
  })

  it('is none where a function is given the answer, or where a server sends one', () => {
    const { checks } = verdicts(`
      export async function load(url, process) {
        let response = await fetch(url)
        response = await process(response)
        if (!response.ok) throw new Error(response.statusText)
        return response.json()
      }
      export function note(req, res) {
        if (res.statusCode === 500) res.headers['x-failed'] = '1'
      }`)
    expect(checks).toHaveLength(1)
  })

  it('is none where a cache is told how to load an entry', () => {
    const { checks } = verdicts('export class Cache { async load(keys) { return Promise.all(keys.map((key) => this.options.fetchMethod(key))) } }')
    expect(checks).toEqual([])
  })

  it('is none where the code declares that what comes is data with a status of its own', () => {
    const { checks } = verdicts(`
      export async function renew({ apiCall }, show) {
        const res = await apiCall<{ status: number; license: License }>('/license', { method: 'GET' })
        if (res.status !== 200) throw new Error('no license')
        const answer: { ok: boolean; plan: string } = await apiCall('/plan')
        if (!answer.ok || answer.headers) return show(res.license)
      }
      export async function wait(http: HttpClient, id: string) {
        const res = await http.get<{ success: boolean; status: string }>('/jobs/' + id)
        if (res.status !== 200) throw new Error(res.statusText)
        return res.data.status
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('is none where a mutation says that it went well', () => {
    const { checks } = verdicts(`
      export async function save(update, done) {
        const res = await update.mutateAsync({ name: 'b' })
        if (res.ok) done()
        update.mutate({ name: 'c' }, { onSuccess: (res) => { if (res.ok) done() } })
      }`)
    expect(checks).toEqual([])
  })

  it('is none where a function called like fetch is given the id of something', () => {
    const { checks } = verdicts('export const decide = (fetchFn) => async (songId, profile) => { const decision = await fetchFn(songId, profile); return decision }')
    expect(checks).toEqual([])
  })

  it('is none where a device fails with a code of its own, or a result has what no response has', () => {
    const { checks } = verdicts(`
      export async function open(keyring) {
        try {
          await keyring.openApp()
        } catch (error) {
          switch (error.statusCode) {
            case 0x6984:
            case 0x6807:
              throw new Error('The application is not installed')
          }
          throw new Error('The application was not opened')
        }
      }
      export function relay(api, text) {
        const panesRes = api.getPanes()
        if (!panesRes.ok) return
        if (panesRes.panes.length === 2) api.sendMessage(panesRes.panes[1].id, text)
      }`)
    expect(checks).toEqual([])
  })

  it("is none where a server's own error says what to answer, unless the error is asked for a status, too", () => {
    const { checks } = verdicts(`
      export async function mark(req, res) {
        try {
          res.json(await reviews.mark(req.params.id))
        } catch (error) {
          res.status(error.statusCode || 500).json({ message: error.message })
        }
      }
      export async function store(req, res) {
        try {
          res.json(await reviews.store(req.body))
        } catch (error) {
          const code = error?.statusCode || 500
          return res.status(code).json({ message: error.message, code: error.code })
        }
      }
      export async function send(req, res) {
        try {
          res.json(await api.send(req.params.id))
        } catch (error) {
          if (error.statusCode === 404) return res.sendStatus(404)
          res.status(error.statusCode ?? 500).json({ message: error.message })
        }
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('is none where a body that is received is too large, unless the error has a response', () => {
    const { checks } = verdicts(`
      export class Files {
        async upload(request, reply) {
          try {
            await reply.send(await request.file({ limits: { fileSize: 1024 } }))
          } catch (error) {
            if (error?.statusCode === 413 || 413 === error.status) throw new BadRequestException('File too large')
            throw new BadRequestException('The file could not be read')
          }
        }
      }
      export async function send(api, file) {
        try {
          return await api.upload(file)
        } catch (error) {
          toast(error.response?.status === 413 ? 'The file is too large' : 'The file could not be sent')
        }
      }`)
    expect(checks).toEqual(['blind'])
  })
})

describe('what becomes of an answer', () => {
  it.each([
    ['structured', "import { inject } from '@angular/core'; import { HttpClient } from '@angular/common/http'; export class Plans { http = inject(HttpClient); load() { this.http.get('/plans').subscribe((plans) => { this.plans = plans }) } }", 'an observable that nobody catches: the host gets the error'],
    ['blind', "import { inject } from '@angular/core'; import { HttpClient } from '@angular/common/http'; export class Plans { http = inject(HttpClient); load() { this.http.get('/plans').subscribe({ next: (plans) => { this.plans = plans }, error: () => { this.plans = [] } }) } }", 'an observable whose error is taken for nothing'],
    ['structured', 'export class HttpError extends Error { constructor(response: Response) { super(`failed with ${response.status}: ${response.statusText}`); this.response = response } }', 'an error that keeps it'],
    ['structured', 'export function send(url) { const xhr = new XMLHttpRequest(); xhr.open("GET", url); xhr.send(); return new Promise((resolve) => { xhr.addEventListener("load", () => resolve({ status: xhr.status })) }) }', 'a listener that is added later'],
    ['blind', 'import log_1 from "./log"; export async function load(url) { try { const response = await fetch(url); if (!response.ok) throw new Error(`HTTP ${response.status}`); return await response.json() } catch (error) { log_1.default.warn(error.message); return null } }', 'a logger that a compiler renamed'],
    ['blind', 'export async function load(url) { const response = await fetch(url); if (!response.ok) { logVerbose(`${response.status}`); return } return response.json() }', 'a log function'],
    ['structured', 'export async function exists(http, url) { try { const response = await http.get(url); return response.statusCode === 200 } catch (error) { if (error.statusCode === 404) return false; throw error } }', 'a client that rejects, by its catch'],
    ['blind', 'export async function upload(url) { const answer = await fetch(url, { redirect: "manual" }); if (answer.status !== 302) throw new Error("failed"); return answer.headers.get("location") }', 'a redirect that is the success'],
    ['structured', 'import { Gone, Expired } from "./errors"; export async function load(api, id) { try { return await api.load(id) } catch (error) { if (error instanceof Gone || error instanceof Expired) return null; if (error.statusCode === 404) return undefined; throw error } }', 'an error that is of neither of two classes'],
    ['structured', 'export async function save(api, plan) { const response = await api.post("/plans", plan); if (response.status !== 201) throw new Error("not saved"); return response.data }', 'a client that may reject: its body is data'],
    ['structured', 'export const isSaved = (api, plan) => api.put("/plans", plan).then((response) => response.status === 200)', 'a client that may reject, in a chain'],
    ['unchecked', 'export function pass(api, target, next) { api.request("/sdk").then((response) => { if (response.status === 404) return next(); target.write(response.body) }).catch((error) => { console.warn(error); next() }) }', 'a client that may reject, and goes on like a success if it does not'],
    ['blind', 'export async function save(api, plan) { try { const response = await api.post("/plans", plan); if (response.status !== 201) throw new Error("not saved"); return response.data } catch { return null } }', 'a client that may reject, which is caught'],
    ['blind', 'export async function save(api, plan) { const response = await api.post("/plans", plan); if (response.status !== 201) throw new Error("not saved"); return response.json() }', 'a client that resolves as fetch does: its body is read by a method'],
    ['blind', 'export async function load(url) { try { const response = await fetch(url); if (!response.ok) throw new Error(`HTTP ${response.status}`); return await response.json() } catch (error) { aiLogger.error({ error }, "failed"); return null } }', 'a logger of a part of the program'],
    ['text', 'import { isOld } from "./browser"; async function get(url) { const response = await fetch(url); if (isOld) return response; if (!response.ok) throw new Error(`HTTP ${response.status}`); return response } export async function load(url) { return (await get(url)).blob() }', 'a body that leaves as it does after a success, where else a sentence says the status'],
    ['text', 'const { argv } = process; (async () => { try { await fetch("https://api.example.com/" + argv[2]).then((r) => { if (!r.ok) throw new Error(`HTTP ${r.status}`) }) } catch (error) { console.error(error) } })()', 'a command, by what it takes from the process'],
    ['blind', 'export async function renew(url, tokens) { tokens.isBusy = true; const response = await fetch(url); if (response.status === 201) tokens.set(await response.json()); tokens.isBusy = false }', 'only a 201 brings something'],
    ['unchecked', 'export async function save(url, list) { const response = await fetch(url); if (response.status === 201) list.created = true; return response.json() }', 'a 201 is told apart, and a 200 is a success too'],
    ['structured', 'let got = require("got"); got = __toESM(got); export const load = (url) => got.default(url)', 'a module of which a bundler makes a namespace in place'],
  ])('%s: %s', (verdict, text) => {
    expect(verdicts(text).checks).toEqual([verdict])
  })

  it('is known of a request before which another failed and a third went well', () => {
    const { checks } = verdicts(`
      export async function subscribe(onStatus) {
        let answer = await fetch('/plan')
        if (answer.status !== 401) return answer.json()
        const renewed = await fetch('/session', { method: 'POST' })
        if (renewed.status !== 200) return undefined
        answer = await fetch('/plan')
        onStatus(answer.status)
        return answer.json()
      }`)
    expect(checks).toEqual(['unchecked', 'blind', 'structured'])
  })

  it('is what the function itself makes of it, where a caller goes on after both', () => {
    const { checks } = verdicts(`
      export async function isThere(url) {
        const response = await fetch(url)
        return response.ok
      }
      export async function retrying(url) {
        if (await isThere(url)) note('there')
        return 1
      }`)
    expect(checks).toEqual(['blind'])
  })

  it('is nothing where only successes are asked for by a client that rejects', () => {
    const { checks } = verdicts(`
      export async function pages(client, url) {
        const response = await client.list(url)
        return response.statusCode === 206 ? response.headers['next-range'] : undefined
      }`)
    expect(checks).toEqual([])
  })
})

describe('what an SDK or a class of the host gives', () => {
  it('is gone through where it is a promise of a list', () => {
    const { checks } = verdicts(`
      import Stripe from 'stripe'
      export async function active(key: string) {
        const found = []
        for await (const subscription of new Stripe(key).subscriptions.list({ limit: 100 })) found.push(subscription.id)
        return found
      }`)
    expect(checks).toEqual(['structured'])
  })

  it('is another body where something else was appended to it', () => {
    const { retries } = verdicts(`
      export async function convert(url, path, read, clean) {
        const send = async (file) => {
          const form = new FormData()
          form.append('files', await read(file))
          return fetch(url, { method: 'POST', body: form })
        }
        const response = await send(path)
        if (response.ok) return response
        return send(await clean(path))
      }`)
    expect(retries).toEqual([])
  })

  it('is the same body where the same was appended once more', () => {
    const { retries } = verdicts(`
      export async function upload(url, file) {
        const send = async () => {
          const form = new FormData()
          form.append('files', file)
          return fetch(url, { method: 'POST', body: form })
        }
        const response = await send()
        if (response.ok) return response
        return send()
      }`)
    expect(retries).toEqual(['blanket'])
  })
})

describe('a function that says by its module that it retries', () => {
  const through = (from: string): string => `
    import again from '${from}'
    export const load = (url) => again(() => fetch(url).then((response) => { if (!response.ok) throw response; return response.json() }), { retries: 3 })`

  it.each(['./p-retry/index.js', '../with-retry', '@/lib/fetchWithRetry.ts'])('%s', (from) => {
    expect(verdicts(through(from)).retries).toEqual(['unknown'])
  })

  it.each(['./retry-options.js', './client.js', './retry/once.js'])('and not by another: %s', (from) => {
    expect(verdicts(through(from)).retries).toEqual([])
  })
})

describe('a flag that a test has set', () => {
  const flagged = (test: string): string => `
    import { FATAL } from './codes'
    export async function load(url) {
      for (let attempt = 0; attempt < 3; attempt++) {
        const response = await fetch(url)
        if (response.ok) return response.json()
        let again = true
        const body = await response.json()
        if (${test}) again = false
        if (!again) break
      }
      return null
    }`

  it.each(['body.fatal', 'response.status === FATAL', 'response.status !== FATAL'])('is decided by what decides the test: %s', (test) => {
    expect(verdicts(flagged(test)).retries).toEqual(['unknown'])
  })

  it.each([['response.status === 404', 'blanket'], ['response.status === 402', 'filtered'], ['attempt > 5', 'blanket']])('is known where that is: %s', (test, verdict) => {
    expect(verdicts(flagged(test)).retries).toEqual([verdict])
  })
})

describe('the steps that a rule may spend', () => {
  const inRules = (text: string): string[] =>
    analyse(parseSource(text, 'program.ts'), text, { budget: 3_000 }).checks.map(({ verdict, reason }) => reason ?? verdict)

  it('suffice for each request behind one switch', () => {
    const names = Array.from({ length: 40 }, (_, index) => `vendor${index}`)
    const text = `
      export async function models(vendor, key) {
        if (!names.includes(vendor)) return { models: [], error: 'unknown vendor' }
        switch (vendor) {
          ${names.map((name) => `case '${name}': return await ${name}(key)`).join('\n')}
        }
      }
      ${names.map((name) => `async function ${name}(key) {
        const list = await fetch('https://${name}.example.com/models', { headers: { Authorization: key ? 'Bearer ' + key : '' } })
          .then((res) => res.json()).then(({ data }) => data.filter((model) => model.id.includes('chat')).map((model) => ({ id: model.id, by: '${name}' })))
          .catch((error) => { console.error(error); return [] })
        return { models: list, error: null }
      }`).join('\n')}`
    expect(new Set(inRules(text))).toEqual(new Set(['unchecked']))
  })

  it('suffice for a walk over what is not known', () => {
    expect(inRules(`
      function frozen(value, seen = new Set()) {
        if (value === null || typeof value !== 'object' || seen.has(value)) return value
        seen.add(value)
        for (const key of Object.keys(value)) frozen(value[key], seen)
        for (const item of Object.values(value)) frozen(item, seen)
        if (Array.isArray(value)) value.forEach((item) => frozen(item, seen))
        return Object.freeze(value)
      }
      export async function load(url) {
        const res = await fetch(url)
        if (!res.ok) throw new Error('no')
        return frozen(await res.json())
      }`)).toEqual(['blind'])
  })

  it('suffice for a request that is sent again by each of many ways', () => {
    expect(inRules(`
      export async function watch(id, notify) {
        const res = await fetch('/spaces/' + id)
        if (res.status !== 200) { notify({ state: 'failed' }); return }
        const { stage } = await res.json()
        switch (stage) {
          case 'a': notify({ state: 'sleeping' }); setTimeout(() => watch(id, notify), 1000); break
          case 'b': notify({ state: 'paused' }); setTimeout(() => watch(id, notify), 1000); break
          case 'c': notify({ state: 'building' }); setTimeout(() => watch(id, notify), 1000); break
          case 'd': notify({ state: 'starting' }); setTimeout(() => watch(id, notify), 1000); break
          case 'e': notify({ state: 'running' }); break
          default: notify({ state: 'error' }); setTimeout(() => watch(id, notify), 1000)
        }
      }`)).toEqual(['blind'])
  })
})

describe('an answer and what is taken in its place', () => {
  it('are told apart where they meet in one name', () => {
    const { checks, retries } = verdicts(`
      export async function load(url, custom) {
        for (let attempt = 0; attempt < 3; attempt++) {
          const res = custom ? await custom(url) : await fetch(url)
          if (res.ok) return res.json()
          if (res.status < 500) throw new Error('HTTP ' + res.status)
        }
        return null
      }`)
    expect({ checks, retries }).toEqual({ checks: ['grouped'], retries: ['filtered'] })
  })

  it('are told apart where one comes from a cache, in a function of its own', () => {
    const { checks } = verdicts(`
      import { kept } from './kept'
      async function ask(url) {
        const known = await kept(url)
        if (known) return known
        return await fetch(url)
      }
      export async function load(url) {
        const res = await ask(url)
        if (!res.ok) return undefined
        return res.json()
      }`)
    expect(checks).toEqual(['blind'])
  })
})

describe('what only looks like a request', () => {
  it('is no answer where no response has what is read of it', () => {
    const { checks } = verdicts(`
      import { ApiClient } from './api-client'
      import { Schema } from './schema'
      class Themes extends ApiClient {
        async all() {
          const registry = await this.fetch('/themes.json', Schema)
          return registry.themes
        }
        async first() {
          const { themes } = await this.fetch('/themes.json', Schema)
          return themes[0]
        }
        async count() {
          return (await this.fetch('/themes.json', Schema)).themes.length
        }
      }
      export const themes = new Themes()`)
    expect(checks).toEqual([])
  })

  it('is one where the body is kept on the response', () => {
    const { checks } = verdicts(`
      export class Api {
        constructor(private readonly options) {}
        async load(url) {
          const res = await this.options.fetch(url)
          res.data = await res.json()
          return res.data
        }
      }`)
    expect(checks).toEqual(['unchecked'])
  })

  it('is a hook of a component where it is given a flag', () => {
    const { checks } = verdicts(`
      export default {
        methods: { async refresh() { await this.$fetch(false); this.updated = Date.now() } },
      }`)
    expect(checks).toEqual([])
  })
})

describe('a variable that is declared as a response', () => {
  const withType = (imports: string): string => `${imports}
    export async function load(client, id) {
      const answer: Response = await client.makeRequest(new Request('https://api.example.com/things/' + id))
      return handle(answer)
    }`

  it('is one, where that is the type of the host', () => {
    expect(verdicts(withType("import { handle } from './handle'")).checks).toEqual(['delegated'])
  })

  it('is none, where a module has given the type', () => {
    expect(verdicts(withType("import type { Response } from 'express'\nimport { handle } from './handle'")).checks).toEqual([])
  })
})

describe('a response beside what another file has made of it', () => {
  const PROGRAM = `
    import { api, errorHandler, request, to } from './request'
    export async function load(id) {
      const { res, data } = await request('/things', { id })
      if (res?.ok && data) return data
      return null
    }
    export async function find(id) {
      const [error, res] = await to(request('/things', { id }))
      if (error) return null
      return res.ok ? res.json() : null
    }
    export const ask = (id) => request('/things', { id }).then(({ response: answer }) => (answer.ok ? 1 : 0))
    export async function pay(id) {
      const res = await errorHandler(api.post('/things/' + id))
      if (res?.ok) show('Paid')
    }`

  it('is judged by what this file does', () => {
    expect(verdicts(PROGRAM).checks).toEqual(['blind', 'blind', 'blind', 'blind'])
  })

  it('is nothing that rules speak of: that file may have told of a failure', () => {
    const { checks } = analyse(parseSource(PROGRAM, 'program.ts'), PROGRAM)
    expect(checks.map(({ madeElsewhere }) => madeElsewhere)).toEqual([true, true, true, true])
  })
})

describe('a client of another file', () => {
  it('rejects a failure where what is chained to it asks the error for a status', () => {
    const { checks } = verdicts(`
      import { addTool } from './api'
      import { toast } from './toast'
      export function add(link) {
        addTool({ link })
          .then((response) => { if (response.status === 200) toast.success('Added') })
          .catch((error) => toast.error(error.response && error.response.status === 400 ? 'No such tool' : error.message))
      }`)
    expect(checks).toEqual(['text'])
  })

  it('resolves where its answer is asked whether it is ok, whatever a handler asks', () => {
    const { checks } = verdicts(`
      import { addTool } from './api'
      export const add = (link) => addTool({ link }).then((response) => (response.ok ? response.json() : null)).catch((error) => (error.status === 400 ? undefined : null))`)
    expect(checks).toEqual(['blind'])
  })

  it('may reject a failure where only its status is looked at', () => {
    const { checks } = verdicts(`
      import { testModel } from './api'
      import { toast } from './toast'
      export async function show(setRunning) {
        try {
          const response = await testModel()
          setRunning(response.status === 200)
        } catch (error) {
          toast.error(error.message)
        }
      }
      export async function showNothing(setRunning) {
        try {
          const response = await testModel()
          setRunning(response.status === 200)
        } catch {
          setRunning(false)
        }
      }`)
    expect(checks).toEqual(['text', 'blind'])
  })

  it('says it in its answer where something is done for it there, and nobody catches a rejection', () => {
    const { checks } = verdicts(`
      import { runQuery, save } from './client'
      export async function record(query) {
        const response = await runQuery(query)
        if (response.status < 200 || response.status >= 300) throw new Error(\`It returned \${response.status}: \${JSON.stringify(response.payload)}\`)
        return response.payload
      }
      export async function saveAll(items) {
        const response = await save(items)
        if (response.status === 200) return response.payload
        throw new Error('Not saved')
      }
      export async function saveIfPossible(item, show) {
        const res = await save(item)
        if (res.status === 200) show('Saved')
      }
      export async function saveByAxios(item) {
        const res = await save(item)
        if (res.status !== 200) throw new Error('Not saved')
        return res.data
      }`)
    expect(checks).toEqual(['text', 'blind', 'structured', 'structured'])
  })

  it.each([
    "const response = await fetchWithAuth('things', { method: 'DELETE' }); if (response.status !== 204) throw new Error('Not removed')",
    "const response = await remove(`things/${id}`); if (response.status !== 200) throw new Error('Not removed')",
    "const response = await remove(id); if (response.status !== 200) throw new Error('Not removed: ' + response.statusText)",
  ])('resolves with it where it is called like fetch, or more is read of a failure: %s', (body) => {
    const { checks } = verdicts(`
      import { fetchWithAuth, remove } from './api'
      export async function removeThing(id) { ${body} }`)
    expect(checks).toEqual([body.includes('statusText') ? 'text' : 'blind'])
  })

  it('does not go on like a success where a test tells them apart, though only a log follows', () => {
    const { checks } = verdicts(`
      import { sendFeedback } from './feedback'
      export async function send(id) {
        try {
          const response = await sendFeedback(id)
          if (response.status !== 200) console.error('Not sent', response.status)
        } catch (error) {
          console.error('Not sent', error)
        }
      }`)
    expect(checks).toEqual(['blind'])
  })
})

describe('what the body says', () => {
  it('decides nothing where both sides do the same, but for a log', () => {
    const { checks } = verdicts(`
      import { ClientError, createClient } from './client'
      import { logger } from './logger'
      export async function remove(token, end) {
        try {
          await createClient(token).remove()
        } catch (error) {
          if (error instanceof ClientError && error.response.status === 404) logger.info('It is gone already')
          else logger.info('Not removed', error)
        }
        end('removed')
      }`)
    expect(checks).toEqual(['blind'])
  })

  it.each([
    "toast(error.response.data.codes.includes('TAKEN') ? 'This name is taken' : 'Not added')",
    "let message = 'Not added'; if (error.response.data.codes.includes('TAKEN')) message = 'This name is taken'; toast(message)",
    "if (error.response.data.codes.includes('TAKEN')) return; toast('Not added')",
    "if (error.response.data.codes.includes('TAKEN')) toast('This name is taken'); else toast('Not added')",
  ])('decides where the sides give, keep, end or do something else: %s', (handler) => {
    const { checks } = verdicts(`
      import axios from 'axios'
      import { toast } from './toast'
      export async function add(name) {
        try {
          await axios.post('/api/names', { name })
        } catch (error) {
          ${handler}
        }
      }`)
    expect(checks).toEqual(['unknown'])
  })

  it('decides where every side ends', () => {
    const { checks } = verdicts(`
      import { pay } from './pay'
      export async function load(id) {
        const response = await fetch('https://api.example.com/things/' + id)
        if (response.ok) return response.text()
        const body = await response.json()
        if (body.isOver) return pay()
        else throw new Error('Not loaded')
      }`)
    expect(checks).toEqual(['unknown'])
  })

  it('stays words where it has chosen between sentences', () => {
    const { checks } = verdicts(`
      async function describe(response) {
        const body = await response.json()
        if (body.message) return body.message
        return response.status === 404 ? 'There is no such thing' : \`The request failed with status \${response.status}\`
      }
      export async function load(id) {
        const response = await fetch('https://api.example.com/things/' + id)
        if (!response.ok) return { data: await describe(response) }
        return { data: await response.text() }
      }`)
    expect(checks).toEqual(['text'])
  })

  it.each(["if (body.isOver) return { code: 'over' }", 'if (body.isOver) pay()'])('decides by more than its words: %s', (statement) => {
    const { checks } = verdicts(`
      import { pay } from './pay'
      export async function load(id) {
        const response = await fetch('https://api.example.com/things/' + id)
        if (response.ok) return response.text()
        const body = await response.json()
        ${statement}
        return { code: 'failed' }
      }`)
    expect(checks).toEqual(['unknown'])
  })

  it('is what a success brings, though nothing but a 204 is asked for', () => {
    const { checks } = verdicts(`
      import { readStream, getMessage } from './stream'
      export async function load(id, show) {
        const { body, status } = await fetch('https://api.example.com/messages/' + id)
        const message = status === 204 ? await getMessage(id) : await readStream({ stream: body })
        show(message.content)
      }`)
    expect(checks).toEqual(['unchecked'])
  })

  it('is no success where it ends with the words of a failure and a 204 does not', () => {
    const { checks } = verdicts(`
      import { toast } from './toast'
      export async function remove(id, done) {
        const response = await fetch('https://api.example.com/messages/' + id, { method: 'DELETE' })
        if (response.status === 204) return done(id)
        toast((await response.json()).message)
      }`)
    expect(checks).toEqual(['text'])
  })
})

describe('a function of another file that asks whether a status is one of success', () => {
  it.each([
    ['!isSuccessStatus(response.status)', '`${response.status} ${response.statusText}`', 'text'],
    ['!isOk(response.status)', "'Not saved'", 'blind'],
    ['isErrorStatus(response.status)', "'Not saved'", 'blind'],
    ['!isPermitted(response.status)', "'Not saved'", 'structured'],
  ])('is a test of it by its name, and hands nothing on: %s', (test, message, verdict) => {
    const { checks } = verdicts(`
      import { isErrorStatus, isOk, isPermitted, isSuccessStatus } from './status'
      export async function save(url, data) {
        const response = await fetch(url, { method: 'POST', body: data })
        if (${test}) throw new Error(${message})
      }`)
    expect(checks).toEqual([verdict])
  })
})

describe('a function that asks whether an error is of a client', () => {
  const caught = (handler: string): string[] => verdicts(`
    import axios from 'axios'
    import { isAxiosError, pay } from './validation'
    export async function load(id) {
      try {
        return await axios.get('/api/things/' + id)
      } catch (error) {
        ${handler}
      }
    }`).checks

  it('is no reader of its status', () => {
    expect(caught("if (isAxiosError(error)) console.log('of axios'); throw error")).toEqual(['structured'])
    expect(caught("if (isAxiosError(error)) console.log('of axios'); return undefined")).toEqual(['blind'])
  })

  it('tells a 402 from a 500 as little, where it decides what is done', () => {
    expect(caught('if (isAxiosError(error)) pay(); return undefined')).toEqual(['blind'])
  })

  it('is not what judges it, or is only told', () => {
    expect(caught('if (isRetryableError(error)) pay(); return undefined')).toEqual(['delegated'])
    expect(caught('isAxiosError(error); return undefined')).toEqual(['delegated'])
  })
})

describe('a value beside the status', () => {
  it('may be all that leads to another try', () => {
    const { retries } = verdicts(`
      import { isForced } from './policy'
      export async function load(url) {
        for (let attempt = 0; attempt < 3; attempt++) {
          const response = await fetch(url)
          let isAgain = response.status === 429
          if (isForced()) isAgain = true
          if (!isAgain) return response
        }
      }`)
    expect(retries).toEqual(['unknown'])
  })
})

describe('an observable', () => {
  it.each([['takeUntilDestroyed', '@angular/core/rxjs-interop'], ['untilDestroyed', '@ngneat/until-destroy']])('is the same until its component goes: %s', (operator, module) => {
    const { checks } = verdicts(`
      import { HttpClient } from '@angular/common/http'
      import { ${operator} } from '${module}'
      export class Logs {
        failed
        constructor(private readonly http: HttpClient, private readonly scope) {}
        load(id) {
          this.http.get('/logs/' + id).pipe(${operator}(this.scope)).subscribe({ next: () => {}, error: (error) => { this.failed = error.status } })
        }
      }`)
    expect(checks).toEqual(['structured'])
  })
})

describe('a request of Node', () => {
  it('is not its answer, for what sends its body, where the code listens itself', () => {
    const { checks } = verdicts(`
      import { request } from 'node:https'
      export function upload(stream) {
        return new Promise((resolve, reject) => {
          const req = request({ hostname: 'api.example.com', path: '/files', method: 'POST' }, (res) => {
            let data = ''
            res.on('data', (chunk) => { data += chunk })
            res.on('end', () => resolve(JSON.parse(data)))
          })
          req.on('error', reject)
          stream.pipe(req)
        })
      }
      export function send(form) {
        return new Promise((resolve, reject) => {
          const req = request({ hostname: 'api.example.com', path: '/forms', method: 'POST' })
          req.on('response', (res) => (res.statusCode === 200 ? resolve(undefined) : reject(new Error('Not sent'))))
          form.pipe(req)
        })
      }`)
    expect(checks).toEqual(['unchecked', 'blind'])
  })

  it('is handed on where nobody listens yet', () => {
    const { checks } = verdicts(`
      import { request } from 'node:https'
      import { follow } from './follow'
      export function start(path) {
        const req = request({ hostname: 'api.example.com', path })
        follow(req)
        req.end()
      }`)
    expect(checks).toEqual(['delegated'])
  })
})

describe('a library that asks whether an error is one of axios', () => {
  it.each([
    '(count, error) => { if (isAxiosError(error)) { const status = error.response?.status; if (status && status >= 400 && status < 500) return false } return count < 3 }',
    '(count, error) => !(isAxiosError(error) && error.response?.status < 500) && count < 3',
    '(count, error) => (axios.isAxiosError(error) && error.response?.status < 500 ? false : count < 3)',
  ])('may be told so by what another file throws: %s', (retry) => {
    const { retries } = verdicts(`
      import axios, { isAxiosError } from 'axios'
      import { useQuery } from '@tanstack/react-query'
      import { load } from './api'
      export const useLoaded = (id) => useQuery({ queryKey: [id], queryFn: () => load(id), retry: ${retry} })`)
    expect(retries).toEqual(['unknown'])
  })
})

describe('a function that calls at once what it is given', () => {
  it('is a transition of React: what a promise rejects with is handed on', () => {
    const { checks } = verdicts(`
      export function submit(startTransition, setAnswer) {
        startTransition(async () => {
          const answer = fetch('/plan').then((res) => {
            if (!res.ok) throw new Error(\`Failed (\${res.status})\`)
            return res.json()
          })
          startTransition(() => setAnswer(answer))
        })
      }`)
    expect(checks).toEqual(['text'])
  })
})

describe('a log', () => {
  it('may be at a level that only a run knows', () => {
    const { checks } = verdicts(`
      export async function load(level) {
        const res = await fetch('/plan')
        if (res.ok) return res.json()
        console[level]('Failed', { status: res.status })
        return null
      }`)
    expect(checks).toEqual(['blind'])
  })

  it.each([
    ["PFLog.critical('load() failed', error)", 'blind'],
    ["logApp.error(error)", 'blind'],
    ["auth_log.warn('load() failed', error)", 'blind'],
    ["dialog.error('load() failed', error)", 'delegated'],
    ["changeLog.add('load() failed', error)", 'delegated'],
  ])('may be told by the end of its name: %s', (call, verdict) => {
    const text = `export async function load() { try { const res = await fetch('https://api.example.com/x'); if (!res.ok) throw new HttpNotOkError(res); return res.json() } catch (error) { ${call}; return null } }`
    expect(analyse(parseSource(text, 'load.ts'), text).checks.map((check) => check.verdict)).toEqual([verdict])
  })

  it.each([
    ["import { mailError } from './logger'", "mailError('load() failed', error)", 'blind'],
    ["import { mailError } from '@/utils/log.ts'", "mailError('load() failed', error)", 'blind'],
    ["import { error as mailError } from 'fancy-log'", "mailError('load() failed', error)", 'blind'],
    ["import { makeLog } from './logger'", "makeLog('load()', error)", 'delegated'],
    ["import { mailError } from './blog'", "mailError('load() failed', error)", 'delegated'],
  ])('may be told by its module: %s', (head, call, verdict) => {
    const text = `${head}\nexport async function load() { try { const res = await fetch('https://api.example.com/x'); if (!res.ok) throw new HttpNotOkError(res); return res.json() } catch (error) { ${call}; return null } }`
    expect(analyse(parseSource(text, 'load.ts'), text).checks.map((check) => check.verdict)).toEqual([verdict])
  })

  it('is what whoever runs a program is told, where it ends', () => {
    const text = "import consola from 'consola'\nasync function main() { const res = await fetch('https://api.example.com/x'); if (!res.ok) throw new Error(`HTTP ${res.status}`) }\nmain().catch((error) => { consola.error(error); process.exit(1) })"
    expect(analyse(parseSource(text, 'main.ts'), text).checks.map((check) => check.verdict)).toEqual(['text'])
  })
})

describe('a client of another file', () => {
  it('resolves a failure for which a function of the file has a case', () => {
    const text = `import { Adapter } from './adapter'\nexport const load = async (id) => { const answer = await Adapter.request({ url: '/users/' + id, method: 'GET' }); return parse(answer) }\nconst parse = (answer) => { switch (answer.statusCode) { case 200: return answer.body; case 403: throw new Error('Not yours'); case 500: throw new Error('The server failed'); default: throw new Error('It failed') } }`
    expect(analyse(parseSource(text, 'load.js'), text).checks.map((check) => check.verdict)).toEqual(['grouped'])
  })
})

describe('an imported function that is called fetch', () => {
  const clients = (more: string): string[] => {
    const text = `import { fetch } from 'common/utils'\nexport const remove = (id) => fetch('/widgets/' + id, { method: 'DELETE' }).then(() => done())\n${more}`
    return analyse(parseSource(text, 'remove.js'), text).checks.map(({ client }) => client)
  }

  it('sends like fetch where nothing speaks against it', () => {
    expect(clients("export const load = () => fetch('/widgets').then((res) => res.json())")).toEqual(['fetch', 'fetch'])
  })

  it.each([
    ['is given what fetch is not', "export const add = (data) => fetch('/widgets', { method: 'POST', data })"],
    ['gives what no response is', "export const load = () => fetch('/widgets').then(({ content }) => show(content))"],
    ['gives what has no part of one', "export const load = () => fetch('/widgets').then((page) => show(page.content, page.total))"],
  ])('is another function where it %s elsewhere', (_, more) => {
    expect(clients(more)).toEqual([])
  })
})

describe('a logger', () => {
  const check = (last: string): string | undefined => {
    const text = `import { Logger } from '../logger/logger'\nexport async function save(params) { try { await Cloud.update(params) } catch (error) { let words = 'It failed'; if (error.response) words += error.response.data.description; ${last} } }`
    return analyse(parseSource(text, 'save.js'), text).checks[0]?.verdict
  }

  it('may show people what it logs, by the name of its method', () => {
    expect(check('Logger.errorNotify(words, error)')).toBe('delegated')
    expect(check('Logger.errorNotify(words)')).toBe('text')
  })

  it('only logs otherwise', () => {
    expect(check('Logger.error(words, error)')).toBe('blind')
  })
})

describe('what a function prints', () => {
  const check = (last: string): string | undefined => {
    const text = `import axios from 'axios'\nimport readline from 'node:readline'\nfunction load(tag) { axios.get('https://api.example.com/releases/' + tag).catch((error) => console.log('It failed', error)) }\nreadline.createInterface({ input: process.stdin }).question('Tag: ', (tag) => load(tag))\n${last}`
    return analyse(parseSource(text, 'load.js'), text).checks[0]?.verdict
  }

  it('is told to whoever runs the program, where nothing else can call it', () => {
    expect(check('')).toBe('text')
  })

  it('is a log where other files can', () => {
    expect(check('export { load }')).toBe('blind')
  })
})

describe('another call of the same function', () => {
  const check = (last: string): string | undefined => {
    const text = `export const load = (id) => async (dispatch) => { try { await dispatch(startEditing(id)) } catch (error) { ${last} } }`
    return analyse(parseSource(text, 'load.js'), text).checks[0]?.verdict
  }

  it('is no second try where it is plainly given something else', () => {
    expect(check("dispatch({ type: 'failed', status: error.response?.status })")).toBe('structured')
    expect(check('dispatch(failed(error.response?.status))')).toBe('structured')
  })
})

describe('what is called ok', () => {
  it('is none of a response where something is read of it', () => {
    const { checks } = verdicts(`
      export function show(res) {
        const captcha = res?.ok
        return captcha ? [captcha.wav, captcha.png] : null
      }
      export const wav = (response) => { if (response.ok) return response.ok.wav }`)
    expect(checks).toEqual([])
  })
})

describe('an element of JSX', () => {
  const read = (shown: string): string[] => verdicts(`
    export async function load(show, toast, Failure) {
      const res = await fetch('/plan')
      if (res.ok) return res.json()
      const title = \`Failed (\${res.status})\`
      ${shown}
      return null
    }`).checks

  it.each([
    ['shows what its names have', 'show(<Failure title={title} />)', 'text'],
    ['shows the status in words', 'show(<p>{res.status} failed</p>)', 'text'],
    ['shows them where a function makes it for what shows it', 'toast.custom((t) => <p className={t.visible}>{title}</p>)', 'text'],
    ['shows nothing of the answer', 'show(<Failure title="Failed" />)', 'blind'],
    ['shows nothing by what it calls later', "show(<Failure onClick={() => alert(title)} />)", 'blind'],
  ])('%s', (_, shown, verdict) => {
    expect(read(shown)).toEqual([verdict])
  })
})

describe('a function of another file that is called like one of the typed module', () => {
  const load = (retry: string, load: string): string => `
    import { useQuery } from '@tanstack/react-query'
    import { isPaymentRequiredError, isPaymentRequired } from '@/api/paymentRequired'
    import { client, ApiError } from '@/api/client'
    export const usePlan = () => useQuery({ queryKey: ['plan'], queryFn: ${load}, retry: (count, error) => ${retry} && count < 3 })`

  it.each([
    ['!isPaymentRequiredError(error)', "() => client.get('/plan').then((res) => res.data)"],
    ['!isPaymentRequiredError(error)', "async () => { const res = await fetch('/plan'); if (!res.ok) throw new ApiError(res.status); return res.json() }"],
    ['!isPaymentRequired(error)', "async () => { const res = await fetch('/plan'); if (!res.ok) throw new ApiError(res.status); return res.json() }"],
  ])('may leave a 402 out: %s', (retry, query) => {
    expect(verdicts(load(retry, query)).retries).toEqual(['unknown'])
  })

  it('may tell a 402 from other failures', () => {
    const { checks } = verdicts(`
      import { isPaymentRequiredError } from '@/api/paymentRequired'
      import { ApiError } from '@/api/client'
      export async function load() {
        try {
          const res = await fetch('/plan')
          if (!res.ok) throw new ApiError(res.status)
          return res.json()
        } catch (error) {
          return isPaymentRequiredError(error) ? 'pay' : null
        }
      }`)
    expect(checks).not.toEqual(['blind'])
  })
})

describe('this, in the initialiser of a field', () => {
  const text = `
    import { HttpClient } from '@angular/common/http'
    import { catchError, mergeMap, of } from 'rxjs'
    export class LoginEffects {
      login$ = createEffect(() => this.actions$.pipe(mergeMap((action) => this.http.post('/login', action).pipe(catchError((error) => { this.fail(error.status); return of({ type: 'VOID' }) })))))
      constructor(private http: HttpClient, private actions$: Actions, private store: Store) {}
      fail(statusCode: number) { this.store.dispatch({ type: 'failed', statusCode }) }
    }`

  it('is the object, in functions of functions too', () => {
    const [check] = analyse(parseSource(text, 'effects.ts'), text).checks
    expect(check?.verdict).toBe('structured')
    expect(check?.evidence).toContain('this.store.dispatch({')
  })
})

describe('a message', () => {
  it('is one where it has a key', () => {
    const text = "import i18n from 'i18next'\nexport async function load(show, use) { const res = await fetch('/x'); const message = res.ok ? null : i18n.t('It failed'); if (message) { show(message); return } use(await res.text()) }"
    expect(analyse(parseSource(text, 'load.js'), text).checks.map((check) => check.verdict)).toEqual(['blind'])
  })
})

describe('a log line beside a success', () => {
  const check = (last: string): string | undefined => {
    const text = `export async function load() { const res = await fetch('https://api.example.com/x'); if (!res.ok) console.error('It failed', res.status); ${last} }`
    return analyse(parseSource(text, 'load.ts'), text).checks[0]?.verdict
  }

  it('changes nothing where the body is gone on with', () => {
    expect(check('return res.json()')).toBe('unchecked')
  })

  it('is all that is done where it is not', () => {
    expect(check('')).toBe('blind')
  })
})

describe('what makes the options of a request', () => {
  it('is no request', () => {
    const text = "export const load = (req, res) => { const options = common.getOptions(req); if (options.error) return res.status(options.statusCode).json({ message: options.message }); return options }"
    expect(analyse(parseSource(text, 'load.js'), text).checks).toEqual([])
  })
})
