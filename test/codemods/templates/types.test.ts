import { fileURLToPath } from 'node:url'

import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { renderPaymentModule } from '../../../codemods/templates/render.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const STRICT: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
}
const TYPESCRIPT = { verbatimModuleSyntax: true, erasableSyntaxOnly: true }
const DOM = { lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'], types: [] }
const NODE = { lib: ['lib.es2020.d.ts'], types: ['node'] }
const BOTH = { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: ['node'] }

/** Code of users: what must be accepted, and after `@ts-expect-error` what must not. */
const BODY = `
  if (response.status === 402) throw await PaymentRequiredError.from(response)
  notifyPaymentRequired(response, { body: { error: 'x' }, prefer: 'mpp' })
  const off = onPaymentRequired((payment) => console.log(payment.code?.toUpperCase()))
  onPaymentRequired(async () => { await Promise.resolve() })
  off()
  await parsePaymentRequired({ status: 402, headers: { 'retry-after': '1' }, url: undefined })
  await parsePaymentRequired({ headers: undefined })
  // @ts-expect-error no status alone
  await parsePaymentRequired(402)
  // @ts-expect-error no such kind
  await parsePaymentRequired(response, { prefer: 'paypal' })
  try {
    await response.json()
  } catch (error) {
    if (!isPaymentRequiredError(error)) throw error
    const { payment, status, name } = error
    const is402 = status === 402 && name === 'PaymentRequiredError'
    // @ts-expect-error never
    console.log(is402, status === 403)
    switch (payment.kind) {
      case 'x402': return payment.accepts.map(({ amount, payTo }) => amount + payTo.length).join()
      case 'mpp': return payment.challenges[0]?.request.amount
      case 'l402': return payment.invoice
      case 'crawl': return payment.price.amount
      case 'problem': return payment.problem.title
      case 'billing': return payment.reason
      case 'unknown': return payment.bodyText
      // @ts-expect-error no such kind
      case 'paypal': return ''
    }
    // @ts-expect-error all kinds are told above
    payment.kind
  }
  return undefined
`
const NAMES = [
  ...['PaymentRequiredError', 'isPaymentRequiredError', 'notifyPaymentRequired', 'onPaymentRequired'],
  'parsePaymentRequired',
].join(', ')
const JSDOC = '/** @param {Response} response @returns {Promise<string | undefined>} */'
const USERS = {
  ts: `import { ${NAMES} } from './payment-required'
    import type { PaymentRequired, PaymentRequiredKind } from './payment-required'
    export const kinds: readonly PaymentRequiredKind[] = ['x402', 'unknown']
    export const mock: PaymentRequired = {
      status: 402, url: '', kind: 'unknown', kinds: ['unknown'], schemes: [],
      body: {}, bodyText: '', bodyTruncated: false,
    }
    export async function use(response: Response): Promise<string | undefined> {${BODY}}`,
  js: `import { ${NAMES} } from './payment-required'
    ${JSDOC}
    export async function use(response) {${BODY}}`,
  cjs: `const { ${NAMES} } = require('./payment-required')
    ${JSDOC}
    async function use(response) {${BODY}}
    module.exports = { use }`,
}

/** Parsed once for all programs: their options are alike in what matters to a declaration file. */
const LIBRARIES = new Map<string, ts.SourceFile>()

/** The complaints of the compiler about the module and a user of it, with nothing else in the program. */
function complaints(kind: keyof typeof USERS, module: string, options: ts.CompilerOptions): string[] {
  const extension = kind === 'ts' ? 'ts' : 'js'
  const files = new Map([
    [`${ROOT}virtual/payment-required.${extension}`, module],
    [`${ROOT}virtual/user.${extension}`, USERS[kind]],
  ])
  const host = ts.createCompilerHost(options)
  const real = ts.createCompilerHost(options)
  host.fileExists = (path) => files.has(path) || real.fileExists(path)
  host.readFile = (path) => files.get(path) ?? real.readFile(path)
  host.directoryExists = (path) => path === `${ROOT}virtual` || real.directoryExists?.(path) === true
  host.getCurrentDirectory = () => ROOT
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path)
    if (text !== undefined) return ts.createSourceFile(path, text, rest[0])
    const file = LIBRARIES.get(path) ?? real.getSourceFile(path, ...rest)
    if (file) LIBRARIES.set(path, file)
    return file
  }
  return ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host)).map(
    ({ messageText, file, start = 0 }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
      const text = ts.flattenDiagnosticMessageText(messageText, ' ')
      return `${file?.fileName.slice(ROOT.length) ?? ''}:${String(line)} ${text}`
    },
  )
}

describe.each([
  ['DOM', DOM],
  ['Node', NODE],
  ['both', BOTH],
] as const)('with the types of %s', (_name, environment) => {
  test.each([
    ['ts', TYPESCRIPT],
    ['js', { verbatimModuleSyntax: true }],
    ['cjs', { module: ts.ModuleKind.CommonJS }],
  ] as const)('%s is clean', (kind, form) => {
    expect(complaints(kind, renderPaymentModule(kind), { ...STRICT, ...form, ...environment })).toEqual([])
  })
})

// As create-next-app wrote it for years: the types are checked as for ES5, and another compiler writes the code.
test('with an old target', () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Users have it; TypeScript 6 still checks it.
  const target = { target: ts.ScriptTarget.ES5, ignoreDeprecations: '6.0', lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] }
  expect(complaints('ts', renderPaymentModule('ts'), { ...STRICT, ...target })).toEqual([])
})

test('what is wrong would be found', () => {
  const wrong = renderPaymentModule('js').replace('{ cause: options.cause }', '{ cause: options.cuase }')
  expect(complaints('js', wrong, { ...STRICT, ...DOM })).toEqual([expect.stringContaining("'cuase' does not exist")])
})
