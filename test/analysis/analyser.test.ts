import { describe, expect, it } from 'vitest'

import { analyse, type CheckVerdict, mayHoldChecks, mayHoldRequests, type RetryVerdict } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'
import { readFixtures } from '../oracle/fixture.ts'

const fixtures = readFixtures().map(({ path, text }) => ({ path, text, program: parseSource(text, path) }))

describe('what is asked', () => {
  it('is only the checks, where retries are not wanted: they are the same', () => {
    for (const { path, text, program } of fixtures) {
      const { checks, retries } = analyse(program, text, { operations: false, retries: 'none' })
      expect(retries).toEqual([])
      expect({ path, checks }).toEqual({ path, checks: analyse(program, text, { operations: false }).checks })
    }
  })

  it.each([[['blind']], [['blind', 'text', 'unchecked', 'grouped']]] as const)('is only the checks %j, which are the same, and so are the resends', (verdicts) => {
    for (const { path, text, program } of fixtures) {
      const asked = { operations: false, retries: 'after status' } as const
      const all = analyse(program, text, asked)
      const checks = all.checks.filter(({ verdict, madeElsewhere }) => !madeElsewhere && (verdicts as readonly CheckVerdict[]).includes(verdict))
      expect({ path, ...analyse(program, text, { ...asked, checks: verdicts }) }).toEqual({ path, checks, retries: all.retries })
    }
  })

  it('is only what is surely sent again: the same', () => {
    for (const { path, text, program } of fixtures) {
      const asked = { operations: false, checks: ['blind'] } as const
      const isSure = ({ verdict }: { verdict: RetryVerdict }): boolean => verdict === 'blanket' || verdict === 'explicit'
      const [likely, sure] = (['after status', 'surely after status'] as const).map((retries) => analyse(program, text, { ...asked, retries }).retries.filter(isSure))
      expect({ path, sure }).toEqual({ path, sure: likely })
    }
  })

  it('is nothing that only the use of its answer shows to be a request, where that is not wanted', () => {
    for (const { path, text, program } of fixtures) {
      const { checks } = analyse(program, text, { operations: false, retries: 'none', supposed: false })
      expect({ path, checks }).toEqual({ path, checks: analyse(program, text, { operations: false, retries: 'none' }).checks.filter(({ isSupposed }) => !isSupposed) })
    }
  })

  it('is nothing of a text that can hold no request, and that is what the text scan says of none with one', () => {
    const held = fixtures.filter(({ text, program }) => analyse(program, text).checks.length > 0)
    expect(held.length).toBeGreaterThan(200)
    expect(held.filter(({ text }) => !mayHoldRequests(text, false) || !mayHoldChecks(text)).map(({ path }) => path)).toEqual([])
  })
})

describe('a run that starts in a function which a field holds', () => {
  it('knows its `this`', () => {
    const text = `export class Feed {
  items: unknown
  private tries = 0
  load = async (url: string): Promise<void> => {
    const res = await fetch(url)
    if (res.ok) this.items = await res.json()
    else this.fail(url, res.status)
  }
  private fail = (url: string, status: number): void => {
    if (this.tries++ === 2) throw new Error(\`No feed: \${status}\`)
    setTimeout(() => void this.load(url), 10)
  }
}`
    const { checks, retries } = analyse(parseSource(text, 'feed.ts'), text)
    expect(checks.map(({ verdict }) => verdict)).toEqual(['text'])
    expect(retries.map(({ verdict, range }) => [verdict, text.slice(...range).slice(0, 10)])).toEqual([['blanket', 'setTimeout']])
  })
})

describe('the stack of an error', () => {
  it('begins with its message', () => {
    const text = `export async function load(url) {
  try {
    const res = await fetch(url)
    if (!res.ok) throw new Error(\`HTTP \${res.status}\`)
    return await res.json()
  } catch (error) {
    throw new Error('No plan: ' + (error.stack || error.message))
  }
}`
    expect(analyse(parseSource(text, 'load.js'), text).checks.map(({ verdict }) => verdict)).toEqual(['text'])
  })
})

describe('an instance', () => {
  const made = (constructor: string, methods = ''): string => `class Feed {
  mode = 'text'
  constructor(source) { ${constructor} }
  ${methods}
  async load() {
    const res = await fetch('/feed')
    if (!res.ok) throw this.mode === 'text' ? new Error('No feed') : Object.assign(new Error('No feed'), { status: res.status })
  }
}
export { Feed }`
  const verdict = (text: string): string | undefined => analyse(parseSource(text, 'feed.js'), text).checks[0]?.verdict

  it('is as its constructor leaves it', () => {
    expect(verdict(made(''))).toBe('blind')
    expect(verdict(made("this.mode = 'data'"))).toBe('structured')
  })

  it.each([
    ['another method', '', "change() { this.mode = 'data' }"],
    ['a timer', "setTimeout(() => { this.mode = 'data' }, 10)", ''],
    ['an event', "source.on('change', () => { this.mode = 'data' })", ''],
    ['a function of the constructor', "const change = () => { this.mode = 'data' }; source.change = change", ''],
  ])('may be another one later: %s', (_name, constructor, methods) => {
    expect(verdict(made(constructor, methods))).toBe('structured')
  })
})

describe('the same request', () => {
  const retrying = (path: string): string => `export async function load(ids) {
  const seen = new Map()
  for (let attempt = 0; attempt < 3; attempt++) {
    ${Array.from({ length: 9 }, (_, index) => `seen.set(ids(${index}), 1)`).join('; ')}
    const res = await fetch(\`/load?${path}\`)
    if (res.ok) return res.json()
  }
}`
  const verdicts = (text: string): string[] => analyse(parseSource(text, 'load.js'), text).retries.map(({ verdict }) => verdict)

  it('is not one that says how many keys were seen, however many these are', () => {
    expect(verdicts(retrying('all'))).toEqual(['blanket'])
    expect(verdicts(retrying('${seen.size}'))).toEqual([])
  })
})

describe('a request that comes after another one failed', () => {
  it.each([
    ['with a status that is written as a number', "if (known.status === 404) return fetch('/make')", 'delegated'],
    ['with a status that has a name', "if (known.status === StatusCodes.NOT_FOUND) return fetch('/make')", 'delegated'],
    ['with any failure of the client', "if (known.status >= 400 && known.status < 500) return fetch('/make')", 'grouped'],
    ['with a failure of the server', "if (known.status >= 500) return fetch('/make')", 'delegated'],
    ['with any failure', "if (!known.ok) return fetch('/make')", 'blind'],
  ])('%s', (_, after, verdict) => {
    const text = `import { StatusCodes } from 'http-status-codes'\nexport async function load() { const known = await fetch('/known'); ${after}; return known }`
    const { checks } = analyse(parseSource(text, 'load.ts'), text)
    expect(checks.map(({ verdict }) => verdict)).toEqual([verdict, 'delegated'])
  })
})

describe('a request that is come to', () => {
  const verdictsOf = (text: string): string[] => analyse(parseSource(text, 'load.ts'), text).checks.map(({ client, verdict }) => `${client} ${verdict}`)

  it.each([
    ['after an answer of which only a part came', "const probe = await fetch('/a'); if (probe.status === 206) return fetch('/b'); return probe.text()", ['fetch structured', 'fetch delegated']],
    ['by what a function makes of `fetch`', "const res = await retrying(fetch)('/a', { method: 'PUT' }); if (!res.ok) throw new Error('x'); return res.json()", ['fetch blind']],
    ['beside settings that a function of the file has made', "const res = await fetch('/a'); return { status: res.status, language: settings.options.locale.language, client: settings.client.name, later: settings.later.name } } const settings = { options: {}, client: null }; export function start(options, client) { settings.options = options; settings.client = settings.later = client", ['fetch structured']],
    ['and asks the error whether it has a method', "const res = await fetch('/a'); if (!res.ok) { const value = await res.json(); if (typeof value.json === 'function') throw new Error('a'); throw new Error('b') } return res.json()", ['fetch blind']],
    ['not by what gives a result that has the response in it', "const res = await wrapThrows(fetch)('/a', { method: 'PUT' }); if (!res.ok) throw new Error('x'); return res.data.json()", []],
    ['given to code that is not seen as a promise of its body', "const res = await fetch('/a'); if (!res.ok) { const words = await settled(res.text()); throw new Error(`${res.status}: ${words.value}`) } return res.json()", ['fetch text']],
    ['by a method that is given an option of axios', "try { const { status } = await api.post('/a', ids, { validateStatus: (status) => status === 204 || status === 400 }); if (status === 204) return true } catch (e) { return e.message } return false", ['axios text']],
    ['and asks a table of another file', "const res = await fetch('/a'); if (!res.ok) throw new Error(MESSAGES[res.status] ?? 'Failed'); return res.json()", ['fetch text']],
    ['after a redirect', "const first = await fetch('/a', { redirect: 'manual' }); if (first.status !== 302) throw new Error('x'); return fetch('/b')", ['fetch blind', 'fetch delegated']],
    ['where the default of a parameter is an empty list', "for (const id of ids) { const res = await fetch('/a/' + id); if (!res.ok) throw new Error('x') }", ['fetch blind']],
    ['where a library calls what it was given', "const { mutateAsync } = useMutation((data) => api.post('/login', data)); try { return await mutateAsync(ids) } catch (e) { if (e.statusCode === 401) return null; throw e }", ['failure structured']],
  ])('%s', (_, code, verdicts) => {
    expect(verdictsOf(`import { useMutation } from '@tanstack/react-query'\nexport async function load(ids = []) { ${code} }`)).toEqual(verdicts)
  })

  it('is not a call that nobody waits for, by what is read of its value', () => {
    expect(verdictsOf("const messages = defineMessages({ ok: 'OK', body: 'Text' }); export const load = () => show(messages.ok, messages.body)")).toEqual([])
  })

  it('is in the function of the file that is called, whatever that is called', () => {
    expect(verdictsOf("class A { routeFetch(route) { return (props) => fetch(route, props) } async load() { const res = await this.routeFetch('/a')({}); return res } }")).toEqual(['fetch delegated'])
  })
})

