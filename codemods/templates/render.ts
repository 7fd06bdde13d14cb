import { existsSync, readFileSync } from 'node:fs'

/** How the module is written: TypeScript, or JavaScript with JSDoc types as an ECMAScript or a CommonJS module. */
export type PaymentModuleKind = 'ts' | 'js' | 'cjs'

/** Beside this file in the sources; `dist` has no copy of the templates, the package does. */
const FOLDER = existsSync(new URL('payment-required.ts', import.meta.url)) ? './' : '../../../codemods/templates/'

/**
 * The text of the module that users get, with line feeds, without a byte order mark.
 *
 * @param kind how it is to be written
 * @throws Error if the package lacks its templates
 */
export function renderPaymentModule(kind: PaymentModuleKind): string {
  const name = kind === 'ts' ? 'payment-required.ts' : 'payment-required.js.txt'
  const text = readFileSync(new URL(FOLDER + name, import.meta.url), 'utf8')
  return kind === 'cjs' ? toCommonJS(text) : text
}

/** The template exports declarations of functions and classes at the start of a line, and nothing else. */
function toCommonJS(text: string): string {
  const exported: string[] = []
  const body = text.replace(/^export ((?:async )?function|class) (\w+)/gm, (_all, keyword: string, name: string) => {
    exported.push(name)
    return `${keyword} ${name}`
  })
  return `${body}\nmodule.exports = { ${exported.sort().join(', ')} }\n`
}
