import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { minifySync } from 'vite'
import { expect, test } from 'vitest'

import { renderPaymentModule } from '../../../codemods/templates/render.ts'

const PAGE = readFileSync(new URL('../../../docs/codemods/add-402-handling.md', import.meta.url), 'utf8')

test('the module stays small in what users ship, and the page says how small', () => {
  const { code } = minifySync('payment-required.js', renderPaymentModule('js'), { module: true })
  const [whole, compressed] = [code, gzipSync(code)].map(({ length }) => (length / 1000).toFixed(1))
  expect(PAGE).toContain(`It adds ${whole ?? ''} kB to what users load, ${compressed ?? ''} kB compressed.`)
  expect(code.length).toBeGreaterThan(3000)
  expect(code.length).toBeLessThan(6650)
})

test('it needs nothing else', () => {
  for (const kind of ['ts', 'js', 'cjs'] as const) {
    expect(renderPaymentModule(kind)).not.toMatch(/\bimport\b|\brequire\(|\bprocess\b|\bBuffer\b|\bwindow\b/)
  }
})