describe('what a program prints when it ends', () => {
  const verdictsOf = (end: string): string[] => {
    const text = `async function main() { const res = await fetch('/a'); if (!res.ok) throw new Error('Failed: ' + res.status); return res.json() }\n${end}`
    return analyse(parseSource(text, 'main.ts'), text).checks.map(({ verdict }) => verdict)
  }

  it.each([
    ['with a failure: it is what whoever runs it is told', 'main().catch((error) => { console.error(error.message); process.exit(1) })', 'text'],
    ['with a failure that says nothing', "main().catch(() => { console.error('Failed'); process.exit(1) })", 'blind'],
    ['as if all had gone well', 'main().catch((error) => { console.error(error.message); process.exit(0) })', 'text'],
    ['from within a `try`, whatever is chained to it', "async function run() { try { await main() } catch (error) { console.error('Failed:', error.message); process.exit(1) } }\nrun().catch(console.error)", 'text'],
    ['from within a `try` that would catch all else', "async function run() { try { await main().catch(() => process.exit(1)) } catch (error) { return 'caught' } }\nexport const start = () => run()", 'blind'],
    ['and another part of it ends by itself', "if (!process.env.KEY) process.exit(1)\nmain().catch((error) => console.warn(error.message))", 'text'],
    ['by itself', 'main().catch((error) => console.error(error.message))', 'text'],
    ['by itself, where it has something of a browser', 'document.title = "x"\nmain().catch((error) => console.error(error.message))', 'blind'],
    ['by itself, where it was started on a command line', 'console.log(process.argv[2])\nmain().catch((error) => console.error(error.message))', 'text'],
    ['by itself, where it runs on Node and exports nothing', "import { readFileSync } from 'node:fs'\nmain().catch((error) => console.error(error.message))", 'text'],
    ['by itself, where others import the module', "import { readFileSync } from 'node:fs'\nmain().catch((error) => console.error(error.message))\nexport const version = 1", 'blind'],
    ['by itself, where it is the main module', 'if (require.main === module) main().catch((error) => console.error(error.message))\nmodule.exports = { version: 1 }', 'text'],
    ['from within a function that others call too', 'export async function start() { try { return await main() } catch (error) { console.error(error.message) } }\nif (process.argv[1] === import.meta.filename) start()', 'text'],
    ['from within one that only others call', 'export async function start() { try { return await main() } catch (error) { console.error(error.message) } }\nconsole.log(process.argv[2])', 'blind'],
    ['of a handler that a server calls', "const { readFileSync } = require('fs')\napp.get('/b', (req, res) => main().catch((error) => { console.error(error.message); res.status(500).send('Failed') }))", 'blind'],
    ['of a function that others call', 'console.log(process.argv[2])\nexport const start = () => main().catch((error) => console.error(error.message))', 'blind'],
  ])('%s', (_, end, verdict) => {
    expect(verdictsOf(end)).toEqual([verdict])
  })
})

it('is told in words by a program that prints the status of any answer', () => {
  const text = `run().catch(() => process.exit(2))
async function run() {
  const response = await fetch('https://api.example.com/teams', { method: 'POST' })
  const body = await response.json().catch(() => null)
  console.log('Status:', response.status)
  if (!body?.success) process.exit(1)
}`
  const { checks } = analyse(parseSource(text, 'run.js'), text)
  expect(checks).toMatchObject([{ verdict: 'text', evidence: "A 402 can only be told from a 500 by the words of a message: it prints `console.log('Status:', response.status)`." }])
})

describe('a request that waits for what code not seen has set', () => {
  it.each([
    ['three states of a form, which begin alike and may not be alike', `import { useState } from 'react'
export function Form() {
  const [before, setBefore] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  return async () => {
    if (next.length < 8 || next !== again || before === next) return
    const response = await fetch('/account/password', { method: 'POST', body: JSON.stringify({ before, next }) })
    if (!response.ok) throw new Error('Not changed')
  }
}`],
    ['a count of rows', `import { createClient } from '@supabase/supabase-js'
const db = createClient('https://x.example.com', 'k')
export async function trim(most) {
  const { count } = await db.from('notes').select('*', { count: 'exact', head: true })
  if (!count || count <= most) return 0
  const response = await fetch('/notes/old', { method: 'DELETE' })
  if (!response.ok) throw new Error('Not trimmed')
  return count
}`],
  ])('is come to: %s', (_, text) => {
    expect(analyse(parseSource(text, 'form.js'), text).checks.filter(({ client }) => client === 'fetch').map(({ verdict }) => verdict)).toEqual(['blind'])
  })
})

it.each([
  ['var options = { ...options, retry: 1 }; return axios(options)', undefined],
  ['var error = error; return axios(error.config)', 'not-reached'],
  ['var config = config.config; return axios(config)', 'not-reached'],
])('follows what is sent again no further than to itself: %s', (body, reason) => {
  const text = `import axios from 'axios'\nexport function load() { ${body} }`
  expect(analyse(parseSource(text, 'load.js'), text).checks.map((check) => check.reason)).toEqual([reason])
})

describe('what may be a file', () => {
  const mayBeFiles = (request: string): unknown[] => {
    const text = `import { cdn, api, urls } from './config.js'\nexport async function load(url, id, options) { const res = await ${request}; return res.ok ? res.json() : null }`
    return analyse(parseSource(text, 'load.js'), text).checks.map(({ mayBeFile = false }) => mayBeFile)
  }

  it.each([
    'fetch(url)', 'fetch(`${url}`)', 'fetch(urls.terms)', 'fetch(`${cdn}/list`)', "fetch(cdn + '/list?v=2')", "fetch('/terms.json')", "fetch('https://example.com/terms.json?v=2')",
    "fetch('https://example.com')", 'fetch(`/${id}`)', "fetch(`${cdn}/capital/${id}`)",
  ])('%s', (request) => expect(mayBeFiles(request)).toEqual([true]))

  it.each([
    'fetch(`/plans/${id}`)', "fetch('https://example.com/plans')", 'fetch(`https://example.com/${id}`)', "fetch('/search.php?q=1')", 'fetch(`${api}/list`)', 'fetch(api.list(id))', 'fetch(`${cdn}/api/list.json`)',
    "fetch(url, { method: 'POST' })", 'fetch(url, { headers: { Authorization: options.key } })', 'fetch(url, options)',
  ])('not %s', (request) => expect(mayBeFiles(request)).toEqual([false]))
})

