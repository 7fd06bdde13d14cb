import { expect, test } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { isReported } from './rows.ts'

/** Clients that send again by themselves: what makes one, and a request through it. */
const CLIENTS: readonly (readonly [client: string, head: string, request: string])[] = [
  ['@google-cloud/storage', "import { Storage } from '@google-cloud/storage'\n\nconst storage = new Storage({ projectId: 'p' })", "storage.bucket('reports').file('june.json').save(text, { contentType: 'text/plain' })"],
  ['got', "import got from 'got'", "got.post('https://api.example.com/reports', { body: text })"],
  ['ky', "import ky from 'ky'", "ky.post('https://api.example.com/reports', { body: text })"],
  ['gaxios', "import { request } from 'gaxios'", "request({ url: 'https://api.example.com/reports', method: 'POST', data: text })"],
  ['superagent', "import superagent from 'superagent'", "superagent.post('https://api.example.com/reports').send(text)"],
  ['@better-fetch/fetch', "import { betterFetch } from '@better-fetch/fetch'", "betterFetch('https://api.example.com/reports', { method: 'POST', body: text, throw: true })"],
  ['up-fetch', "import { up } from 'up-fetch'\n\nconst upfetch = up(fetch)", "upfetch('https://api.example.com/reports', { method: 'POST', body: text })"],
  ['xior', "import xior from 'xior'", "xior.post('https://api.example.com/reports', text)"],
]

test.each(CLIENTS)('a loop around a request of %s is edited itself, whatever options the client has', (_, head, request) => {
  const code = `${head}

export async function save(text) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await ${request}
      break
    } catch (error) {
      if (attempt === 2) throw error
    }
  }
}
`
  expect(isReported(code)).toBe(true)
  const { output, leftAlone } = transform(code, 'loop.mjs', { paymentModule: './payment-required.mjs' })
  expect(leftAlone).toEqual([])
  expect(isReported(output)).toBe(false)
})
