import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

function isSupposed(call: string): boolean | undefined {
  const text = `import { api, load, save, withTimeout, fetchSafe, url, settings } from './other'
export async function show(id) {
  const answer = await ${call}
  if (!answer.ok) throw new Error('No answer')
  return answer.json()
}`
  const { checks } = analyse(parseSource(text, 'show.js'), text)
  expect(checks.map(({ verdict }) => verdict)).toContain('blind')
  return checks[0]?.isSupposed
}

describe('a call to code of another file, whose answer is used as a response', () => {
  it.each([
    "api('/plan')",
    'api(`plans/${id}`)',
    "api(id, { method: 'POST' })",
    "api.get('/plan')",
    "load({ url: id, method: 'GET' })",
    'load({ url: id })',
    'fetchSafe(url)',
    'fetchSafe(settings.planUrl)',
    'fetchSafe(url.toString())',
    "fetchSafe(new URL('plan', id))",
    'withTimeout(fetch(id))',
    'withTimeout(() => fetch(id))',
    'fetchWithAuth(id)',
    "homeworkerApi.request(id, { method: 'GET' })",
  ])('is one of a request: %s', (call) => {
    expect(isSupposed(call)).toBeUndefined()
  })

  it.each(['save(id)', 'save()', 'save({ id })', 'api.plans.save(id)', 'save(url)', "save('plan')", 'withTimeout(save(id))', "HarmonySerialPort.request(id, { endpoint: 4, method: 2 })", "this.usb.send(id, { method: 'GET' })"])('is only supposed to be one: %s', (call) => {
    expect(isSupposed(call)).toBe(true)
  })
})

describe('a response that is given to a function', () => {
  const check = (parameter: string): boolean | undefined => {
    const text = `export function check(${parameter}) { if (res.ok) return res.json(); throw new Error('No answer') }`
    return analyse(parseSource(text, 'check.ts'), text).checks[0]?.isSupposed
  }

  it('is one by its type, and else only supposed to be one', () => {
    expect(check('res: Response')).toBeUndefined()
    expect(check('res')).toBe(true)
  })
})
