import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import * as typescript from '../../../codemods/templates/payment-required.ts'
import { renderPaymentModule } from '../../../codemods/templates/render.ts'

export type PaymentModule = typeof typescript

/** The module in each way of writing it, loaded as users load it. */
export async function loadVersions(): Promise<readonly (readonly [name: string, module: PaymentModule])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'payment-required-'))
  try {
    const esm = join(folder, 'payment-required.mjs')
    const cjs = join(folder, 'payment-required.cjs')
    writeFileSync(esm, renderPaymentModule('js'))
    writeFileSync(cjs, renderPaymentModule('cjs'))
    const url = pathToFileURL(esm).href
    const imported = (await import(/* @vite-ignore */ url)) as PaymentModule
    const required = createRequire(import.meta.url)(cjs) as PaymentModule
    return [['ts', typescript], ['js', imported], ['cjs', required]]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