describe('what is no HTTP', () => {
  const checksIn = (code: string): string[] => {
    const text = `export async function load(client, id) {\n${code}\n}`
    return analyse(parseSource(text, 'load.ts'), text).checks.map(({ verdict }) => verdict)
  }

  it('is a message to another part of the program', () => {
    expect(checksIn("const response = await sendServiceWorkerMessage({ type: 'get-status' }); if (response.ok) show(response.status)")).toEqual([])
    expect(checksIn('const response = await sendMessage(id); if (!response.ok) throw new Error("x")')).toEqual(['blind'])
  })

  it('is a method called fetch that is given what no fetch is given', () => {
    expect(checksIn('return client.fetch<User>(`/users/${id}`, { method: "GET" })')).toEqual([])
    expect(checksIn('await client.fetch(`/users/${id}`, { method: "POST", query: { all: true } })')).toEqual([])
    expect(checksIn('return client.fetch()')).toEqual([])
    expect(checksIn('return client.fetch(`/users/${id}`, { method: "GET", dispatcher: id })')).toEqual(['delegated'])
  })

  it('is an action of a store that is called fetch', () => {
    const text = "import { fetch } from './actions'\nexport function search(dispatch, title) { dispatch(fetch({ title })) }"
    expect(analyse(parseSource(text, 'search.ts'), text).checks).toEqual([])
    expect(checksIn('return this.fetch({ url: id, method: "GET" })')).toEqual(['delegated'])
  })

  it('is what a server itself answers, or its next handlers throw', () => {
    const text = `
      export const answer = async (ctx, next) => { await next(); if (ctx.status !== 200) return; ctx.body = { data: ctx.body } }
      export const errors = () => async (ctx, next) => { try { await next() } catch (error) { if (error.statusCode) ctx.status = error.statusCode } }`
    expect(analyse(parseSource(text, 'server.ts'), text).checks).toEqual([])
  })

  it('is what the file declares as data with a status that need not be there', () => {
    const read = (type: string): string[] => {
      const text = `interface Answer { body: unknown; status?: 200 }
        type Reply = { status: number; headers: Headers }
        interface Result { ok: boolean; error?: string }
        export function handle(response: ${type}) { const { body } = response; if (!response.ok) throw new Error('x'); return answerWith(body, { status: response.status }) }`
      return analyse(parseSource(text, 'handle.ts'), text).checks.map(({ verdict }) => verdict)
    }
    expect(read('Answer | (() => void)')).toEqual([])
    expect(read('Result')).toEqual([])
    expect(read('Reply')).toEqual(['blind'])
    expect(read('Response')).toEqual(['blind'])
  })

  it('is a message of a port', () => {
    expect(checksIn('client.onMessage.addListener((response) => { if (response.status === 502) throw new Error("x") })')).toEqual([])
    expect(checksIn("client.on('message', (response) => { if (response.ok) show(response.status) })")).toEqual([])
    expect(checksIn("client.on('answer', (response) => { if (!response.ok) throw new Error('x'); show(response.status) })")).toEqual(['blind'])
  })

  it('is what went well, in a callback beside one for what failed', () => {
    const read = (name: string): string => `client.load(id, { ${name}: (res) => { if (res.status === 206) show(res.headers) }, errorHandler: (res) => { throw new Error('x') } })`
    expect(checksIn(read('responseFormatter'))).toEqual([])
    expect(checksIn(read('onAnswer'))).toEqual(['unchecked'])
  })

  it('may be a client that rejects, where its answer is used as a response', () => {
    expect(checksIn('const res = await client.fetch(`/users/${id}`, { json: false }); if (res.status !== 200) throw new Error("No such user"); return res.body')).toEqual(['structured'])
  })
})

describe('the answer of a client of another file', () => {
  const verdictsOf = (body: string): string[] => {
    const text = `import { api } from './api'\nexport async function save(values) { ${body} }`
    return analyse(parseSource(text, 'save.ts'), text).checks.map(({ verdict }) => verdict)
  }

  it('may be that of one which rejects, where only a success is asked for', () => {
    expect(verdictsOf("const res = await api.resource('policy').update({ values }); if (res && res.status === 200) show('Saved')")).toEqual(['structured'])
    expect(verdictsOf("const { status, data } = await api.policy.update(values); if (status !== 200) return undefined; return data")).toEqual(['structured'])
  })

  it('is an answer of each status, where a failure is asked for or has a body', () => {
    expect(verdictsOf("const { status, body } = await api.updatePolicy({ body: values }); if (status !== 200) throw new Error('x'); return body")).toEqual(['blind'])
    expect(verdictsOf("const { status, data } = await api.update(values); switch (status) { case 200: return data; case 403: return null; default: throw new Error('x') }")).toEqual(['blind'])
  })
})

describe('a request in an object of functions', () => {
  it('is come to though other things are given to the object one by one', () => {
    const text = `(function (window) {
      var Util = window.Util = {}
      Util.decode = window.codec.decode
      Util.once = function (fn) { return fn }
      Util.load = function (src, cb) {
        var CB = Util.once(cb)
        fetch(Util.decode(src)).then((response) => { if (!response.ok) return CB(new Error('failed')); CB(null, 'loaded') })
      }
    })(window)`
    expect(analyse(parseSource(text, 'util.js'), text).checks.map(({ verdict }) => verdict)).toEqual(['blind'])
  })

  it('is come to though a framework gives more to the object', () => {
    const text = `const Component = {
      async created() {
        if (this.$router.getRoutes().some((route) => route.path === '/')) return
        const response = await fetch('/routes')
        if (!response.ok) throw new Error('No routes')
      }
    }
    export const routes = [{ path: '/', component: Component }]`
    expect(analyse(parseSource(text, 'app.js'), text).checks.map(({ verdict }) => verdict)).toEqual(['blind'])
  })
})

describe('an answer that a function is given', () => {
  const verdictsOf = (text: string): string[] => analyse(parseSource(text, 'given.ts'), text).checks.map(({ verdict }) => verdict)

  it('is still that of whoever gives it, where the function says whether it went well', () => {
    expect(verdictsOf("export default function (check, res: Response) { check(res, { 'is 200': (r: Response) => r.status === 200 }) }")).toEqual([])
    expect(verdictsOf('export const isFine = (res: Response) => res.ok && res.headers.has("etag")')).toEqual([])
    expect(verdictsOf('export function isFine(res: Response) { if (!res.ok) return false; return res.headers.has("etag") }')).toEqual(['delegated'])
  })

  it('is so where a function that others call does nothing with a failure, but not a callback', () => {
    const body = "{ if (res.status === 200 && res.headers.has('x-space')) reload() }"
    expect(verdictsOf(`export function validate(res: Response) ${body}`)).toEqual(['delegated'])
    expect(verdictsOf(`export const load = (request) => request('/items', (res: Response) => ${body})`)).toEqual(['blind'])
    expect(verdictsOf("export async function read(res: Response) { if (!res.ok) return []; return res.json() }")).toEqual(['blind'])
  })
})

describe('the failure of a client that is not seen', () => {
  it('may be of the client whose guard is asked', () => {
    const text = `import { isAxiosError } from 'axios'
import { fetchStatus } from './api'
export async function load() {
  try { return await fetchStatus() } catch (error) {
    if (isAxiosError(error)) { if (error.response?.status === 403) return undefined; throw error }
  }
}`
    expect(analyse(parseSource(text, 'load.ts'), text).checks.map(({ verdict }) => verdict)).toEqual(['structured'])
  })

  it.each(['toasts.setToast(true, problem)', 'openSnackbar(problem)', 'pushAlert({}, problem)'])('is told in words by %s', (shown) => {
    const text = `import { save } from './api'
import { toasts, openSnackbar, pushAlert } from './ui'
export const add = (name: string) => save(name).catch((error) => {
  const problem = error.response?.data.problems[0] ?? 'It failed'
  ${shown}
})`
    expect(analyse(parseSource(text, 'add.ts'), text).checks.map(({ verdict }) => verdict)).toEqual(['text'])
  })

  it.each([
    ['by the command that it is given', 'export const put = async ({ s3 }, Bucket) => { try { await s3.send(new PutObjectCommand({ Bucket })) } catch { return false } }', ['aws-sdk blind']],
    ['by a command that has a name', 'export const put = async (context, Bucket) => { const command = new PutObjectCommand({ Bucket }); await context.s3.send(command) }', ['aws-sdk structured']],
    ['by its type', 'export class Files { constructor(private readonly s3: S3Client) {}\n  put = (Bucket: string) => this.s3.send(input(Bucket)) }', ['aws-sdk structured']],
    ['not by a command of something else', "import { AddCommand } from './commands'\nexport const put = (bus, item) => bus.send(new AddCommand(item))", []],
    ['not by another method', 'export const put = (bus, Bucket) => bus.emit(new PutObjectCommand({ Bucket }))', []],
    ['not where the method is of this file', 'const bus = { send: (command) => command.input }\nexport const put = (Bucket) => bus.send(new PutObjectCommand({ Bucket }))', []],
  ])('is known of AWS %s', (_, code, expected) => {
    const text = `import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'\n${code}`
    expect(analyse(parseSource(text, 'put.ts'), text).checks.map(({ client, verdict }) => `${client} ${verdict}`)).toEqual(expected)
  })

  it.each([['Head', true], ['Put', undefined]])('is a probe where only whether a command of AWS went well is used, and it only asks: %sObject', (name, isProbe) => {
    const text = `import { ${name}ObjectCommand, S3Client } from '@aws-sdk/client-s3'
export const exists = (Key) => new S3Client({}).send(new ${name}ObjectCommand({ Key })).then(() => true, () => false)`
    expect(analyse(parseSource(text, 'exists.ts'), text).checks).toMatchObject([{ verdict: 'blind' }])
    expect(analyse(parseSource(text, 'exists.ts'), text).checks[0]?.isProbe).toBe(isProbe)
  })

  it('is none of a call that turns one kind of data into another', () => {
    const text = `import { convertHeicToJpeg } from './images'
import { upload } from './api'
export async function add(file: File) {
  try { return await upload(await convertHeicToJpeg(file)) } catch (error) {
    if (error.response?.status === 413) return 'Too large'
    return undefined
  }
}
export async function addFirst(file: File) {
  try {
    const image = await convertHeicToJpeg(file)
    return await upload(image)
  } catch (error) {
    if (error.response?.status === 413) return 'Too large'
    return undefined
  }
}`
    expect(analyse(parseSource(text, 'add.ts'), text).checks.map(({ request }) => request)).toEqual(['upload(await convertHeicToJpeg(file))', 'upload(image)'])
  })
})

