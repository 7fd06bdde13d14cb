/**
 * Guards that throw or reject, as whole files in one canonical layout: two spaces, single quotes, `¤` where a semicolon
 * may stand. Each exports `load(base)`, which sends one request and answers with what came.
 */
export interface GuardForm {
  readonly name: string
  readonly code: string
  /** The body is read before the guard: a 402 without a body fails there, if the branch stands at the guard. */
  readonly readsFirst?: boolean
}

/** A guard inside an async function, between the request and the use of the body. */
function asyncForm(name: string, guard: string, extra = '', readsFirst = false): GuardForm {
  const body = guard.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
  const code = `${extra}export async function load(base: string): Promise<unknown> {
  const res = await fetch(base + '/things')¤
${body}
}
`
  return { name, code, readsFirst }
}

const READ = `return readBody(res)¤`
const READ_BODY = `async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()¤
  return text === '' ? null : JSON.parse(text)¤
}

`

function guarded(name: string, guard: string, extra = ''): GuardForm {
  return asyncForm(name, `${guard}\n${READ}`, extra + READ_BODY)
}

const FAIL = `function fail(message: string): never {
  throw new Error(message)¤
}

`

export const GUARD_FORMS: readonly GuardForm[] = [
  guarded('not ok, in braces', `if (!res.ok) {\n  throw new Error('failed')¤\n}`),
  guarded('not ok, without braces', `if (!res.ok) throw new Error('failed')¤`),
  guarded('the status is not 200', `if (res.status !== 200 && res.status !== 204) throw new Error('failed')¤`),
  guarded('the status is 400 or more', `if (res.status >= 400) {\n  throw new Error('failed')¤\n}`),
  guarded('a range', `if (res.status < 200 || res.status > 299) throw new Error('failed')¤`),
  guarded('arithmetic', `if (Math.floor(res.status / 100) !== 2) throw new Error('failed')¤`),
  guarded('a list', `if (![200, 201, 204].includes(res.status)) throw new Error('failed')¤`),
  guarded('a digit', `if (!String(res.status).startsWith('2')) throw new Error('failed')¤`),
  guarded('compared with false', `if (res.ok === false) throw new Error('failed')¤`),
  guarded('a named test', `const failed = !res.ok¤\nif (failed) throw new Error('failed')¤`),
  guarded('a destructured status', `const { status } = res¤\nif (status >= 300) throw new Error('failed')¤`),
  guarded(
    'a predicate',
    `if (!isOk(res)) throw new Error('failed')¤`,
    `const isOk = (response: Response): boolean => response.status >= 200 && response.status < 300¤\n\n`,
  ),
  guarded('a helper that throws', `if (!res.ok) fail('failed')¤`, FAIL),
  guarded('a helper that throws, returned', `if (!res.ok) return fail('failed')¤`, FAIL),
  guarded('a rejection', `if (!res.ok) return Promise.reject(new Error('failed'))¤`),
  guarded('several steps', `if (!res.ok) {\n  const message = 'failed'¤\n  const error = new Error(message)¤\n  throw error¤\n}`),
  guarded('another status first', `if (res.status === 404) return null¤\nif (!res.ok) throw new Error('failed')¤`),
  guarded('else if', `if (res.status === 404) {\n  return null¤\n} else if (!res.ok) {\n  throw new Error('failed')¤\n}`),
  guarded('in a block', `{\n  if (!res.ok) throw new Error('failed')¤\n}`),
  guarded('with a comment', `// The server is picky.\n/* Very. */\nif (!res.ok) throw new Error('failed')¤`),
  guarded('rethrown', `try {\n  if (!res.ok) throw new Error('failed')¤\n} catch (error) {\n  throw error¤\n}`),
  guarded('both branches', `if (!res.ok) {\n  if (res.status > 499) throw new Error('server')¤\n  throw new Error('client')¤\n}`),
  asyncForm('ok returns', `if (res.ok) {\n  return readBody(res)¤\n}\nthrow new Error('failed')¤`, READ_BODY),
  asyncForm('else throws', `if (res.ok) {\n  return readBody(res)¤\n} else {\n  throw new Error('failed')¤\n}`, READ_BODY),
  asyncForm('a switch', `switch (res.status) {\n  case 200:\n    return readBody(res)¤\n  case 204:\n    return null¤\n  default:\n    throw new Error('failed')¤\n}`, READ_BODY),
  asyncForm('a switch over true', `switch (true) {\n  case res.ok:\n    return readBody(res)¤\n  default:\n    throw new Error('failed')¤\n}`, READ_BODY),
  asyncForm('a conditional', `return res.ok ? readBody(res) : Promise.reject(new Error('failed'))¤`, READ_BODY),
  asyncForm('a conditional, awaited', `const body = await (res.ok ? readBody(res) : Promise.reject(new Error('failed')))¤\nreturn body¤`, READ_BODY),
  asyncForm('a conditional with a helper', `return res.ok ? readBody(res) : fail('failed')¤`, FAIL + READ_BODY),
  asyncForm('the text first', `const text = await res.text()¤\nif (!res.ok) throw new Error('failed')¤\nreturn text¤`, '', true),
  asyncForm('the JSON first', `const data = await res.json().catch(() => null)¤\nif (!res.ok) throw new Error('failed')¤\nreturn data¤`, '', true),
  asyncForm('the JSON first, with care', `let data: unknown = null¤\ntry {\n  data = await res.json()¤\n} catch {\n  data = null¤\n}\nif (!res.ok) {\n  throw new Error('failed')¤\n}\nreturn data¤`, '', true),
  asyncForm('the JSON first, and work', `const data = await res.json().catch(() => null)¤\nseen.push(1)¤\nif (!res.ok) throw new Error('failed')¤\nreturn data¤`, `const seen: number[] = []¤\n\n`, true),
  {
    name: 'a callback',
    code: `${READ_BODY}export function load(base: string): Promise<unknown> {
  return fetch(base + '/things').then((r) => {
    if (!r.ok) {
      throw new Error('failed')¤
    }
    return readBody(r)¤
  })¤
}
`,
  },
  {
    name: 'an async callback',
    code: `${READ_BODY}export function load(base: string): Promise<unknown> {
  return fetch(base + '/things').then(async (r) => {
    if (!r.ok) throw new Error('failed')¤
    return readBody(r)¤
  })¤
}
`,
  },
  {
    name: 'a conditional as a callback',
    code: `${READ_BODY}export const load = (base: string): Promise<unknown> =>
  fetch(base + '/things').then((r) => (r.ok ? readBody(r) : Promise.reject(new Error('failed'))))¤
`,
  },
  {
    name: 'a conditional as a callback, on lines',
    code: `${READ_BODY}export const load = (base: string): Promise<unknown> =>
  fetch(base + '/things').then((r) =>
    r.ok
      ? readBody(r)
      : Promise.reject(new Error('failed'))
  )¤
`,
  },
  {
    name: 'a check that is passed on',
    code: `${READ_BODY}function check(response: Response) {
  if (response.ok) {
    return response¤
  }
  throw new Error('failed')¤
}

export function load(base: string): Promise<unknown> {
  return fetch(base + '/things').then(check).then(readBody)¤
}
`,
  },
  {
    name: 'an async check',
    code: `${READ_BODY}const check = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error('failed')¤
  return response¤
}

export async function load(base: string): Promise<unknown> {
  return readBody(await check(await fetch(base + '/things')))¤
}
`,
  },
  {
    name: 'a method',
    code: `${READ_BODY}class Client {
  readonly base: string¤

  constructor(base: string) {
    this.base = base¤
  }

  async get(path: string): Promise<unknown> {
    const response = await fetch(this.base + path)¤
    if (!response.ok) {
      this.fail()¤
    }
    return readBody(response)¤
  }

  fail(): never {
    throw new Error('failed')¤
  }
}

export const load = (base: string): Promise<unknown> => new Client(base).get('/things')¤
`,
  },
  {
    name: 'a response that may be absent',
    code: `${READ_BODY}export async function load(base: string): Promise<unknown> {
  let res: Response | undefined¤
  if (base !== '') {
    res = await fetch(base + '/things')¤
  }
  if (!res || !res.ok) {
    throw new Error('failed')¤
  }
  return readBody(res)¤
}
`,
  },
  {
    name: 'two responses',
    code: `${READ_BODY}export async function load(base: string): Promise<unknown> {
  const first = await fetch(base + '/things')¤
  const second = await fetch(base + '/others')¤
  if (!first.ok || !second.ok) throw new Error('failed')¤
  return [await readBody(first), await readBody(second)]¤
}
`,
  },
  {
    name: 'a loop',
    code: `${READ_BODY}export async function load(base: string): Promise<unknown> {
  const all: unknown[] = []¤
  for (const path of ['/a', '/b']) {
    const res = await fetch(base + path)¤
    if (!res.ok) throw new Error('failed')¤
    all.push(await readBody(res))¤
  }
  return all¤
}
`,
  },
  {
    name: 'on one line',
    code: `${READ_BODY}export async function load(base: string): Promise<unknown> { const r = await fetch(base); if (!r.ok) throw new Error('failed'); return readBody(r) }
`,
  },
]

/** How a form is laid out. */
export interface Layout {
  readonly eol: string
  readonly unit: string
  readonly semicolon: string
  readonly quote: string
}

export const CANONICAL: Layout = { eol: '\n', unit: '  ', semicolon: '', quote: "'" }

/** A form's code in a layout. */
export function layOut(code: string, { eol, unit, semicolon, quote }: Layout): string {
  return code
    .replaceAll('¤', semicolon)
    .replaceAll("'", quote)
    .replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2))
    .replaceAll('\n', eol)
}
