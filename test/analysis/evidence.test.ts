import { describe, expect, it } from 'vitest'

import { analyse } from '../../analysis/index.ts'
import { parseSource } from '../../source/parse.ts'

/** What the last request of a program does after a 402. */
function evidence(text: string): string | undefined {
  return analyse(parseSource(text, 'file.ts'), text).checks.at(-1)?.evidence
}

const REQUEST = "const response = await fetch('https://api.example.com/plan')"

const CASES: Readonly<Record<string, readonly [code: string, evidence: string]>> = {
  'a message, as the code writes it, and not what is called for it': [
    `export async function load() {
      const { t } = useTranslation()
      ${REQUEST}
      if (!response.ok) { useToasts().error(t('load.failed', { ns: 'common' })); return }
      show(await response.json())
    }`,
    "it calls `useToasts().error(t('load.failed', { ns: 'common' }))`",
  ],
  'a translated error': [
    `export async function load() {
      ${REQUEST}
      if (!response.ok) throw new Error(i18n.getMessage('loadFailed', 1))
      return response.json()
    }`,
    "it throws `Error(i18n.getMessage('loadFailed', …))`",
  ],
  'helpers on the way to what both do': [
    `export async function load() {
      const failed = []
      try { ${REQUEST}; if (!response.ok) throw new Error('bad') } catch { failed.push('plan') }
      const profile = parseProfile(failed, new Date().toISOString())
      render(profile)
    }`,
    'it ends without a word',
  ],
  'only logged': [
    `export async function load() {
      try { ${REQUEST}; if (!response.ok) throw new Error('bad'); show(await response.json()) }
      catch (error) { console.error('No plan:', error) }
    }`,
    "it only logs that, with `console.error('No plan:', error)`",
  ],
  'logged, and one of the values that the success may have too': [
    `export async function load() {
      try { ${REQUEST}; if (!response.ok) throw new Error('bad'); return (await response.json()).plan ?? null }
      catch (error) { log.warn('No plan', error); return null }
    }`,
    "it logs that, with `log.warn('No plan', error)`, and returns `null`",
  ],
  'swallowed': [
    `export async function load() {
      try { await axios.put('/plan', {}) } catch {}
      next()
    }
    import axios from 'axios'`,
    'it goes on like a 200, without a word',
  ],
  'left undone': [
    `export async function load() {
      ${REQUEST}
      if (response.ok) setPlan(await response.json())
      setLoading(false)
    }`,
    'it ends without a word, where a 200 calls `setPlan(await response.json())`',
  ],
  'the same call with something else, and known': [
    `export async function load() {
      let plans = []
      try { plans = (await axios.get('/plans')).data } catch {}
      setPlans(plans)
    }
    import axios from 'axios'`,
    'it calls `setPlans([])`',
  ],
  'a message that a success may show as well': [
    `export async function load() {
      ${REQUEST}
      const plan = response.ok ? await response.json() : undefined
      if (plan?.valid) activate('plan')
      else showError('No plan')
    }`,
    "it calls `showError('No plan')`",
  ],
  'several ends': [
    `export async function load(strict) {
      ${REQUEST}
      if (!response.ok) { if (strict) throw new Error('No plan'); return null }
      return response.json()
    }`,
    "it returns `null` or throws `Error('No plan')`",
  ],
  'a list to fall back on': [
    `export async function load() {
      ${REQUEST}
      if (!response.ok) return [{ name: 'free', price: 0 }, { name: 'pro', price: 9 }]
      return response.json()
    }`,
    "it returns `[{ name: 'free', price: 0 }, …]`",
  ],
  'what is set': [
    `export class Plans {
      async load() {
        ${REQUEST}
        if (!response.ok) { this.plan = 'none'; return }
        this.plan = await response.json()
      }
    }`,
    "it sets `this.plan` to `'none'`",
  ],
}

describe('a failure is told by what a success does not do', () => {
  it.each(Object.entries(CASES))('%s', (_name, [code, expected]) => {
    expect(evidence(code)).toBe(`A 402 ends here like a 500: ${expected}.`)
  })
})