describe('what is sent again', () => {
  const retriesOf = (text: string): string[] => analyse(parseSource(text, 'load.ts'), text).retries.map(({ verdict, reason }) => (reason ? `${verdict}: ${reason}` : verdict))

  it.each([
    ['fetch', "fetch('/rates').then((response) => (response.ok ? response.json() : Promise.reject(new Error('No rates'))))", '!isError(last)'],
    ['an SDK', 'new SQSClient({}).send(new ListQueuesCommand({}))', 'last && !isError(last)'],
  ])('by %s, until a guard of another file says that there was no error', (_, request, isDone) => {
    const text = `import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { isError } from './results'
export async function load() {
  let last
  for (let attempt = 0; attempt < 3; attempt++) {
    last = await ${request}.catch((error) => error)
    if (${isDone}) return last
  }
  return last
}`
    expect(retriesOf(text)).toEqual(['blanket'])
  })

  it('by a timer of another module', () => {
    const text = `import { setInterval } from './timers'
export function start(url: string) {
  let cursor: string | undefined
  const poll = async () => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ cursor }) })
    if (response.ok) cursor = (await response.json()).cursor
  }
  void poll()
  setInterval(poll, 1000)
}`
    expect(retriesOf(text)).toEqual(['polling'])
  })

  it('is nothing where the interval is stopped by the name that it has by then', () => {
    const text = `let timer: ReturnType<typeof setInterval> | undefined
export function start(url: string) {
  timer = setInterval(async () => {
    const { ok } = await fetch(url)
    if (!ok) stop()
  }, 1000)
}
function stop() {
  if (timer === undefined) return
  clearInterval(timer)
  timer = undefined
}`
    expect(retriesOf(text)).toEqual([])
  })

  it('is what an interval leaves to go on, of whose callback some paths stop it', () => {
    const withTest = (test: string): string => `export function poll(url: string, isBusy: (code: string) => boolean) {
  return new Promise((resolve, reject) => {
    const timer = setInterval(async () => {
      const response = await fetch(url)
      if (response.ok) {
        clearInterval(timer)
        return resolve(await response.json())
      }
      const { code } = await response.json()
      if (${test}) return
      clearInterval(timer)
      reject(new Error('Failed'))
    }, 1000)
  })
}`
    expect(retriesOf(withTest("code === 'BUSY'"))).toEqual(['filtered'])
    expect(retriesOf(withTest('isBusy(code)'))).toEqual(['unknown: decided-by-body'])
    expect(retriesOf(withTest('response.status > 400'))).toEqual(['blanket'])
  })

  it('is what any answer leads to but one with certain words that a 402 is not likely to say', () => {
    const withTest = (test: string): string => `export async function load(url: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(url)
    if (response.ok) return response.json()
    const body = await response.json()
    if (${test}) throw new Error('Failed')
  }
  throw new Error('Gave up')
}
function isFinal({ code, message }: { code: string; message: string }) {
  if (code === 'bad_query') return true
  return /no such/.test(message)
}
function isKnown(body: { code: string; details?: string }) {
  return body.code === 'bad_query' || body.details
}`
    expect(retriesOf(withTest("body.code === 'bad_query'"))).toEqual(['blanket'])
    expect(retriesOf(withTest("response.status === 404 || ['bad_query', 'no_table'].includes(body.code)"))).toEqual(['blanket'])
    expect(retriesOf(withTest('isFinal(body)'))).toEqual(['blanket'])
    expect(retriesOf(withTest("body.code === 'insufficient_credits'"))).toEqual(['unknown: decided-by-body'])
    expect(retriesOf(withTest("!body.code || body.code === 'bad_query'"))).toEqual(['unknown: decided-by-body'])
    expect(retriesOf(withTest("typeof body === 'string'"))).toEqual(['unknown: decided-by-body'])
    expect(retriesOf(withTest('isKnown(body)'))).toEqual(['unknown: decided-by-body'])
  })

  it('is found around loops over the body that take long', () => {
    // As @hey-api/openapi-ts generates it.
    const text = `export const createSseClient = ({ onRequest, onSseError, onSseEvent, responseTransformer, responseValidator, sseDefaultRetryDelay, sseMaxRetryAttempts, sseMaxRetryDelay, sseSleepFn, url, ...options }) => {
  let lastEventId
  const sleep = sseSleepFn ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)))
  const createStream = async function* () {
    let retryDelay = sseDefaultRetryDelay ?? 3000
    let attempt = 0
    const signal = options.signal ?? new AbortController().signal
    while (true) {
      if (signal.aborted) break
      attempt++
      const headers = options.headers instanceof Headers ? options.headers : new Headers(options.headers)
      if (lastEventId !== undefined) headers.set('Last-Event-ID', lastEventId)
      try {
        const requestInit = { redirect: 'follow', ...options, body: options.serializedBody, headers, signal }
        let request = new Request(url, requestInit)
        if (onRequest) request = await onRequest(url, requestInit)
        const _fetch = options.fetch ?? globalThis.fetch
        const response = await _fetch(request)
        if (!response.ok) throw new Error(\`SSE failed: \${response.status} \${response.statusText}\`)
        if (!response.body) throw new Error('No body in SSE response')
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
        let buffer = ''
        const abortHandler = () => {
          try {
            reader.cancel()
          } catch {}
        }
        signal.addEventListener('abort', abortHandler)
        try {
          while (true) {
            const { done, value } = await reader.read()
            if (done) break
            buffer += value
            const chunks = buffer.split('\\n\\n')
            buffer = chunks.pop() ?? ''
            for (const chunk of chunks) {
              const dataLines = []
              let eventName
              for (const line of chunk.split('\\n')) {
                if (line.startsWith('data:')) dataLines.push(line.replace(/^data:\\s*/, ''))
                else if (line.startsWith('event:')) eventName = line.replace(/^event:\\s*/, '')
                else if (line.startsWith('id:')) lastEventId = line.replace(/^id:\\s*/, '')
                else if (line.startsWith('retry:')) {
                  const parsed = Number.parseInt(line.replace(/^retry:\\s*/, ''), 10)
                  if (!Number.isNaN(parsed)) retryDelay = parsed
                }
              }
              let data
              let parsedJson = false
              if (dataLines.length) {
                const rawData = dataLines.join('\\n')
                try {
                  data = JSON.parse(rawData)
                  parsedJson = true
                } catch {
                  data = rawData
                }
              }
              if (parsedJson) {
                if (responseValidator) await responseValidator(data)
                if (responseTransformer) data = await responseTransformer(data)
              }
              onSseEvent?.({ data, event: eventName, id: lastEventId, retry: retryDelay })
              if (dataLines.length) yield data
            }
          }
        } finally {
          signal.removeEventListener('abort', abortHandler)
          reader.releaseLock()
        }
        break
      } catch (error) {
        onSseError?.(error)
        if (sseMaxRetryAttempts !== undefined && attempt >= sseMaxRetryAttempts) break
        await sleep(Math.min(retryDelay * 2 ** (attempt - 1), sseMaxRetryDelay ?? 30000))
      }
    }
  }
  return { stream: createStream() }
}`
    expect(retriesOf(text)).toEqual(['blanket'])
  })

  it('is decided by code that has the promise of the answer, where that may reject', () => {
    const text = `import { progress } from './progress'
export async function load(url: string, tries: number) {
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      return await progress.race(fetch(url).then((response) => response.status)).catch((error) => { throw error })
    } catch (error) {
      console.debug(error)
    }
  }
}`
    expect(retriesOf(text)).toEqual(['unknown: condition-not-seen'])
  })

  it('is not known, where code of another file decides, though it is asked besides whether there is an object', () => {
    const text = `import axios, { AxiosError } from 'axios'
import { isTransientError } from './errors'
const client = axios.create()
client.interceptors.response.use(undefined, async (error: AxiosError) => {
  const config = error.config
  const again = isTransientError(error.response?.status)
  if (again && config) return client(config)
  throw error
})`
    expect(retriesOf(text)).toEqual(['unknown: condition-not-seen'])
  })

  it('is not known of a timer, where a caller that may set another one can not be run to its end', () => {
    const steps = Array.from({ length: 60 }, (_, index) => `  if (id.length > ${index}) count += id.length % ${index + 2}`).join('\n')
    const text = `export async function check(id: string) {
  const response = await fetch('/api/replies', { method: 'POST', body: id })
  if (!response.ok) setTimeout(() => check(id), 30_000)
}
export function start(id: string) {
  let count = 0
${steps}
  if (count > 3) check(id)
}`
    const verdicts = (budget: number): string[] => analyse(parseSource(text, 'load.ts'), text, { budget, retries: 'surely after status' }).retries.map(({ verdict }) => verdict)
    expect(verdicts(20_000)).toEqual(['blanket'])
    expect(verdicts(300)).toEqual(['unknown'])
  })

  it('is only where no answer came, where the error of what is not seen is asked for a code that no answer brings', () => {
    const text = `import { load } from './orders'
export async function loadAll() {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load()
    } catch (error) {
      if (error.statusCode === 404) return []
      if (error.code !== 'ECONNREFUSED' || attempt === 3) throw error
    }
  }
}`
    expect(retriesOf(text)).toEqual(['network'])
  })

  it('is polling, where it goes on to the next one whether this one went well or not, from a callback of its own each', () => {
    const text = `import { HttpClient } from '@angular/common/http'
export class Beats {
  constructor(private http: HttpClient) {}
  sendAll(times: number) {
    const send = (left: number) => {
      if (left === 0) return
      this.http.post('https://api.example.com/beats', {}).subscribe({
        next: () => {
          send(left - 1)
        },
        error: () => {
          send(left - 1)
        },
      })
    }
    send(times)
  }
}`
    expect(retriesOf(text)).toEqual(['polling'])
  })

  it('is polling, where the timer that a failure sets runs what another timer runs anyway, whoever else starts it', () => {
    const text = `import { useCallback, useEffect, useRef } from 'react'
export function useReplies(id: string) {
  const timer = useRef<NodeJS.Timeout>()
  const check = useCallback(async () => {
    try {
      const response = await fetch('/api/replies', { method: 'POST', body: id })
      if (!response.ok) throw new Error('No replies')
      if ((await response.json()).done) clearInterval(timer.current)
    } catch {
      clearInterval(timer.current)
      timer.current = setInterval(check, 30_000)
    }
  }, [id])
  useEffect(() => {
    check()
    timer.current = setInterval(check, 5_000)
  }, [check])
  return check
}`
    expect(retriesOf(text)).toEqual(['polling', 'polling'])
  })

  it('is not known, where a path goes on that has not sent it, and one that has sent it ends', () => {
    const text = `import axios from 'axios'
import { challenge } from './registry'
export class Images {
  signedIn = false
  async signIn({ scheme, realm }) {
    if (scheme === 'Basic') {
      this.signedIn = true
      return
    }
    const response = await fetch(realm, { method: 'POST' })
    if (!response.ok) return
    this.signedIn = true
  }
  async again(url: string, error): Promise<unknown> {
    if (error.response?.status !== 401) return undefined
    await this.signIn(challenge(error.response.headers['www-authenticate']))
    if (!this.signedIn) return undefined
    return axios.get(url).catch((error) => this.again(url, error))
  }
  async manifest(url: string) {
    return axios.get(url).catch((error) => this.again(url, error))
  }
}`
    expect(retriesOf(text)).toEqual(['unknown: condition-not-seen', 'filtered', 'filtered'])
  })

  it('is not, for a flag that only the answer of another request leaves unset', () => {
    const withTest = (test: string): string => `export async function load(url: string, mirror: string | undefined, onRetry: (send: () => Promise<Response>) => void) {
  const send = () => fetch(url)
  for (;;) {
    let again = true
    const response = mirror ? await fetch(mirror) : await send()
    ${test}
    if (response.status >= 400) again = false
    onRetry(send)
    if (!again) return response
  }
}`
    expect(retriesOf(withTest('if (response.ok) return response'))).toEqual([])
    expect(retriesOf(withTest('const { ok } = response; if (ok) return response'))).toEqual(['unknown: condition-not-seen'])
  })

  it('is not for what the same request, sent in another way, would say if it went well', () => {
    const withStart = (start: string): string => `import { loadFetch } from './polyfill'
class RequestError extends Error { name = 'RequestError' }
class AuthError extends RequestError { name = 'AuthError' }
${start}
async function send(url: string): Promise<any> {
  const response = await start(url)
  if (!response.ok) throw new RequestError('Failed')
  const data = await response.json()
  if (data.error?.code === 498) throw new AuthError('The session is over')
  return data
}
export function load(url: string, tries = 0): Promise<any> {
  return send(url).catch((error) => (error.name === 'AuthError' && tries < 3 ? load(url, tries + 1) : Promise.reject(error)))
}`
    const otherWay = 'loadFetch().then(({ fetch }: any) => fetch(url))'
    expect(retriesOf(withStart(`const start = (url: string) => globalThis.fetch ? globalThis.fetch(url) : ${otherWay}`))).toEqual(['filtered'])
    expect(retriesOf(withStart(`function start(url: string) { if (globalThis.fetch) return globalThis.fetch(url); return ${otherWay} }`))).toEqual(['filtered'])
  })

  it('is not what a function that is called like the class asks for', () => {
    const withTest = (test: string): string => `import { ApiErrorWithBody, isApiError, isNetworkError } from './errors'
export async function load(url: string) {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(url)
      if (response.status >= 500 && attempt < 3) continue
      if (!response.ok) throw new ApiErrorWithBody(response.status)
      return await response.json()
    } catch (error) {
      if (${test} || attempt === 3) throw error
    }
  }
}`
    expect(retriesOf(withTest('isApiError(error)'))).toEqual(['filtered'])
    expect(retriesOf(withTest('isNetworkError(error)'))).toEqual(['unknown: condition-not-seen'])
  })

  it('goes on like a success of supabase-js that brings nothing, where nobody looks at the error nor asks whether there is data', () => {
    const verdictOf = (taken: string): string | undefined => {
      const text = `import { createClient } from '@supabase/supabase-js'
const supabase = createClient('https://api.example.com', 'key')
export async function load(show: (data: unknown) => void) {
  const { data, error } = await supabase.from('plans').select('name')
  ${taken}
}`
      return analyse(parseSource(text, 'load.ts'), text).checks[0]?.verdict
    }
    expect(verdictOf('return data ?? []')).toBe('unchecked')
    expect(verdictOf('return data?.name || null')).toBe('unchecked')
    expect(verdictOf('show(data)')).toBe('unchecked')
    expect(verdictOf('const seen = new Set(); for (const row of data ?? []) if (!seen.has(row.id)) seen.add(row.id)\n  return seen')).toBe('unchecked')
    expect(verdictOf("const rows = data ?? []; if (rows[0]?.path) show(rows[0].path); return rows.map((row) => row.name)")).toBe('unchecked')
    expect(verdictOf("if (!data) throw new Error('None')\n  return data")).toBe('blind')
    expect(verdictOf('if (data) show(data)')).toBe('blind')
    expect(verdictOf("if (error) console.error('No plans', error)\n  return data ?? []")).toBe('blind')
    expect(verdictOf('return { plans: data ?? [], ok: !error }')).toBe('blind')
    expect(verdictOf('return { plans: data ?? [], error }')).toBe('structured')
  })

  it('is no success of supabase-js that brings nothing, where a caller asks whether there is something', () => {
    const verdictOf = (test: string): string | undefined => {
      const text = `import { createClient } from '@supabase/supabase-js'
const supabase = createClient('https://api.example.com', 'key')
async function find() {
  const { data } = await supabase.from('plans').select('name')
  return data || null
}
export async function load(show: (data: unknown) => void, tell: (words: string) => void) {
  const result = await find()
  if (${test}) show(result)
  else tell('There are none')
}`
      return analyse(parseSource(text, 'load.ts'), text).checks[0]?.verdict
    }
    for (const test of ['result', '!result', '!!result', 'result !== null', '!(result == null)']) expect([test, verdictOf(test)]).toEqual([test, 'blind'])
  })

  it('leaves as the rejection of a promise that is resolved with it, where an executor keeps that for later', () => {
    const later = (resolved: string): string => `import axios from 'axios'
const queue: ((token: string) => void)[] = []
export function later(config: object) {
  return new Promise((resolve) => {
    queue.push((token) => { resolve(${resolved}) })
  })
}`
    const verdictOf = (text: string): string | undefined => analyse(parseSource(text, 'later.ts'), text).checks[0]?.verdict
    expect(verdictOf(later('axios(config)'))).toBe('structured')
    expect(verdictOf(later('fetch(config.url)'))).toBe('delegated')
  })

  it('is no answer to a request what a server gives', () => {
    const answer = (module: string): string => `import { fetchRequestHandler } from '${module}'
import { createYoga } from 'graphql-yoga'
const yoga = createYoga({ schema })
export const trpc = async (req: Request) => {
  const response = await fetchRequestHandler({ req, router })
  if (!response.ok) throw new Error('No answer')
  return response.json()
}
export const graphql = async (req: Request) => {
  const response = await yoga.handleRequest(req)
  if (!response.ok) throw new Error('No answer')
  return response.json()
}`
    const clientsOf = (text: string): string[] => analyse(parseSource(text, 'route.ts'), text).checks.map(({ client }) => client)
    expect(clientsOf(answer('@trpc/server/adapters/fetch'))).toEqual([])
    expect(clientsOf(answer('./handlers'))).toEqual(['response'])
  })

  // Measured with aws4fetch 1.0.20, which is not installed here.
  it('is sent again by an `AwsClient` of aws4fetch after a 429 and a 5xx, as often as its option says', () => {
    const put = (options: string): string => `import { AwsClient } from 'aws4fetch'
let kept: AwsClient | null = null
function client(): AwsClient {
  kept ??= new AwsClient({ accessKeyId, secretAccessKey${options} })
  return kept
}
export async function put(url: string, body: Uint8Array) {
  const response = await client().fetch(url, { method: 'PUT', body })
  if (!response.ok) throw new Error('It was not kept')
}`
    const sentAgainOn = (status: number): string[] => analyse(parseSource(put(', retries: 2'), 'put.ts'), put(', retries: 2'), { status }).retries.map(({ verdict }) => verdict)
    expect(analyse(parseSource(put(''), 'put.ts'), put('')).checks.map(({ client, verdict }) => [client, verdict])).toEqual([['aws4fetch', 'blind']])
    expect([402, 429, 500].map(sentAgainOn)).toEqual([['filtered', 'filtered'], ['explicit', 'explicit'], ['blanket', 'blanket']])
    expect(retriesOf(put(''))).toEqual([])
  })

  it('is sent again by the effect `retry` of redux-saga, after whatever is thrown', () => {
    const saga = (effect: string, more = ''): string => `import { put, retry } from 'redux-saga/effects'
async function load(id: string) {
  const res = await fetch('https://api.example.com/' + id)
  ${more}
  if (!res.ok) throw new Error('No plan')
  return res.json()
}
export function* watch(id: string): Generator<unknown, void, unknown> {
  try {
    const plan = yield ${effect}
    yield put({ type: 'loaded', plan })
  } catch {
    yield put({ type: 'failed' })
  }
}`
    expect(retriesOf(saga('retry(3, 1000, load, id)'))).toEqual(['blanket'])
    expect(retriesOf(saga('retry(3, 1000, [null, load], id)'))).toEqual(['blanket'])
    expect(retriesOf(saga('retry(3, 1000, load, id)', 'if (res.status === 402) return { isUnpaid: true }'))).toEqual(['filtered'])
    expect(retriesOf(saga('retry(1, 1000, load, id)'))).toEqual(['filtered'])
    expect(mayHoldRequests(saga('retry(3, 1000, load, id)'), false)).toBe(true)
    const typed = saga('retry(3, 1000, load, id)').replace('redux-saga/effects', 'typed-redux-saga').replaceAll('yield ', 'yield* ')
    expect(retriesOf(typed)).toEqual(['blanket'])
  })

  // Measured with redux-saga 1.5.1 and typed-redux-saga 1.5.0, which are not installed here.
  it('goes on in a task with what comes of the function that an effect of redux-saga calls', () => {
    const load = `async function load(id) {
  const res = await fetch(\`https://api.example.com/users/\${id}\`)
  if (!res.ok) throw Object.assign(new Error('No user'), { status: res.status })
  return res.json()
}
`
    const saga = (effect: string, seen = "put({ type: 'failed' })"): string => `import { all, apply, call, put } from 'redux-saga/effects'
${load}export function* watch(id) {
  try {
    const user = yield ${effect}
    yield put({ type: 'loaded', user })
  } catch (error) {
    yield ${seen}
  }
}
`
    const effects = ['call(load, id)', 'call([null, load], id)', 'call({ context: null, fn: load }, id)', 'apply(null, load, [id])', 'all([call(load, id)])', 'all({ user: call(load, id) })']
    const verdictOf = (text: string): unknown => analyse(parseSource(text, 'saga.mjs'), text).checks.map(({ verdict }) => verdict)
    for (const effect of effects) {
      expect(verdictOf(saga(effect)), effect).toEqual(['blind'])
      expect(verdictOf(saga(effect, "put(error.status === 402 ? { type: 'due' } : { type: 'failed' })")), effect).toContain('handled')
      const typed = saga(effect).replace('redux-saga/effects', 'typed-redux-saga').replaceAll('yield ', 'yield* ')
      expect(verdictOf(typed), typed).toEqual(['blind'])
    }
  })

  it('comes in where an effect of redux-saga calls a function of another file', () => {
    for (const [module, word] of [['redux-saga/effects', 'yield'], ['typed-redux-saga', 'yield*']]) {
      const text = `import { call } from '${module}'
import { api } from './api'
export function* load(id) {
  const response = ${word} call(api.load, id)
  if (!response.ok) throw new Error('No user')
  return ${word} call([response, response.json])
}
`
      expect(analyse(parseSource(text, 'saga.mjs'), text).checks.map(({ client, verdict }) => [client, verdict]), module).toEqual([['response', 'blind']])
    }
  })

  it('is told in words, where a test on it is come to several times', () => {
    const text = `import { ONES, OTHERS } from './models'
async function probe(provider: 'one' | 'other', model: string) {
  const res = provider === 'one' ? await fetch('/one', { method: 'POST', body: model }) : await fetch('/other', { method: 'POST', body: model })
  return res.ok ? { isSupported: true } : { isSupported: null, detail: \`HTTP \${res.status}\` }
}
export async function probeAll() {
  const targets = [...ONES.map((model) => ({ provider: 'one' as const, model })), ...OTHERS.map((model) => ({ provider: 'other' as const, model }))]
  return Promise.all(targets.map(async ({ provider, model }) => ({ model, ...(await probe(provider, model)) })))
}`
    expect(analyse(parseSource(text, 'probe.ts'), text).checks.map(({ verdict }) => verdict)).toEqual(['text', 'text'])
  })

  it('is a failure like a 200, where a switch knows another success', () => {
    const text = `export async function invite(client: { request(options: object): Promise<{ statusCode: number }> }) {
  const response = await client.request({ method: 'POST' })
  switch (response.statusCode) {
    case 201: return 'invited'
    case 403: throw new Error('Ask the owner')
    case 500: throw new RangeError('The server failed')
    default: throw new TypeError('Something went wrong')
  }
}`
    expect(analyse(parseSource(text, 'invite.ts'), text).checks.map(({ verdict }) => verdict)).toEqual(['grouped'])
  })

  it.each(["import process from 'node:process'", "import * as process from 'process'", "const process = require('node:process')", '//'])('ends with the program, wherever its process comes from: %s', (imported) => {
    const text = `${imported}
async function load() {
  const response = await fetch('https://api.example.com/plans')
  if (!response.ok) {
    process.stderr.write(\`No plans: \${response.status}\`)
    process.exit(1)
  }
  const { plans } = await response.json()
  if (!plans) {
    process.stderr.write(\`No plans: \${JSON.stringify(plans)}\`)
    process.exit(1)
  }
  return plans
}
load().then((plans) => process.stdout.write(plans.join()))`
    expect(analyse(parseSource(text, 'load.mjs'), text).checks.map(({ verdict }) => verdict)).toEqual(['text'])
  })

  it('is waited for with the promises of Bluebird as with the language\'s', () => {
    const withCall = (call: string, imported: string): string => `${imported}\nexport async function load(list: string[]) {\n  const failed: string[] = []\n  ${call}\n  return failed\n}`
    const verdictsOf = (call: string): (string | undefined)[] =>
      ["import Promise from 'bluebird'", "import { Promise } from 'bluebird'", "const Promise = require('bluebird')"].map((imported) => {
        const text = withCall(call, imported)
        return analyse(parseSource(text, 'load.ts'), text).checks[0]?.verdict
      })
    const send = "{ const response = await fetch('https://api.example.com/' + id); if (!response.ok) throw new Error('No: ' + response.status) }"
    const one = `async (id) => { try ${send} catch (error) { failed.push(error.message) } }`
    expect(verdictsOf(`await Promise.map(list, ${one}, { concurrency: 3 })`)).toEqual(['text', 'text', 'text'])
    expect(verdictsOf(`await Promise.each(list, ${one})`)).toEqual(['text', 'text', 'text'])
    expect(verdictsOf(`const id = list[0]; await Promise.try(async () => ${send}).catch(() => failed.push('it'))`)).toEqual(['blind', 'blind', 'blind'])
    expect(verdictsOf("await new Promise((resolve, reject) => fetch('https://api.example.com/').then((r) => (r.ok ? resolve(r) : reject(new Error('No')))))")).toEqual(['blind', 'blind', 'blind'])
  })

  it('is not told by a guard that a package is called after', () => {
    const withGuard = (guard: string, from: string): string => `import { ${guard}, claim } from '${from}'
export async function load() {
  try {
    return await claim()
  } catch (error) {
    if (!${guard}(error)) throw error
    if (error.statusCode === 409) return null
    throw new Error(\`Not claimed: \${error.statusCode}\`)
  }
}`
    const verdictOf = (text: string): string | undefined => analyse(parseSource(text, 'claim.ts'), text).checks[0]?.verdict
    expect(verdictOf(withGuard('isGenesisApiError', '@metaplex-foundation/genesis'))).toBe('text')
    expect(verdictOf(withGuard('isGenesisValidationError', '@metaplex-foundation/genesis'))).toBe('text')
    expect(verdictOf(withGuard('isGenesisApiNetworkError', '@metaplex-foundation/genesis'))).toBe('text')
    expect(verdictOf(withGuard('isQuotaError', '@metaplex-foundation/genesis'))).toBe('delegated')
    expect(verdictOf(withGuard('isQuotaError', './quota'))).toBe('delegated')
  })

  it('is by a method of a class whose fields read a parameter property: TypeScript sets that before them', () => {
    const text = `export class Assistant {
  private readonly url = this.options.url ?? 'https://api.example.com/chat'
  constructor(private readonly options: { url?: string }) {}
  private async complete(): Promise<string> {
    const response = await fetch(this.url, { method: 'POST' })
    if (!response.ok) throw new Error('No answer')
    return response.text()
  }
  async ask(): Promise<string> {
    try { return await this.complete() } catch { return this.complete() }
  }
}`
    expect(retriesOf(text)).toEqual(['blanket'])
  })

  it('is one that was made with a class of a package, by the method and the address', () => {
    const text = `import fetch, { Request } from 'node-fetch'
export async function report(url: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(new Request(url, { method: 'POST', body: '{}' }))
    if (response.ok) return
  }
}`
    expect(retriesOf(text)).toEqual(['blanket'])
    expect(retriesOf(text.replace('(url, {', '(url + attempt, {'))).toEqual([])
  })

  it('may be the request that failed at an address that was changed since', () => {
    const withAddress = (url: string): string => `import axios from 'axios'
const api = axios.create()
api.interceptors.response.use(undefined, async (error) => {
  const { config } = error
  config.tries = (config.tries ?? 0) + 1
  if (config.tries > 3) throw error
  config.url = ${url}
  return api.request(config)
})
export default api`
    expect(retriesOf(withAddress('config.url + "?retryCount=" + config.tries'))).toEqual(['unknown: condition-not-seen'])
    expect(retriesOf(withAddress('config.url'))).toEqual(['blanket'])
    expect(retriesOf(withAddress('config.url').replace('config.url = config.url', '').replace('request(config)', 'request({ ...config, url: mirrorOf(config.url) })'))).toEqual([])
  })
})

