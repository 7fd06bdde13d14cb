import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { INSTALLED, Project, ROOT } from './project.ts'
import { follow } from './readme.ts'

const README = join(ROOT, 'README.md')
const TUTORIAL = join(ROOT, 'docs/tutorial.md')

/** The last of each older major version that the package names as its host. */
const OLDER = ['eslint-9@npm:eslint@9.39.5', 'eslint-8@npm:eslint@8.57.1']

const project = new Project()

// Each test starts several programs, and a busy machine takes its time over each.
const SLOW = { timeout: 180_000 }

beforeAll(() => {
  project.install('eslint', ...OLDER, 'jscodeshift', 'typescript', 'typescript-eslint')
}, SLOW.timeout)

afterAll(() => {
  project.remove()
}, SLOW.timeout)

beforeEach(() => {
  project.empty()
})

describe('the README', SLOW, () => {
  const page = readFileSync(README, 'utf8')

  // `npx vitest run test/package -u` writes what the commands print now into the page.
  test('shows what its commands print', async () => {
    const configuration = /<!-- file (eslint\.config\.mjs) -->\n```js\n([^]*?)```/.exec(page)!
    project.write(configuration[1]!, configuration[2]!)
    await expect(follow(page, project)).toMatchFileSnapshot(README)
  })

  test('links to files that are there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path!)
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    const inPackage = links.filter((path) => path.startsWith('docs/'))
    expect(inPackage.filter((path) => !existsSync(join(project.folder, INSTALLED, path)))).toEqual([])
  })
})

// `npx vitest run test/package -t tutorial -u` writes what the commands print now into the page.
// A dozen programs one after another, on a machine that may be busy.
test('the tutorial leads from hidden 402s to tests that pass', { timeout: 600_000 }, async () => {
  await expect(follow(readFileSync(TUTORIAL, 'utf8'), project)).toMatchFileSnapshot(TUTORIAL)
})

describe('the package', SLOW, () => {
  test('holds what it runs on, and no tests or sources', () => {
    for (const path of ['dist/index.js', 'dist/index.d.ts', 'dist/cli/main.js', 'codemods/add-402-handling.cjs', 'README.md', 'LICENSE']) {
      expect(existsSync(join(project.folder, INSTALLED, path)), path).toBe(true)
    }
    for (const path of ['test', 'index.ts', 'rules', 'analysis']) expect(existsSync(join(project.folder, INSTALLED, path)), path).toBe(false)
  })

  test('asks for its hosts, and loads without jscodeshift and typescript', () => {
    project.write('load.cjs', `
      const Module = require('node:module')
      const load = Module._load
      Module._load = function (name, ...rest) {
        if (/^(?:jscodeshift|typescript|@typescript-eslint)/.test(name)) throw new Error('loads ' + name)
        return load.call(this, name, ...rest)
      }
      const plugin = require('eslint-plugin-http-errors')
      console.log(plugin.meta.name, Object.keys(plugin.configs).join())
    `)
    expect(project.run('node load.cjs')).toEqual({ code: 0, output: 'eslint-plugin-http-errors recommended,strict,all\n' })
  })

  test.each(OLDER)('says the same under %s', (older) => {
    const [folder] = older.split('@')
    project.write('eslint.config.js', "import http from 'eslint-plugin-http-errors'\nexport default [http.configs.strict]\n")
    project.write('src/news.js', "export const news = () => fetch('https://api.example.com/news').then((response) => response.json())\n")
    const newest = project.run('npx eslint src')
    expect(newest).toMatchObject({ code: 1, output: expect.stringMatching(/http-errors\/require-402-handling\n\n✖ 1 problem/) as string })
    expect(project.run(`node node_modules/${folder!}/bin/eslint.js src`)).toEqual(newest)
  })

  test('has types that defineConfig accepts', () => {
    project.write('eslint.config.ts', `
      import httpErrors from 'eslint-plugin-http-errors'
      import { defineConfig } from 'eslint/config'

      export default defineConfig([
        httpErrors.configs.recommended,
        { extends: [httpErrors.configs.strict, 'http-errors/all'], plugins: { 'http-errors': httpErrors } },
      ])
    `)
    expect(project.run('npx tsc --noEmit --strict --exactOptionalPropertyTypes --module nodenext eslint.config.ts')).toEqual({ code: 0, output: '' })
  })
})

describe('the codemod', SLOW, () => {
  const TYPESCRIPT = `
export interface Plan {
  readonly name: string
}

export async function loadPlan(id: string): Promise<Plan> {
  const response = await fetch(\`https://api.example.com/plans/\${id}\`)
  if (!response.ok) throw new Error('No such plan')
  return (await response.json()) as Plan
}

export const loadPlans = (): Promise<Plan[]> =>
  fetch('https://api.example.com/plans').then((response) => {
    if (response.status >= 400) {
      throw new TypeError('No plans')
    }
    return response.json() as Promise<Plan[]>
  })
`
  const JAVASCRIPT = `
export async function cancelPlan(id) {
  const res = await fetch('https://api.example.com/plans/' + id, { method: 'DELETE' })
  if (!res.ok) {
    return Promise.reject(new Error('The plan could not be cancelled'))
  }
}
`
  const CONFIGURATION = `
import { defineConfig } from 'eslint/config'
import httpErrors from 'eslint-plugin-http-errors'
import tseslint from 'typescript-eslint'

export default defineConfig([
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  httpErrors.configs.recommended,
])
`
  const COMPILER = {
    compilerOptions: {
      strict: true, target: 'es2022', lib: ['es2022', 'dom'], module: 'esnext', moduleResolution: 'bundler', allowJs: true, noEmit: true, types: [],
    },
    include: ['src'],
  }

  const reset = (): void => {
    project.empty()
    project.write('src/plans.ts', TYPESCRIPT)
    project.write('src/cancel.js', JAVASCRIPT)
    project.write('eslint.config.js', CONFIGURATION)
    project.write('tsconfig.json', JSON.stringify(COMPILER))
  }

  test('adds branches that type-check and that the rule is content with, once, by path or by name', () => {
    reset()
    expect(project.run('npx eslint src').output).toMatch(/✖ 3 problems/)

    const byPath = `npx jscodeshift -t ${INSTALLED}/codemods/add-402-handling.cjs src`
    expect(project.run(byPath)).toMatchObject({ code: 0, output: expect.stringContaining('0 errors') as string })
    const written = project.sources()
    expect(Object.keys(written).sort()).toEqual(['cancel.js', 'payment-required.ts', 'plans.ts'])
    expect(written['plans.ts']!.match(/PaymentRequiredError\.from\(/g)).toHaveLength(2)
    expect(written['cancel.js']).toContain('PaymentRequiredError.from(res)')

    expect(project.run('npx tsc -p .')).toEqual({ code: 0, output: '' })
    expect(project.run('npx eslint src')).toEqual({ code: 0, output: '' })
    expect(project.run(byPath).output).toContain('0 ok')
    expect(project.sources()).toEqual(written)

    reset()
    expect(project.run('npx eslint-plugin-http-errors init')).toMatchObject({ code: 0 })
    const byName = 'npx jscodeshift -t add-402-handling src'
    expect(project.run(byName)).toMatchObject({ code: 0, output: expect.stringContaining('0 errors') as string })
    expect(project.sources()).toEqual(written)
    expect(project.run(byName).output).toContain('0 ok')
  })
})
