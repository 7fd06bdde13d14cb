import { describe, expect, it } from 'vitest'

import { mayHoldRequests } from '../../analysis/prefilter.ts'

describe('what the text of a file says', () => {
  it.each([
    'fetch(url)',
    'const get = fetch\nget(url)',
    'this.#fetch (url)',
    'customFetch<Data>(url)',
    'const send = options.fetch as typeof globalThis.fetch',
    'getFetcher()(url)',
    'if (!answer.ok) throw answer',
    'const { ok, json } = await load()',
    'const { status: code } = res',
    "if (res['status'] === 402) pay()",
    'switch (reply\n  .status) { case 404: }',
    'try { await load() } catch (error) { if (error.statusCode > 499 || error.status) retry() }',
    "import axios from 'axios'",
    'axiosInstance.get(url)',
  ])('may hold a request: %s', (text) => {
    expect(mayHoldRequests(text, false)).toBe(true)
  })

  it.each([
    '// We fetch the list, then draw it.',
    'prefetch(page)\nlist.fetchedAt = 1',
    'type Status = "active"; // the status of a team',
    'return { status, count }',
    'let total = 1',
  ])('holds none: %s', (text) => {
    expect(mayHoldRequests(text, false)).toBe(false)
  })

  it('is read more widely where calls count that may be no requests', () => {
    expect(mayHoldRequests('prefetch(page)')).toBe(true)
    expect(mayHoldRequests('let total = 1')).toBe(false)
  })
})
