import { describe, expect, test } from 'vitest'

import { transform as addHandling } from '../../../codemods/add-402-handling.ts'
import { transform as excludeFromRetry } from '../../../codemods/exclude-402-from-retry.ts'

const OPTIONS = { paymentModule: './payment-required' }

/** A request with its check behind other statements. */
function loader(before: string): string {
  return `${before}

export async function load(url) {
  const res = await fetch(url)

  if (!res.ok) {
    throw new Error('failed')
  }

  return res.json()
}
`
}

const APART = `export function check(url) {
  if (url === '') {
    throw new Error('no address')
  }

  for (const part of url.split('/')) {
    console.log(part)
  }

  return url
}`

describe('an empty line behind the branch', () => {
  const withGap = /from\(res\)\n {2}\}\n\n {2}if \(!res\.ok\)/
  test.each([
    ['where every block is set apart', loader(APART), true],
    ['with comments behind blocks', loader(APART.replace("console.log(part)\n  }", "console.log(part)\n  } // all")), true],
    ['not where one is not', loader(APART.replace("  }\n\n  return", "  }\n  return")), false],
    ['not where there are too few to tell', loader("console.log('a')"), false],
  ])('%s', (_, code, isThere) => {
    const { output } = addHandling(code, '/nowhere/load.js', OPTIONS)
    expect(output).toContain('throw await PaymentRequiredError.from(res)')
    expect(withGap.test(output), output).toBe(isThere)
    const crlf = addHandling(code.replaceAll('\n', '\r\n'), '/nowhere/load.js', OPTIONS).output
    expect(crlf).toBe(output.replaceAll('\n', '\r\n'))
  })
})

describe('braces around a stop', () => {
  const tries = (check: string): string => `export async function load(url) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const res = await fetch(url)
    const isDone = res.ok
    ${check}
  }
  return undefined
}
`
  test.each([
    ['where every if has some', loader(APART).replace("console.log(part)", "if (part) {\n      console.log(part)\n    }") + tries('if (isDone) {\n      return res\n    }'), true],
    ['not where one has none', loader(APART.replace("  if (url === '') {\n    throw new Error('no address')\n  }", "  if (url === '') throw new Error('no address')")) + tries('if (isDone) {\n      return res\n    }'), false],
  ])('%s', (_, code, hasBraces) => {
    const { output } = excludeFromRetry(code.replace('export async function load(url) {\n  const', 'export async function one(url) {\n  const'), '/nowhere/load.js', OPTIONS)
    expect(output).toMatch(hasBraces ? /if \(res\.status === 402\) \{\n {6}(?:break|return)/ : /if \(res\.status === 402\) (?:break|return)/)
  })
})
