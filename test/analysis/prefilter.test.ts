import { describe, expect, it } from 'vitest'

import { mayHold, mayHoldChecks, mayHoldRequests } from '../../analysis/prefilter.ts'

describe('what the text of a file says', () => {
  it.each([
    'fetch(url)',
    'const get = fetch\nget(url)',
    'this.#fetch (url)',
    'customFetch<Data>(url)',
    'const send = options.fetch as typeof globalThis.fetch',
    'getFetcher()(url)',
    'retrying(fetch)(url)',
    'api.post(url, ids, { validateStatus: () => true })',
    "(opts['fetch'] as typeof fetch)(url)",
    'const { fetch: send } = globalThis\nsend(url)',
    'const send = this.options.fetch ?? retrying',
    'fetch.call(undefined, url)',
    '(0, api.fetch)(url)',
    'if (!answer.ok) throw await answer.json()',
    'if (!res.ok) throw res',
    'const { ok, json } = await load()',
    'const { status: code } = res\nreturn res.json()',
    'const { status: code, statusText } = planResponse',
    'if (402 === (answer as Answer).status) return answer.headers',
    'const kind = Math.floor(answer.status / 100)\nreturn answer.body',
    "if (res['status'] === 402) pay()",
    'switch (reply\n  .status) { case 404: return reply.text() }',
    'load().catch((error) => { if ([404, 410].includes(error.status)) return null })',
    'load().catch((error) => show(error?.response?.data))',
    'try { await load() } catch (error) { if (error.statusCode > 499 || error.status) retry() }',
    "import axios from 'axios'",
    "import got from 'npm:got@14'",
    "import { Resend } from 'https://esm.sh/resend@2.0.0'",
    "const { default: ky } = await import('https://cdn.jsdelivr.net/npm/ky@1.7/+esm')",
    "const { default: ky } = await import(/* webpackChunkName: 'ky' */ 'ky')",
    "const got = require ( 'got' )",
    'this._axios.get(url)',
    "import { HttpClient } from '@angular/common/http'",
    "import type { KyInstance } from 'ky'",
    "import { type Observable, retry } from 'rxjs'",
    'axiosInstance.get(url)',
    "load().catch(async (reason) => { if (reason.response?.status) stop() })",
    'try { await load() } catch (error) { const failure = error as HttpError; show(failure.statusCode) }',
    'try { await load() } catch (error) { show((error as HttpError).response?.data) }',
    'const check = (answer: Response) => { if (answer.status > 399) throw answer.headers }',
    'api.fetch(url, { method: "POST" })',
    'const load = async (url) => (await window.parent.fetch(url)).blob()',
    'const { status, data }: Answer = await load()\nif (status === 402) pay(data)',
  ])('may hold a request: %s', (text) => {
    expect(mayHoldRequests(text, false)).toBe(true)
  })

  it.each([
    '// We fetch the list, then draw it.',
    'prefetch(page)\nlist.fetchedAt = 1',
    'type Status = "active"; // the status of a team',
    'return { status, count }',
    'let total = 1',
    "type Options = { fetch?: FetchFunction }\nmake({ fetch: options.fetch, retries: 3 })",
    "throw new Error('failed to fetch')",
    "if (task.status === 'done') return res.json()",
    "import type { Observable } from 'rxjs'\nimport { type Subject } from 'rxjs'",
    "/**\n * import { generateText } from 'ai'\n */",
    "const kinds = ['stripe', 'http', 'async']",
    "import { join } from 'jsr:@std/path@1'\nimport { z } from 'https://esm.sh/zod@3'",
    "const page = 'https://esm.sh/got@14'",
    'try { draw() } catch (error) { console.error(error.status) }',
    '/**\n * if (!res.ok) throw await res.json()\n */\nlet total = 1',
    '/* await fetch(url) */\n// await fetch(url)\r\nlet total = 1',
    'list.filter(({ status }) => status).map((one) => one.data)',
    'class Query { load() { return knex.fetch() } }',
    'class Answer { text?: string; body: Response = none }\nif (task.status === "done") stop()',
    'try { draw() } catch (error) { stop() }\nif (task.statusCode === 404) show(task.data)',
  ])('holds none: %s', (text) => {
    expect(mayHoldRequests(text, false)).toBe(false)
  })

  it('is told from what stands in a text, not in a comment of it', () => {
    expect(mayHoldRequests('const rules = `\n/*\n!/src\n`\nfetch(url) // */', false)).toBe(true)
    expect(mayHoldRequests('/** one */ fetch(url)', false)).toBe(true)
  })

  it.each(["import { useQuery } from '@tanstack/react-query'", "import { map } from 'rxjs'", "import { Effect } from 'effect'"])(
    'may hold what is sent again, and no check: %s',
    (text) => {
      expect(mayHoldRequests(text, false)).toBe(true)
      expect(mayHoldChecks(text)).toBe(false)
      expect(mayHoldChecks(`${text}\nfetch(url)`)).toBe(true)
    },
  )

  it.each([
    ["import { useQuery } from '@tanstack/react-query'", 'useQuery({ queryFn, retry: 2 })'],
    ["import * as query from '@tanstack/react-query'", 'new query.QueryClient()'],
    ["import { Effect } from 'effect'", 'Effect.retry(load, { times: 2 })'],
    ["import useSWR from 'swr'", 'useSWR(key, load, { errorRetryCount: 2 })'],
    ["import { retry } from 'radash'", ''],
  ])('may hold what is sure to be sent again where it says so: %s %s', (imported, said) => {
    expect(mayHold(`${imported}\n${said}`, 'sure retries', undefined)).toBe(true)
    if (said) expect(mayHold(imported, 'sure retries', undefined)).toBe(false)
    expect(mayHold(imported, 'requests', undefined)).toBe(true)
  })

  it('holds nothing that rxjs is sure to send again, without what sends', () => {
    const text = "import { retry } from 'rxjs'"
    expect(mayHold(text, 'sure retries', undefined)).toBe(false)
    expect(mayHold(`${text}\nimport { HttpClient } from '@angular/common/http'`, 'sure retries', undefined)).toBe(true)
  })

  it('is read more widely where calls count that may be no requests', () => {
    expect(mayHoldRequests('prefetch(page)')).toBe(true)
    expect(mayHoldRequests('let total = 1')).toBe(false)
  })
})
