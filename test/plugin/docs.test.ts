import { existsSync, readdirSync, readFileSync } from 'node:fs'

import * as parser from '@typescript-eslint/parser'
import { Linter, type Rule } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../index.ts'

const DOCS = new URL('../../docs/', import.meta.url)
const rules = Object.entries(plugin.rules) as [string, Rule.RuleModule][]

interface Example {
  readonly line: number
  /** The headings above it, the outermost first. */
  readonly under: readonly string[]
  readonly code: string
  readonly options: readonly object[]
  readonly settings: object
}

/** The fenced blocks of TypeScript in a page, with the options and settings that their fences name. */
function examplesOf(page: string): Example[] {
  const examples: Example[] = []
  const under: string[] = []
  let open: { line: number; info: string; code: string[] } | undefined
  for (const [index, line] of readFileSync(new URL(page, DOCS), 'utf8').split('\n').entries()) {
    const heading = /^(#+) (.*)$/.exec(line)
    if (open && line === '```') {
      if (/^ts\b/.test(open.info)) {
        const [, options = ''] = /options='([^']*)'/.exec(open.info) ?? []
        const [, settings = '{}'] = /settings='([^']*)'/.exec(open.info) ?? []
        examples.push({
          line: open.line,
          under: [...under],
          code: open.code.join('\n'),
          options: options === '' ? [] : [JSON.parse(options) as object],
          settings: JSON.parse(settings) as object,
        })
      }
      open = undefined
    } else if (open) {
      open.code.push(line)
    } else if (line.startsWith('```')) {
      open = { line: index + 1, info: line.slice(3), code: [] }
    } else if (heading) {
      under.splice(heading[1]!.length - 1)
      under[heading[1]!.length - 1] = heading[2]!
    }
  }
  return examples
}

function reportsOf({ code, options, settings }: Example, names: readonly string[]): string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    plugins: { 'http-errors': plugin },
    settings: { 'http-errors': settings },
    rules: Object.fromEntries(names.map((name) => [`http-errors/${name}`, ['error', ...options]])),
  }
  return new Linter().verify(code, [config], 'file.ts').map(({ line, message }) => `${line}: ${message}`)
}

const isUnder = ({ under }: Example, mark: string): boolean => under.some((heading) => heading.startsWith(mark))

describe.each([...rules.map(([name]) => [`rules/${name}.md`, [name]] as const), ['settings.md', rules.map(([name]) => name)] as const])(
  'docs/%s',
  (page, names) => {
    const examples = examplesOf(page)
    const incorrect = examples.filter((example) => isUnder(example, '❌'))
    const correct = examples.filter((example) => isUnder(example, '✅'))

    it('has examples of both kinds, and none that is neither', () => {
      expect(incorrect.length).toBeGreaterThan(0)
      expect(correct.length).toBeGreaterThan(0)
      expect(examples.filter((example) => !incorrect.includes(example) && !correct.includes(example))).toEqual([])
    })

    it.each(incorrect.map((example) => [example.line, example] as const))('reports the example in line %i', (_line, example) => {
      const reports = reportsOf(example, names)
      expect(reports.join('\n')).toMatch(/^\d+: (?:A|After a) \d{3} |^\d+: This names \d{3} |^\d+: `[\w$. ]+` (?:sends|may send) /m)
      expect(reports.join('\n')).not.toContain('Parsing error')
    })

    it.each(correct.map((example) => [example.line, example] as const))('is silent on the example in line %i', (_line, example) => {
      expect(reportsOf(example, names)).toEqual([])
    })
  },
)

describe.each(rules)('the page of %s', (name, { meta }) => {
  const text = readFileSync(new URL(`rules/${name}.md`, DOCS), 'utf8')

  it('begins with what eslint-doc-generator writes', () => {
    const [header = ''] = text.split('<!-- end auto-generated rule header -->')
    const description = meta?.docs?.description ?? ''
    expect(header).toContain(`# http-errors/${name}\n\n📝 ${description[0]?.toUpperCase()}${description.slice(1)}.`)
    for (const [preset, { rules: named }] of Object.entries(plugin.configs)) {
      expect(header.includes(`\`${preset}\``)).toBe(`http-errors/${name}` in (named ?? {}))
    }
    expect(header.includes('💡')).toBe(meta?.hasSuggestions === true)
  })

  it('has the sections that a reader looks for', () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map((match) => match[1])
    const wanted = ['What it reports', 'Why', 'Examples', 'Options', 'Limits', 'When not to use it', 'Sources']
    expect(headings.filter((heading) => wanted.includes(heading!))).toEqual(wanted)
  })

  it('has a section and an example for every option', () => {
    const [schema] = meta?.schema as [{ properties: object }]
    for (const option of Object.keys(schema.properties)) {
      expect(text).toContain(`### \`${option}\``)
      expect(text).toMatch(new RegExp(`options='\\{"${option}"`))
    }
  })
})

it('has a page for every rule and no other', () => {
  const pages = readdirSync(new URL('rules/', DOCS)).sort()
  expect(pages).toEqual(rules.map(([name]) => `${name}.md`).sort())
})

it('links to pages that there are', () => {
  for (const page of ['README.md', 'hosts.md', 'payment-required.md', 'settings.md', 'tutorial.md', 'versions.md', ...rules.map(([name]) => `rules/${name}.md`)]) {
    const base = new URL(page, DOCS)
    const links = [...readFileSync(base, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => new URL(match[1]!, base))
    expect(links.filter((link) => !existsSync(link)).map(String)).toEqual([])
  }
})