describe('a request that is sent again however it went', () => {
  it('is repeated for the sake of another one, whose failure was caught', () => {
    const text = `import axios from 'axios'
export class Api {
  jwt = ''
  async request({ url, headers }: any, depth = 0): Promise<any> {
    const sent = { Authorization: 'Bearer ' + this.jwt, ...headers }
    try {
      return (await axios({ url, headers: sent })).data
    } catch (error: any) {
      if (error.response?.status !== 401 || depth >= 3) return null
      const jwt = await this.refresh()
      return await this.request({ url, headers: { ...sent, Authorization: 'Bearer ' + jwt } }, depth + 1)
    }
  }
  private async refresh() {
    const token = await fetch('/jwt')
    const { jwt } = await token.json()
    this.jwt = jwt
    return jwt
  }
}`
    expect(analyse(parseSource(text, 'load.ts'), text).retries.map(({ verdict }) => verdict)).toEqual(['filtered'])
  })
})

describe('a body that a walk over a tree makes in each attempt', () => {
  it('is the same each time', () => {
    const text = `function clean(value: any): any {
  if (Array.isArray(value)) return value.map((item) => clean(item))
  if (value !== null && typeof value === 'object') {
    const out: any = {}
    for (const [key, part] of Object.entries(value)) if (part !== undefined) out[key] = clean(part)
    return out
  }
  return value
}
export async function run(id: string, input: any) {
  for (let attempt = 0; attempt <= 3; attempt++) {
    const res = await fetch('/x/' + id, { method: 'POST', body: JSON.stringify(clean(input)) })
    if (res.status !== 429) return res
  }
}`
    expect(analyse(parseSource(text, 'load.ts'), text).retries.map(({ verdict }) => verdict)).toEqual(['filtered'])
  })
})

