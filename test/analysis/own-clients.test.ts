import { describe, expect, it } from 'vitest'

import { analyse, mayHoldChecks, mayHoldRequests, readOwnClients, type OwnClients } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

const CLIENTS: OwnClients = { '*/lib/api': 'axios', '@/lib/openai': 'openai', '#http#send': 'fetch', '#http#rest': 'ky' }

/** The requests of a file, each with its client and what is said of it. */
function requestsOf(text: string, clients: OwnClients = CLIENTS): string[] {
  return analyse(parseSource(text, 'load.ts'), text, { clients, operations: false }).checks.map(({ client, request, verdict }) => `${client} ${request} ${verdict}`)
}

const loading = (request: string): string => `export const load = async () => { try { return await ${request} } catch { return null } }`

describe('a module of the program that exports a client', () => {
  it.each([
    ["import api from '@/lib/api'", "api.get('/x')"],
    ["import api from '../../lib/api.js'", "api.get('/x')"],
    ["import api from './lib/api/index.ts'", "api.get('/x')"],
    ["import { http } from './lib/api'", "http.get('/x')"],
    ["import { get } from './lib/api'", "get('/x')"],
    ["import * as lib from './lib/api'", "lib.default.get('/x')"],
    ["import * as lib from './lib/api'", "lib.http.get('/x')"],
    ["import api from './lib/api'", 'api(config)'],
    ["import services from './lib/api'", "services.users.get('/x')"],
    ["const api = require('./lib/api')", "api.get('/x')"],
    ["const { http } = require('./lib/api')", "http.get('/x')"],
    ["import api = require('./lib/api')", "api.get('/x')"],
    ["import { http } from './lib/api'; const paid = http.create({ timeout: 1 })", "paid.get('/x')"],
  ])('is what its client is: %s; %s', (head, request) => {
    expect(requestsOf(`${head}\n${loading(request)}`)).toEqual([`axios ${request} blind`])
  })

  it('is known where it is loaded when it is needed', () => {
    expect(requestsOf("export const load = async () => { const { http } = await import('./lib/api'); return http.get('/x').catch(() => null) }")).toEqual(["axios http.get('/x') blind"])
  })

  it('may be a vendor\u2019s SDK', () => {
    expect(requestsOf(`import { openai } from '@/lib/openai'\n${loading('openai.chat.completions.create(body)')}`)).toEqual(['openai openai.chat.completions.create(body) blind'])
  })

  it('may export several, each by its name', () => {
    const text = `import { send, rest, build } from '#http'\n${loading("rest.get('/x')")}\nexport const save = async () => { const res = await send(build('/x')); if (!res.ok) throw new Error('no'); return res.json() }`
    expect(requestsOf(text)).toEqual(["ky rest.get('/x') blind", "fetch send(build('/x')) blind"])
  })

  it.each([
    ["import { setToken } from './lib/api'", 'setToken(token)'],
    ["import api from './lib/api'", 'api.setToken(token)'],
    ["import { http } from './lib/api'", 'http.describe()'],
    ["import api from './lib/other'", "api.get('/x')"],
    ["import type { Http } from './lib/api'", 'http.get()'],
  ])('has other functions too: %s; %s', (head, call) => {
    expect(requestsOf(`${head}\n${loading(call)}`)).toEqual([])
  })

  it('sends again what a loop sends again', () => {
    const text = "import { http } from '@/lib/api'\nexport async function save(user) { for (let i = 0; i < 3; i++) { try { return await http.post('/users', user) } catch {} } }"
    expect(analyse(parseSource(text, 'save.js'), text, { clients: CLIENTS }).retries.map(({ client, verdict }) => `${client} ${verdict}`)).toEqual(['axios blanket'])
  })

  it('is what its own name says where nothing else is said', () => {
    expect(requestsOf(`import api from '@/lib/api'\n${loading("api.get('/x')")}`, {})).toEqual([])
  })

  it('makes its importers worth reading', () => {
    const text = `import api from '../lib/api'\n${loading("api.get('/x')")}`
    expect([mayHoldChecks(text), mayHoldChecks(text, CLIENTS)]).toEqual([false, true])
    expect([mayHoldRequests(text, false), mayHoldRequests(text, false, CLIENTS)]).toEqual([false, true])
    expect(mayHoldRequests("import api from '../lib/apis'\napi.x()", false, CLIENTS)).toBe(false)
  })
})

describe('readOwnClients', () => {
  it('reads words of a command line', () => {
    expect(readOwnClients(['./lib/api=axios', '#http#send=fetch,@/x=ky'])).toEqual({ './lib/api': 'axios', '#http#send': 'fetch', '@/x': 'ky' })
  })

  it.each([
    ['./lib/api', "'./lib/api' is not of the form module=client"],
    ['=axios', "'=axios' is not of the form module=client"],
    ['./lib/api=axis', "'axis' is no client that is known"],
  ])('declines %s', (word, message) => {
    expect(() => readOwnClients([word])).toThrow(message)
  })
})
