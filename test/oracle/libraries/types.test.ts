import { dirname, join, resolve } from 'node:path'

import ts from 'typescript'
import { describe, expect, it } from 'vitest'

import { transform } from '../../../codemods/exclude-402-from-retry.ts'
import { renderPaymentModule } from '../../../codemods/templates/render.ts'
import { isReported } from '../../codemods/exclude-402-from-retry/rows.ts'
import { LIBRARIES, readFixtures } from '../fixture.ts'

const fixtures = readFixtures(LIBRARIES)
const reported = fixtures.filter(({ text, path }) => isReported(text, path))

const edited = new Map(reported.map(({ name, path, text }) => [name, transform(text, path, { tests: 'edit', paymentModule: './payment-required.ts' })]))

/** Where the edited text of a fixture would stand. */
function besides(path: string): string {
  return resolve(path).replace(/\.ts$/, '.edited.ts')
}

/** The diagnostics of all fixtures and of what is made of them, by file. */
function diagnostics(): Map<string, string[]> {
  const project = join(LIBRARIES, 'tsconfig.json')
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(project, (path) => ts.sys.readFile(path)).config, ts.sys, LIBRARIES)
  const added = new Map<string, string>()
  for (const { name, path } of reported) {
    added.set(besides(path), edited.get(name)?.output ?? '')
    added.set(join(dirname(resolve(path)), 'payment-required.ts'), renderPaymentModule('ts'))
  }
  const host = ts.createCompilerHost(options)
  const inMemory: ts.CompilerHost = {
    ...host,
    fileExists: (path) => added.has(path) || host.fileExists(path),
    readFile: (path) => added.get(path) ?? host.readFile(path),
    getSourceFile: (path, target) => {
      const text = added.get(path)
      return text === undefined ? host.getSourceFile(path, target) : ts.createSourceFile(path, text, target, true)
    },
  }
  const found = new Map<string, string[]>()
  for (const { file, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([...fileNames, ...added.keys()], options, inMemory))) {
    const name = file?.fileName ?? ''
    found.set(name, [...(found.get(name) ?? []), ts.flattenDiagnosticMessageText(messageText, ' ')])
  }
  return found
}

describe('leaving a 402 out, in the words of each library', () => {
  const found = diagnostics()

  it('starts from programs that the compiler takes', () => {
    expect(fixtures.flatMap(({ path }) => found.get(resolve(path)) ?? [])).toEqual([])
  })

  it.each(reported.map((fixture) => [fixture.name, fixture] as const))('%s', (name, { path }) => {
    const result = edited.get(name)!
    expect(result.leftAlone).toEqual([])
    expect(isReported(result.output, path), result.output).toBe(false)
    expect(found.get(besides(path)) ?? [], result.output).toEqual([])
  })

  it('finds what is wrong', () => {
    expect(reported.length).toBeGreaterThan(35)
    expect(ts.createSourceFile('x.ts', 'const a: = 1', ts.ScriptTarget.ES2022)).toHaveProperty('parseDiagnostics.length', 1)
  })
})