describe('what sends the options of a failure again', () => {
  const found = (text: string): string[][] => {
    const { retries, checks } = analyse(parseSource(text, 'load.ts'), text)
    return [retries.map(({ verdict }) => verdict), checks.map(({ verdict }) => verdict)]
  }
  const ONCE = "if (error.response?.status === 503 && !error.config.tried) { error.config.tried = true; return axios(error.config) } throw error"

  it.each([
    ['a function that stands by itself', `export const onRejected = async (error: any) => { ${ONCE} }`, ['filtered']],
    ['one in a list of objects', `export const interceptors = [{ response: { onRejected: async (error: any) => { ${ONCE} } } }]`, ['filtered']],
    ['by another name', `export const onRejected = async (reason: unknown) => { const error = reason as AxiosError; ${ONCE} }`, ['filtered']],
    ['of parts', 'export async function again({ config, response }: any) { if (response && config.tries-- > 0) return axios.request({ ...config, timeout: 1 }); throw config }', ['blanket']],
    ['of a variable', 'export async function again(err: any) { const { config } = err; if (!config || config.tries-- <= 0) throw err; return axios.request(config) }', ['blanket']],
    ['of an answer that went well', 'export const onFulfilled = async (response: any) => (response.data.again ? axios(response.config) : response)', []],
    ['of the one failure that the file gives it', `const again = (error: any) => { ${ONCE} }\nexport const load = () => axios.get('/a').catch((error) => again(error))`, ['filtered']],
  ])('is what an interceptor is, whoever sets it up: %s', (_what, text, expected) => {
    expect(found(`import axios, { type AxiosError } from 'axios'\n${text}`)[0]).toEqual(expected)
  })
})

