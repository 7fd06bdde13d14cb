import { describe, expect, test } from 'vitest'

import { needsBranch, planSite } from '../../../codemods/edits/plan.ts'
import { REFUSALS } from '../../../codemods/edits/refusals.ts'
import { parseSource } from '../../../source/parse.ts'
import { analyse, type CheckFinding } from '../../../analysis/index.ts'
import { edit, plan } from '../stand-in.ts'

function findingIn(text: string): CheckFinding {
  return analyse(parseSource(text, 'a.ts'), text).checks[0]!
}

/** An async function with a request and this behind it. */
function load(body: string): string {
  return `export async function load(url) {\n  const res = await fetch(url)\n  ${body}\n}\n`
}

describe('sites that are left alone', () => {
  test.each([
    ['guard-returns-a-value', load('if (!res.ok) return null\n  return res.json()')],
    ['guard-returns-a-value', load('return res.ok ? res.json() : null')],
    ['guard-returns-a-value', load('if (res.ok) return res.json()\n  return undefined')],
    ['guard-sets-state', load("if (!res.ok) {\n    show('failed')\n    return\n  }\n  show(await res.json())")],
    ['guard-sets-state', load("if (!res.ok) show('failed')")],
    ['guard-sets-state', load("if (!res.ok) {\n    if (strict) throw new Error('x')\n  }")],
    ['guard-goes-round', 'export async function load(url) {\n  for (;;) {\n    const res = await fetch(url)\n    if (res.ok) return res.json()\n  }\n}\n'],
    ['guard-goes-round', "export async function load(url, n) {\n  for (let i = 0; ; i++) {\n    const res = await fetch(url)\n    if (!res.ok) {\n      if (i < n) continue\n      throw new Error('x')\n    }\n    return res\n  }\n}\n"],
    ['destructured-response', "export const load = (url) => fetch(url).then(({ ok, json }) => {\n  if (!ok) throw new Error('x')\n  return json()\n})\n"],
    ['several-responses', "export async function load(urls) {\n  const [a, b] = await Promise.all(urls.map((url) => fetch(url)))\n  if (!a.ok || !b.ok) throw new Error('x')\n}\n"],
    ['unsupported-check', load("while (!res.ok) throw new Error('x')")],
    ['not-async', "export function check(res: Response): Response {\n  if (!res.ok) throw new Error('x')\n  return res\n}\nfetch('/').then(check)\n"],
    ['not-async', "export function check(res) {\n  if (!res.ok) throw new Error('x')\n}\nasync function load() { check(await fetch('/')) }\n"],
    ['not-async', "function check(res: Response): Response {\n  if (!res.ok) throw new Error('x')\n  return res\n}\nexport const load = (url) => fetch(url).then(check)\n"],
    ['caught-here', "export async function load(url) {\n  try {\n    const res = await fetch(url)\n    if (!res.ok) throw new Error('x')\n    return res.json()\n  } catch (error) {\n    console.error('failed', error)\n    return null\n  }\n}\n"],
    ['caught-here', "export const load = (url) => fetch(url).then(async (res) => {\n  if (!res.ok) throw new Error('x')\n  return res.json()\n}).catch(() => null)\n"],
    ['caught-here', "export async function load(url) {\n  try {\n    return await fetch(url).then((res) => (res.ok ? res.json() : Promise.reject(res)))\n  } catch {\n    return null\n  }\n}\n"],
    ['caught-here', "export async function load(url) {\n  try {\n    const res = await fetch(url)\n    if (!res.ok) throw new Error('x')\n    return res.json()\n  } catch (error) {\n    if (error.name === 'AbortError') return undefined\n    throw new Error('failed')\n  }\n}\n"],
    // `fetch` rejects for no status, so the handler never gets a 402.
    ['no-check', "export const load = (url) => fetch(url).then((res) => res.ok).catch(() => false)\n"],
    ['guard-does-more', load("if (!res.ok) {\n    if (strict) {\n      stop()\n      throw new Error('strict')\n    }\n    throw new Error('x')\n  }")],
    ['guard-does-more', `function fail() {\n  stop()\n  throw new Error('x')\n}\n${load('if (!res.ok) fail()')}`],
  ])('%s: %s', (reason, text) => {
    expect(edit(text)).toBe(reason)
  })

  test('by what the analysis says', () => {
    const text = load("if (!res.ok) throw new Error('x')")
    const reasonFor = (mark: object): string | undefined => {
      const plan = planSite(parseSource(text, 'a.ts'), text, { ...findingIn(text), ...mark }, { module: './p' })
      return 'refusal' in plan ? plan.refusal.reason : undefined
    }
    expect(reasonFor({ verdict: 'handled' })).toBe('already-handled')
    expect(reasonFor({ verdict: 'unchecked' })).toBe('unchecked')
    expect(reasonFor({ verdict: 'delegated' })).toBe('response-handed-on')
    expect(reasonFor({ verdict: 'unknown', reason: 'budget' })).toBe('not-understood')
    expect(reasonFor({ decision: undefined })).toBe('no-check')
    expect(reasonFor({ decision: [0, 3] })).toBe('no-check')
    expect(reasonFor({ status: 429 })).toBe('other-status')
    expect(reasonFor({ verdict: 'text' })).toBeUndefined()
    expect(reasonFor({ verdict: 'grouped' })).toBeUndefined()
  })

  test('is asked for where the analysis says that a 402 is lost', () => {
    const finding = findingIn(load("if (!res.ok) throw new Error('x')"))
    expect(needsBranch(finding)).toBe(true)
    expect(needsBranch({ ...finding, unpaid: true })).toBe(false)
    for (const verdict of ['handled', 'structured'] as const) expect(needsBranch({ ...finding, verdict })).toBe(false)
  })

  test('a script that can not import', () => {
    const text = "async function load(url) {\n  const res = await fetch(url)\n  if (!res.ok) throw new Error('x')\n}\n"
    expect(edit(text, { moduleSystem: undefined })).toBe('not-a-module')
  })

  test('every reason has a sentence', () => {
    for (const sentence of Object.values(REFUSALS)) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

describe('what the branch looks like', () => {
  const branchOf = (text: string): string[] => {
    const before = new Set(text.split('\n'))
    return edit(text).split('\n').filter((line) => !before.has(line) && !line.startsWith('import') && line !== '')
  }

  test.each([
    ['a throw', load("if (!res.ok) throw new Error('x')"), ['  if (res.status === 402) {', '    throw await PaymentRequiredError.from(res)', '  }']],
    ['a rejection, past an own catch', load("try {\n    if (!res.ok) return Promise.reject(new Error('x'))\n  } catch {\n    return null\n  }"), [
      '    if (res.status === 402) {', '      return PaymentRequiredError.from(res).then((error) => Promise.reject(error))', '    }',
    ]],
    ['an optional response', load("if (!res?.ok) throw new Error('x')"), ['  if (res?.status === 402) {', '    throw await PaymentRequiredError.from(res)', '  }']],
    ['a body called body', load("const body = await res.json()\n  tick()\n  if (!res.ok) throw new Error('x')"), [
      '  if (res.status === 402) {', '    throw await PaymentRequiredError.from(res, { body })', '  }',
    ]],
    ['a top-level await', "const res = await fetch('/')\nif (!res.ok) throw new Error('x')\nexport const data = await res.json()\n", [
      'if (res.status === 402) {', '  throw await PaymentRequiredError.from(res)', '}',
    ]],
  ])('%s', (_, text, lines) => {
    expect(branchOf(text)).toEqual(lines)
  })

  test.each([
    ['a state that is set', "if (!res.ok) {\n    const { error } = await res.json()\n    setBusy(false)\n    throw new Error(error)\n  }", [
      'const { error } = await res.json()', 'setBusy(false)', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res, { body: { error } })', '}', 'throw new Error(error)',
    ]],
    ['a state that is set first', "if (!res.ok) {\n    setBusy(false)\n    const text = await res.text()\n    throw new Error(text)\n  }", [
      'setBusy(false)', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res)', '}', 'const text = await res.text()', 'throw new Error(text)',
    ]],
    ['states that are set', "if (!res.ok) {\n    setBusy(false)\n    const text = await res.text()\n    setError(text)\n    throw new Error(text)\n  }", [
      'setError(text)', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res, { body: text })', '}', 'throw new Error(text)',
    ]],
    ['a return before the check', "const data = await res.json()\n  if (!data) return null\n  if (!res.ok) throw new Error('x')", [
      'if (!data) return null', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res, { body: data })', '}', "if (!res.ok) throw new Error('x')",
    ]],
    ['after success', "if (res.ok) {\n    show(res)\n    return\n  }\n  this.busy = false\n  throw new Error('x')", [
      'this.busy = false', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res)', '}', "throw new Error('x')",
    ]],
    ['in another branch', "if (res.ok) {\n    show(res)\n  } else {\n    await stop()\n    throw new Error('x')\n  }", [
      'await stop()', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res)', '}', "throw new Error('x')",
    ]],
    ['in a default', "switch (res.status) {\n    case 200:\n      show(res)\n      return\n    default:\n      stop()\n      throw new Error('x')\n  }", [
      'stop()', 'if (res.status === 402) {', 'throw await PaymentRequiredError.from(res)', '}', "throw new Error('x')",
    ]],
  ])('stands behind what the failure path does beside throwing: %s', (_, body, order) => {
    const lines = edit(load(body)).split('\n').map((line) => line.trim())
    const at = lines.indexOf(order[0]!)
    expect(lines.slice(at, at + order.length)).toEqual(order)
  })

  test.each([
    ['logs', "if (!res.ok) {\n    console.error('failed', res.status)\n    throw new Error('x')\n  }"],
    ['a message in parts', "if (!res.ok) {\n    const parts = []\n    parts.push('x')\n    let text = ''\n    text += parts\n    throw new Error(text)\n  }"],
    ['effects of success', "if (res.ok) {\n    show(res)\n  } else throw new Error('x')"],
    ['effects of another status', "if (!res.ok) {\n    if (res.status === 401) signOut()\n    throw new Error('x')\n  }"],
  ])('stands in front of the guard in spite of %s', (_, body) => {
    const lines = edit(load(body)).split('\n')
    const at = lines.findIndex((line) => line.includes('=== 402'))
    expect(lines[at - 1]).toContain('await fetch(url)')
  })

  test('stands at the guard, where something before only asks for the status', () => {
    const text = load("count({ outcome: res.ok ? 'success' : 'error' })\n  if (!res.ok) throw new Error('x')\n  return res.json()")
    const lines = edit(text).split('\n')
    expect(lines[lines.findIndex((line) => line.includes('=== 402')) - 1]).toContain('count(')
  })

  test('sites that share a guard share a branch', () => {
    const text = "async function ok(res) {\n  if (!res.ok) throw new Error('x')\n  return res\n}\nexport const a = async () => ok(await fetch('/a'))\nexport const b = async () => ok(await fetch('/b'))\n"
    const { edited, edits } = plan(text)
    expect(edited).toHaveLength(2)
    expect(edits).toHaveLength(2)
  })

  test('a directive stays with its line, and so does any comment', () => {
    const text = load("\n  // eslint-disable-next-line no-throw\n  /* two\n     lines */\n  // @ts-expect-error: why\n  if (!res.ok) throw new Error('x')")
    const lines = edit(text).split('\n')
    const at = lines.findIndex((line) => line.includes('=== 402'))
    expect(lines.slice(at - 1, at + 4)).toEqual([
      '  ', '  if (res.status === 402) {', '    throw await PaymentRequiredError.from(res)', '  }', '  // eslint-disable-next-line no-throw',
    ])
  })
})
