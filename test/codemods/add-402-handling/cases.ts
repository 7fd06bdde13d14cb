import { readdirSync, readFileSync } from 'node:fs'

/** One fixture: a file before and after the codemod. */
export interface Case {
  readonly name: string
  /** `input.ts`, `input.js` or `input.cjs`. */
  readonly file: string
  readonly input: string
  /** The same as the input where all is left alone. */
  readonly expected: string
  /** The tests of its guards, as written, for tests of the planner without the analysis; one for each request. */
  readonly decisions: readonly { readonly request: string; readonly decision: string }[]
}

const FOLDER = new URL('fixtures/', import.meta.url)

const SITES: Readonly<Record<string, readonly (readonly [request: string, decision: string])[]>> = {
  'throwing-guard': [['fetch(', '!res.ok']],
  'status-not-200': [['fetch(', 'response.status !== 200']],
  'status-at-least-400': [['fetch(', 'result.status >= 400']],
  'else-throws': [['fetch(', 'res.ok']],
  'throw-after-success': [['fetch(', 'res.ok']],
  'switch-default': [['fetch(', 'res.status']],
  'conditional-callback': [["fetch('https://api.example.com/prices", 'r.ok'], ["fetch('https://api.example.com/taxes", 't.ok']],
  'conditional-returned': [['fetch(', 'res.ok']],
  'then-callback': [['fetch(', '!response.ok']],
  'body-read-first': [['fetch(', '!res.ok']],
  'body-read-and-used': [['fetch(', '!res.ok']],
  'else-if': [['fetch(', '!res.ok']],
  'no-statement-list': [['fetch(', '!res.ok']],
  'status-constant': [['fetch(', 'status < 200 || status > 299']],
  'one-helper': [["fetch('https://api.example.com/cart", '!res.ok'], ["fetch('https://api.example.com/orders", '!res.ok']],
  'then-check': [['fetch(', 'response.status >= 200 && response.status < 300']],
  'class-method': [['fetch(', '!response.ok']],
  'hashbang-commonjs': [['fetch(', '!res.ok']],
  commonjs: [['fetch(', '!res.ok']],
  'node-next': [['fetch(', '!res.ok']],
  'license-and-directive': [['fetch(', '!res.ok']],
  'expect-error': [['fetch(', '!res.ok && res.extra === undefined']],
  'name-clash': [['fetch(', '!res.ok']],
  'existing-import': [['fetch(', '!res.ok']],
  'two-responses': [["fetch('https://api.example.com/first", '!first.ok'], ["fetch('https://api.example.com/second", '!second.ok']],
  'one-line': [['fetch(', '!r.ok']],
  predicate: [['fetch(', '!isOk(res)']],
  pages: [['fetch(', '!res.ok']],
  'maybe-absent': [['fetch(', '!res || !res.ok']],
  'own-catch': [['fetch(', '!res.ok']],
  'left-alone': [],
  handled: [['fetch(', '!res.ok']],
}

/** All fixtures of the folder. */
export const CASES: readonly Case[] = readdirSync(FOLDER).sort().map((name) => {
  const folder = new URL(`${name}/`, FOLDER)
  const files = readdirSync(folder)
  const file = files.find((one) => one.startsWith('input.'))!
  const input = readFileSync(new URL(file, folder), 'utf8')
  const result = files.find((one) => one.startsWith('expected.'))
  const expected = result === undefined ? input : readFileSync(new URL(result, folder), 'utf8')
  const decisions = (SITES[name] ?? []).map(([request, decision]) => ({ request, decision }))
  return { name, file, input, expected, decisions }
})