describe('a variable that is given a client', () => {
  const requests = (text: string): string[] => analyse(parseSource(text, 'load.ts'), text).checks.map(({ client, verdict }) => `${client} ${verdict}`)

  it('is that client, wherever it is given it', () => {
    expect(requests(`let api: any
export function connect(baseURL: string) { api = axios.create({ baseURL }) }
export const load = () => api.get('/plan')
import axios from 'axios'`)).toEqual(['axios structured'])
    expect(requests(`import OpenAI from 'openai'
let openai: OpenAI | undefined
function getClient() {
  openai ??= new OpenAI()
  return openai
}
export const load = () => getClient().models.list()`)).toEqual(['openai structured'])
  })

  it('is that client in what the module holds when it starts', () => {
    const text = `let Request = null
if (typeof XMLHttpRequest !== 'undefined') Request = XMLHttpRequest
if (process.env.BUILD === 'node') Request = require('xmlhttprequest').XMLHttpRequest
export const send = (url, done) => {
  let attempts = 0
  const dispatch = () => {
    const request = new Request()
    request.onload = () => {
      if (request.status >= 500 && ++attempts < 3) setTimeout(dispatch, 100)
      else done(request.status === 200)
    }
    request.open('GET', url)
    request.send()
  }
  dispatch()
}`
    const { checks, retries } = analyse(parseSource(text, 'send.js'), text)
    expect([...checks, ...retries].map(({ client, verdict }) => `${client} ${verdict}`)).toEqual(['XMLHttpRequest grouped', 'XMLHttpRequest filtered'])
  })

  it('is none where it is given one of several', () => {
    expect(requests(`import axios from 'axios'
import ky from 'ky'
let client: any = axios
if (process.env.FETCH) client = ky
export const load = () => client.get('/plan')`)).toEqual([])
  })
})

describe('what a class has from the class of a client', () => {
  const foundIn = (members: string): string[] => {
    const text = `import { HttpClient } from '@actions/http-client'
class Base extends HttpClient { name = 'base' }
export class Client extends Base { ${members} }`
    const { checks, retries } = analyse(parseSource(text, 'client.ts'), text)
    return [...checks, ...retries].map(({ verdict }) => verdict)
  }

  it('are its methods, by `this` and by `super`', () => {
    expect(foundIn('async load(url: string) { return (await this.get(url)).readBody() }')).toEqual(['unchecked'])
    expect(foundIn(`async get(url: string) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await super.get(url)
    if (response.message.statusCode !== 503) return response
  }
  throw new Error('Gave up')
}`)).toEqual(['structured', 'filtered'])
  })

  it('are not those that it has itself', () => {
    expect(foundIn('private async get(url: string) { return readCache(url) }\n  load(url: string) { return this.get(url) }')).toEqual([])
  })
})

