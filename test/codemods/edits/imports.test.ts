import { describe, expect, test } from 'vitest'

import { applyEdits } from '../../../codemods/edits/apply.ts'
import { Imports, type ImportOptions } from '../../../codemods/edits/imports.ts'
import { readSource } from '../../../codemods/edits/source.ts'
import { parseSource } from '../../../source/parse.ts'

const CODE = 'export const answer = 42\n'

function bring(text: string, options: Partial<ImportOptions> = {}, path = 'file.ts'): { name: string; text: string; usesModule: boolean } | string {
  const source = readSource(parseSource(text, path), text)
  const imports = new Imports(source, { module: './payment-required', moduleSystem: 'import', ...options })
  const name = imports.name('PaymentRequiredError')
  if (typeof name !== 'string') return name.reason
  return { name, text: applyEdits(text, imports.edits([{ start: 0, end: 0, text: name }])), usesModule: imports.usesModule }
}

function textAfter(text: string, options: Partial<ImportOptions> = {}): string {
  const brought = bring(text, options)
  if (typeof brought === 'string') throw new Error(brought)
  return brought.text
}

const IMPORT = "import { PaymentRequiredError } from './payment-required'"

describe('where the import goes', () => {
  test.each([
    ['an empty top', CODE, `${IMPORT}\n\n${CODE}`],
    ['behind the last import', `import a from 'a'\nimport b from 'b'\n\n${CODE}`, `import a from 'a'\nimport b from 'b'\n${IMPORT}\n\n${CODE}`],
    ['behind the first group of imports', `import a from 'a'\nrun(a)\nimport b from 'b'\n`, `import a from 'a'\n${IMPORT}\nrun(a)\nimport b from 'b'\n`],
    ['behind imports that come late', `run()\nimport b from 'b'\n`, `run()\nimport b from 'b'\n${IMPORT}\n`],
    ['behind an import with a comment', `import a from 'a' // why\n${CODE}`, `import a from 'a' // why\n${IMPORT}\n${CODE}`],
    ['behind an import at the end of the file', `import 'a'`, `import 'a'\n${IMPORT}`],
    ['on a line with code', `import a from 'a'; run(a)\n`, `import a from 'a';\n${IMPORT}; run(a)\n`],
    ['behind a hashbang', `#!/usr/bin/env node\n${CODE}`, `#!/usr/bin/env node\n${IMPORT}\n\n${CODE}`],
    ['behind a directive', `'use client'\n\n${CODE}`, `'use client'\n\n${IMPORT}\n\n${CODE}`],
    ['behind a licence', `/* Copyright 2026 */\n${CODE}`, `/* Copyright 2026 */\n${IMPORT}\n\n${CODE}`],
    ['behind @ts-nocheck', `// @ts-nocheck\n\n${CODE}`, `// @ts-nocheck\n\n${IMPORT}\n\n${CODE}`],
    ['in front of the first statement\'s own comment', `/** The answer. */\n${CODE}`, `${IMPORT}\n\n/** The answer. */\n${CODE}`],
    ['in front of an own comment behind a licence', `// Copyright\n\n// The answer.\n${CODE}`, `// Copyright\n\n${IMPORT}\n\n// The answer.\n${CODE}`],
    ['behind a comment that a blank line parts', `// All about it.\n\n${CODE}`, `// All about it.\n\n${IMPORT}\n\n${CODE}`],
    ['in front of code that would go on', `'use strict'\n;[1].map(String)\nexport {}\n`, `'use strict'\n${IMPORT}\n\n;[1].map(String)\nexport {}\n`],
  ])('%s', (_, before, after) => {
    expect(textAfter(before)).toBe(after)
  })

  test('in the style of the file', () => {
    expect(textAfter('import a from "a";\r\nrun(a);\r\n')).toBe(
      'import a from "a";\r\nimport { PaymentRequiredError } from "./payment-required";\r\nrun(a);\r\n',
    )
  })
})

