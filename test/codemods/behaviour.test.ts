import { createServer, type Server } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import transform from '../../codemods/add-402-handling.ts'
import { renderPaymentModule } from '../../codemods/templates/render.ts'
import { CANONICAL, GUARD_FORMS, layOut } from './guard-forms.ts'

const STATUSES = [200, 204, 400, 401, 403, 404, 409, 418, 429, 500, 503]
const BODIES = { json: '{"error":{"code":"insufficient_credits","message":"Top up"}}', empty: '', html: '<h1>Pay</h1>' }

type Load = (base: string) => Promise<unknown>
interface Outcome {
  readonly returned?: unknown
  readonly thrown?: { readonly name: string; readonly message: string; readonly kind?: string }
  readonly requests: readonly string[]
}

let folder: string
let server: Server
let requests: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codemod-behaviour-'))
  await writeFile(join(folder, 'payment-required.mjs'), renderPaymentModule('js'))
  // /<status>/<body>/...: the path says what is answered.
  server = createServer((request, response) => {
    requests.push(request.url!)
    const [, status, body] = request.url!.split('/')
    response.writeHead(Number(status), { 'content-type': 'application/json', connection: 'close' })
    response.end(status === '204' ? '' : status === '200' ? '{"id":7}' : BODIES[body as keyof typeof BODIES])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

async function importText(text: string, name: string): Promise<Load> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  })
  const path = join(folder, `${name}.mjs`)
  await writeFile(path, outputText)
  return ((await import(/* @vite-ignore */ pathToFileURL(path).href)) as { load: Load }).load
}

async function run(load: Load, status: number, body: keyof typeof BODIES): Promise<Outcome> {
  requests = []
  const { port } = server.address() as AddressInfo
  try {
    return { returned: await load(`http://127.0.0.1:${port}/${status}/${body}`), requests }
  } catch (error) {
    const { name, message, payment } = error as Error & { payment?: { kind: string } }
    return { thrown: { name, message, ...(payment ? { kind: payment.kind } : {}) }, requests }
  }
}

describe('on a loopback server, before and after', () => {
  test.each(GUARD_FORMS.map((form, index) => ({ ...form, index })))('$name', async ({ code, index }) => {
    const text = layOut(code, CANONICAL)
    const output = transform({ path: 'file.ts', source: text }, {}, { 'payment-module': './payment-required.mjs' })
    expect(output).toBeDefined()
    const before = await importText(text, `before-${index}`)
    const after = await importText(output!, `after-${index}`)
    for (const status of STATUSES) {
      expect(await run(after, status, 'json'), String(status)).toEqual(await run(before, status, 'json'))
    }
    expect((await run(before, 402, 'json')).thrown?.name).toBe('Error')
    expect((await run(after, 402, 'json')).thrown).toEqual({ name: 'PaymentRequiredError', message: 'Top up', kind: 'billing' })
    for (const body of ['empty', 'html'] as const) {
      expect((await run(after, 402, body)).thrown, body).toMatchObject({ name: 'PaymentRequiredError' })
    }
    expect((await run(after, 402, 'json')).requests.length).toBeLessThanOrEqual((await run(before, 402, 'json')).requests.length)
  })
})
