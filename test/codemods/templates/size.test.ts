import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { parse } from '@babel/parser'
import { minifySync } from 'vite'
import { expect, test } from 'vitest'

import { renderPaymentModule } from '../../../codemods/templates/render.ts'

const PAGE = readFileSync(new URL('../../../docs/codemods/add-402-handling.md', import.meta.url), 'utf8')
const MODULE = renderPaymentModule('js')
const { code } = minifySync('payment-required.js', MODULE, { module: true })

/** What each top-level name of the module is for, as the page has it. */
const PARTS: Readonly<Record<string, RegExp>> = {
  'reading the body: a clone, at most 64 KiB and 3 seconds, or what a client made of it': /^(?:readContent|contentOf|answerIn|hasReader|LIMIT)$/,
  'x402: both versions, settlements, amounts; base64': /^(?:readX402|isOffer|withAmount|decodeFields)$/,
  'MPP and L402: `WWW-Authenticate` with several challenges and quotes': /^(?:readMpp|readL402|AUTH_PART|parseWwwAuthenticate|unescapeQuoted)$/,
  'billing: the reason, the code and the message, wherever vendors put them': /^(?:REASONS|readBilling|messageOf|codeOf|CODE|PLAIN|firstText)$/,
  'crawl price, problem details, `Retry-After`': /^(?:readCrawl|readProblem|parseRetryAfter)$/,
  'the error and its guards': /^(?:PaymentRequiredError|isPaymentRequiredError|isPaymentRequired)$/,
  'listeners': /^(?:listeners|onPaymentRequired|notifyPaymentRequired)$/,
  'putting the value together, and the smallest functions': /^(?:parsePaymentRequired|headerOf|textOf|firstOf|fieldsOf|isFields|isResponse|hasGet)$/,
}
/** Written in its place by the minifier. */
const INLINED = ['TIMEOUT_MS']

/** The top-level declarations of a module, in order. */
function declarations(text: string): { readonly name: string; readonly size: number }[] {
  return parse(text, { sourceType: 'module' }).program.body.flatMap((statement) => {
    const node = statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
    if (node.type === 'VariableDeclaration') return node.declarations.map((one) => ({ name: one.id.type === 'Identifier' ? one.id.name : '', size: one.end! - one.start! }))
    if (node.type !== 'FunctionDeclaration' && node.type !== 'ClassDeclaration') return []
    return [{ name: node.id?.name ?? '', size: statement.end! - statement.start! }]
  })
}

test('the module stays small in what users ship, and the page says how small', () => {
  const [whole, compressed] = [code, gzipSync(code)].map(({ length }) => (length / 1000).toFixed(1))
  expect(PAGE).toContain(`It adds ${whole ?? ''} kB to what users load, ${compressed ?? ''} kB compressed`)
  expect(code.length).toBeGreaterThan(3000)
  expect(code.length).toBeLessThan(6650)
})

test('the page says what it is made of', () => {
  const names = declarations(MODULE).map(({ name }) => name).filter((name) => !INLINED.includes(name))
  const sizes = declarations(code).map(({ size }) => size)
  expect(sizes).toHaveLength(names.length)
  const parts = Object.entries(PARTS).map(([part, pattern]): [string, number] => [part, sizes.filter((_, index) => pattern.test(names[index]!)).reduce((sum, size) => sum + size, 0)])
  expect(names.filter((name) => Object.values(PARTS).every((pattern) => !pattern.test(name)))).toEqual([])
  const rows = parts.sort(([, a], [, b]) => b - a).map(([part, size]) => `| ${part} | ${(size / 1000).toFixed(1)} |`)
  expect(PAGE).toContain(`| Part | kB |\n| --- | ---: |\n${rows.join('\n')}\n`)
})

test('it needs nothing else', () => {
  for (const kind of ['ts', 'js', 'cjs'] as const) {
    expect(renderPaymentModule(kind)).not.toMatch(/\bimport\b|\brequire\(|\bprocess\b|\bBuffer\b|\bwindow\b/)
  }
})