describe('an answer of XMLHttpRequest', () => {
  const verdictsOf = (listener: string, event = 'load'): string[] => {
    const text = `export function send(url, show, handlers) {
      const xhr = new XMLHttpRequest()
      const told = function (request) { if (request.status >= 400) show('Failed'); else show(request.responseText) }
      xhr.addEventListener('${event}', ${listener})
      xhr.open('GET', url)
      xhr.send()
    }`
    return analyse(parseSource(text, 'send.js'), text).checks.map(({ verdict }) => verdict)
  }

  it('comes later than a listener that is set when the request was sent', () => {
    const text = `export const send = (url) => new Promise((resolve) => {
      const xhr = new XMLHttpRequest()
      xhr.open('POST', url)
      xhr.send()
      xhr.onload = (event) => resolve({ code: event.target.status, data: event.target.response })
    })`
    expect(analyse(parseSource(text, 'send.js'), text).checks.map(({ verdict }) => verdict)).toEqual(['structured'])
  })

  it('is what a listener that is not seen has', () => {
    expect(verdictsOf('handlers.loaded')).toEqual(['delegated'])
    expect(verdictsOf('handlers.failed', 'error')).toEqual(['unchecked'])
  })

  it('comes to a function that jQuery or lodash has bound', () => {
    expect(verdictsOf('$.proxy(told, null, xhr)')).toEqual(['blind'])
    expect(verdictsOf('_.bind(told, null, xhr)')).toEqual(['blind'])
  })
})

describe('what a file imports', () => {
  it('is taken as TypeScript takes it for CommonJS', () => {
    const text = `import http = require('typed-rest-client/HttpClient')
import rest = require('axios')
import Inner = rest.Inner
const client = new http.HttpClient('x')
export const load = async (url: string) => (await client.get(url)).message.statusCode
export const save = async (url: string) => { try { await rest.post(url, Inner) } catch { throw new Error('Failed') } }`
    expect(analyse(parseSource(text, 'load.ts'), text).checks.map(({ client, verdict }) => [client, verdict])).toEqual([['typed-rest-client', 'structured'], ['axios', 'blind']])
  })
})

describe('a test of the body before another', () => {
  const sentAgain = (test: string): (string | undefined)[] => {
    const text = `export async function plan() {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch('https://api.example.com/plan')
    const body = await res.json()
    if (res.ok) return body
    if (${test}) { if (body.isTransient) continue }
    throw new Error('Failed')
  }
}`
    return analyse(parseSource(text, 'plan.js'), text).retries.map(({ verdict }) => verdict)
  }

  it('leaves out what is behind it, where it looks for certain words', () => {
    expect(sentAgain("body.code === 'busy'")).toEqual(['filtered'])
    expect(sentAgain("'retryAfter' in body")).toEqual(['filtered'])
  })

  it('does not where it looks for what any failure may have', () => {
    expect(sentAgain("'code' in body")).toEqual(['unknown'])
  })
})

describe('a method that is overridden', () => {
  it('is another: of another file, it may send a request', () => {
    const text = `import { Api } from './api.js'
export class RetryingApi extends Api {
  async fetch(url, init) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const response = await super.fetch(url, init)
      if (response.ok) return response.json()
    }
    throw new Error('Gave up')
  }
}`
    const { checks, retries } = analyse(parseSource(text, 'api.js'), text)
    expect([...checks, ...retries].map(({ client, verdict }) => `${client} ${verdict}`)).toEqual(['fetch blind', 'fetch blanket'])
  })
})

describe('a helper with many callers', () => {
  const helper = (last: string): string => `import { requestWithBackoff } from './lib.js'
class Api {
  parse(response) { return response.json().then((json) => (response.ok ? json : Promise.reject(json))) }
  async request(path, parser = (response) => this.parse(response)) {
    const response = await requestWithBackoff(this, { url: path })
    this.lastStatus = response.status
    return parser(response)
  }
${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `  ${name}() { return this.request('/${name}') }`).join('\n')}
  async differences(path) {
    const attempts = this.isFork ? 10 : 1
    ${last}
  }
}
export const api = new Api()`
  const sentAgain = (last: string): (string | undefined)[] => {
    const text = helper(last)
    return analyse(parseSource(text, 'api.js'), text, { operations: false }).retries.map(({ verdict }) => verdict)
  }

  it('is sent again by one that is far down the list', () => {
    expect(sentAgain('for (let i = 1; i <= attempts; i++) try { return await this.request(path) } catch (error) { if (i === attempts) throw error }')).toEqual(['blanket'])
    expect(sentAgain("try { return await this.request('/first') } catch { return this.request(path) }")).toEqual([])
    expect(sentAgain('return this.request(path).catch(() => this.request(path))')).toEqual(['blanket'])
  })
})

describe('a client that a function of another file is given', () => {
  const found = (text: string): string[] => analyse(parseSource(text, 'plans.js'), text, { operations: false }).checks.map(({ client, verdict }) => `${client} ${verdict}`)
  const asking = (make: string): string => `import axios from 'axios'
import { createPlans, rateLimit } from './limits.js'
const client = ${make}
export async function plan() {
  try { return (await client.get('/plan')).data } catch { return undefined }
}`

  it('is what the function gives back, by its name, with what it was made with', () => {
    expect(found(asking('rateLimit(axios.create(), { maxRequests: 2 })'))).toEqual(['axios blind'])
    expect(found(asking('rateLimit(axios.create({ validateStatus: () => true }))'))).toEqual(['axios unchecked'])
  })

  it('is not what another makes of it', () => {
    expect(found(asking('createPlans(axios.create())'))).toEqual([])
  })

  it('is a client, and not whatever such a function is given', () => {
    const text = `import { addError, Messages } from './store.js'
export const load = (api) => api.load().catch((error) => {
  if (error.response.status === 404) return undefined
  addError(Messages.FAILED, error)
})`
    expect(found(text)).toEqual(['failure delegated'])
  })
})

describe('what a program prints of the body', () => {
  const sentAgain = (print: string): (string | undefined)[] => {
    const text = `#!/usr/bin/env node
async function main() {
  for (;;) {
    const res = await fetch('https://api.example.com/downloads')
    if (!res.ok) { await new Promise((resolve) => setTimeout(resolve, 100)); continue }
    const body = await res.json()
    ${print}
    return
  }
}
main()`
    return analyse(parseSource(text, 'downloads.js'), text).retries.map(({ verdict }) => verdict)
  }

  it('is what it asks for', () => {
    expect(sentAgain('console.table([body.downloads])')).toEqual(['blanket'])
  })

  it('is nothing where it only says that the server is there', () => {
    expect(sentAgain("console.log('There')")).toEqual(['polling'])
  })
})

describe('what leaves', () => {
  const verdict = (text: string): string | undefined => analyse(parseSource(text, 'orders.js'), text).checks[0]?.verdict
  const failing = (then: string, before = ''): string => `${before}
export async function load(page) { const res = await fetch('/api/orders'); if (!res.ok) { ${then}; return } const { name } = await res.json(); page.textContent = name }`

  it.each(['page.textContent = res.status', 'page.innerHTML = res.statusText', 'page.append(document.createTextNode(res.status))'])('by the text of a page are words: %s', (then) => {
    expect(verdict(failing(then))).toBe('text')
  })

  it.each(['throw app.showNotification(`(${res.status})`)', 'throw notifyUser(`(${res.status})`)'])('is what people are shown by a call whose result is used: %s', (then) => {
    expect(verdict(`export async function load() { try { const res = await fetch('/api/orders'); if (!res.ok) { ${then} } return await res.json() } catch { return null } }`)).toBe('text')
  })

  it('by another property is data', () => {
    expect(verdict(failing('page.status = res.status'))).toBe('structured')
  })

  it('is what a console prints that has another name, where it is a program', () => {
    const program = (name: string): string => `const fs = require('fs')\nconst out = ${name}\nfetch('https://api.example.com/a').then((res) => { if (!res.ok) { out.log(res.status); return } res.body.pipe(fs.createWriteStream('a')) })`
    expect(verdict(program('console'))).toBe('text')
    expect(verdict(program("require('./logger')"))).not.toBe('text')
  })

  it('is nothing of an action that looks at no error', () => {
    expect(verdict("import { action } from 'mobx'\nexport function load(view) { fetch('/api/orders').then((res) => { if (!res.ok) throw new Error('x'); return res.json() }).then(view.show).catch(action(() => view.fail())) }")).toBe('blind')
  })
})
