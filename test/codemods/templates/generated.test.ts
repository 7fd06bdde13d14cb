import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { renderPaymentModule } from '../../../codemods/templates/render.ts'
import { toJSDoc } from './jsdoc.ts'

const TEMPLATES = new URL('../../../codemods/templates/', import.meta.url)

// After a change of payment-required.ts: npx vitest run test/codemods/templates/generated.test.ts --update
test('the JavaScript version is made from the TypeScript version', async () => {
  const made = toJSDoc(renderPaymentModule('ts'))
  await expect(made).toMatchFileSnapshot(new URL('payment-required.js.txt', TEMPLATES).pathname)
})

test('what is rendered is the template', () => {
  expect(renderPaymentModule('ts')).toBe(readFileSync(new URL('payment-required.ts', TEMPLATES), 'utf8'))
})
