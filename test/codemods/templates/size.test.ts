import { gzipSync } from 'node:zlib'

import { minifySync } from 'vite'
import { expect, test } from 'vitest'

import { renderPaymentModule } from '../../../codemods/templates/render.ts'

test('the module stays small in what users ship', () => {
  const { code } = minifySync('payment-required.js', renderPaymentModule('js'), { module: true })
  expect(code.length).toBeGreaterThan(3000)
  expect(code.length).toBeLessThan(6900)
  expect(gzipSync(code).length).toBeLessThan(3300)
})

test('it needs nothing else', () => {
  for (const kind of ['ts', 'js', 'cjs'] as const) {
    expect(renderPaymentModule(kind)).not.toMatch(/\bimport\b|\brequire\(|\bprocess\b|\bBuffer\b|\bwindow\b/)
  }
})