describe('CommonJS', () => {
  const REQUIRE = "const { PaymentRequiredError } = require('./payment-required')"

  test.each([
    ["'use strict'\n\nconst a = require('a')\nconst { b } = require('b').b\n\nmodule.exports = a\n", `'use strict'\n\nconst a = require('a')\nconst { b } = require('b').b\n${REQUIRE}\n\nmodule.exports = a\n`],
    ['module.exports = 1\n', `${REQUIRE}\n\nmodule.exports = 1\n`],
    [";(() => require('a'))()\n", `${REQUIRE}\n\n;(() => require('a'))()\n`],
    ["const a = require('a')\n(() => a)()\n".replace(')\n(', ')\n\n;('), `const a = require('a')\n${REQUIRE}\n\n;(() => a)()\n`],
    ["exports.a = 1\n`x`\n", `${REQUIRE}\n\nexports.a = 1\n\`x\`\n`],
  ])('%s', (before, after) => {
    expect(textAfter(before, { moduleSystem: undefined })).toBe(after)
  })

  test('a semicolon keeps the next line apart', () => {
    expect(textAfter("const a = require('a');\n(() => a)()\nrun()\nrun()\n")).toBe(
      `const a = require('a');\n${REQUIRE};\n(() => a)()\nrun()\nrun()\n`,
    )
    expect(textAfter("/* @license MIT */\n(() => require('a'))()\n")).toBe(
      `/* @license MIT */\n${REQUIRE};\n\n(() => require('a'))()\n`,
    )
  })

  test('a file without a word about modules', () => {
    expect(bring('run()\n', { moduleSystem: undefined })).toBe('not-a-module')
    expect(textAfter('run()\n', { moduleSystem: 'require' })).toBe(`${REQUIRE}\n\nrun()\n`)
  })
})

describe('names', () => {
  test('an import of the module is used, also under another name or specifier', () => {
    for (const line of [IMPORT, "import { PaymentRequiredError } from '@/lib/payment-required'"]) {
      expect(bring(`${line}\n${CODE}`)).toMatchObject({ name: 'PaymentRequiredError', text: `${line}\n${CODE}` })
    }
    const renamed = "import { PaymentRequiredError as Due } from './payment-required.js'\n"
    expect(bring(renamed)).toEqual({ name: 'Due', text: renamed, usesModule: false })
    expect(bring(`${IMPORT}\n`)).toMatchObject({ usesModule: true })
  })

  test('its braces are filled', () => {
    expect(textAfter("import { isPaymentRequiredError } from './payment-required'\n")).toBe(
      "import { isPaymentRequiredError, PaymentRequiredError } from './payment-required'\n",
    )
    expect(textAfter("const { a } = require('./payment-required')\n")).toBe(
      "const { a, PaymentRequiredError } = require('./payment-required')\n",
    )
  })

  test('a class of the file with `from` is used', () => {
    const own = 'export class PaymentRequiredError extends Error {\n  static async from() { return new this() }\n}\n'
    expect(bring(own)).toEqual({ name: 'PaymentRequiredError', text: own, usesModule: false })
  })

  test.each([
    ['another class', 'class PaymentRequiredError extends Error {}\nexport {}\n'],
    ['an import from elsewhere', "import { PaymentRequiredError } from 'stripe-like'\n"],
    ['a type', "import type { PaymentRequiredError } from './payment-required'\n"],
    ['a local variable', 'export function f(PaymentRequiredError: unknown) {}\n'],
  ])('%s of that name gives way to an alias', (_, text) => {
    const brought = bring(text)
    expect(brought).toMatchObject({ name: 'Http402Error' })
    expect((brought as { text: string }).text).toContain("import { PaymentRequiredError as Http402Error } from './payment-required'")
  })

  test('a comment takes no name', () => {
    expect(bring(`// Throws PaymentRequiredError.\n\n${CODE}`)).toMatchObject({ name: 'PaymentRequiredError' })
  })
})
