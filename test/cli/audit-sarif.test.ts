import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Ajv from 'ajv'
import { describe, expect, test } from 'vitest'

import { toRecords } from '../../cli/audit-records.ts'
import { toSarif } from '../../cli/audit-sarif.ts'
import manifest from '../../package.json' with { type: 'json' }
import { temporaryTree } from '../source/temporary-tree.ts'
import { run } from './command.ts'
import { check, LINES, retry } from './findings.ts'

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: object; readonly region: object } }]
  readonly relatedLocations: readonly object[]
  readonly partialFingerprints: Readonly<Record<string, string>>
}
interface Log {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly defaultConfiguration: { level: string } }[] } }
    readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly object[] }]
    readonly results: readonly Result[]
  }]
}

const require = createRequire(import.meta.url)
/** OASIS' own schema, as Microsoft's SDK for SARIF ships it. */
const SCHEMA = join(dirname(require.resolve('@microsoft/jest-sarif/package.json')), 'lib/schemas/sarif-2.1.0-rtm.5.json')
const ajv = new Ajv({ schemaId: 'id', meta: false, unknownFormats: 'ignore', allErrors: true })
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object, 'http://json-schema.org/draft-04/schema#')
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object)

function valid(log: unknown): Log {
  validate(log)
  expect(validate.errors ?? []).toEqual([])
  return log as Log
}

function logOf(findings: Partial<Parameters<typeof toRecords>[0]>, path = 'src/a.ts'): Log {
  const records = toRecords({ checks: [], retries: [], ...findings }, LINES, path)
  return valid(toSarif({ records, failures: [], status: 402, version: '1.2.3' }))
}

test('the schema refuses what is no SARIF', () => {
  const [{ results, ...run }] = logOf({ checks: [check(3)] }).runs
  const log = { version: '2.1.0', runs: [{ ...run, results: [{ ...results[0], locations: 'src/a.ts:3' }] }] }
  expect(validate(log)).toBe(false)
})

test('a request whose 402 gets lost', () => {
  const decision = [LINES.indexOf('let', 33), 50] as const
  const [result, ...more] = logOf({ checks: [check(2, { decision, range: [15, 36], url: '/api/user' })] }).runs[0].results
  expect(more).toEqual([])
  expect(result).toEqual({
    ruleId: 'check/blind',
    ruleIndex: 0,
    level: 'error',
    message: { text: "A 402 ends here like a 500: both throw Error('Failed to load')." },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%' },
        region: { startLine: 2, startColumn: 5, endLine: 4, endColumn: 4 },
      },
    }],
    relatedLocations: [{
      id: 0,
      message: { text: 'What is done on a failure is decided here.' },
      physicalLocation: { artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 4 } },
    }],
    partialFingerprints: { 'httpErrors/v1': expect.stringMatching(/^[\da-f]{32}$/) as string },
    properties: { client: 'fetch', request: "fetch('/api/user')", status: 402, url: '/api/user' },
  })
})

test('levels by verdict; what is fine, unpaid or not known is no result', () => {
  const checks = (['blind', 'unchecked', 'text', 'grouped', 'structured', 'handled', 'delegated', 'unknown'] as const)
    .map((verdict, at) => check(at + 1, { verdict }))
  const retries = (['explicit', 'blanket', 'filtered', 'network', 'pays', 'polling', 'unknown'] as const)
    .map((verdict, at) => retry(20 + at * 2, 21 + at * 2, { verdict }))
  const { results, tool } = logOf({ checks: [...checks, check(90, { unpaid: true })], retries }).runs[0]
  expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
    'check/blind error', 'check/unchecked warning', 'check/text note', 'check/grouped note', 'retry/explicit error', 'retry/blanket error',
  ])
  const { rules } = tool.driver
  for (const { ruleId, ruleIndex, level } of results) {
    expect(rules[ruleIndex]!.id).toBe(ruleId)
    expect(rules[ruleIndex]!.defaultConfiguration.level).toBe(level)
  }
  expect(rules).toHaveLength(results.length)
})

describe('fingerprints', () => {
  const prints = (log: Log) => log.runs[0].results.map(({ partialFingerprints }) => partialFingerprints['httpErrors/v1'])

  test('stay where lines are moved, and differ for each finding', () => {
    const first = prints(logOf({ checks: [check(3), check(9)], retries: [retry(20, 22)] }))
    expect(new Set(first).size).toBe(3)
    expect(prints(logOf({ checks: [check(5), check(50)], retries: [retry(70, 75)] }))).toEqual(first)
  })

  test('differ by file, request and verdict', () => {
    const all = [
      ...prints(logOf({ checks: [check(3)] })),
      ...prints(logOf({ checks: [check(3)] }, 'src/b.ts')),
      ...prints(logOf({ checks: [check(3, { request: 'fetch(url)' })] })),
      ...prints(logOf({ checks: [check(3, { verdict: 'text' })] })),
      ...prints(logOf({ checks: [check(3, { status: 429 })] })),
    ]
    expect(new Set(all).size).toBe(5)
  })
})

test('paths are relative URIs', () => {
  const { results } = logOf({ checks: [check(1)] }, '../app/[id]/a b#ü.ts').runs[0]
  expect(results[0]!.locations[0].physicalLocation.artifactLocation).toEqual({ uri: '../app/%5Bid%5D/a%20b%23%C3%BC.ts', uriBaseId: '%SRCROOT%' })
})

test('audit --sarif: one log on standard output, with the files that failed', () => {
  const root = temporaryTree({
    'src/user.ts': `// 😀\nexport const load = async () => { /* 😀 */ const r = await fetch('/api/x')
  if (!r.ok) throw new Error('no')
  return r.json() }
`,
    'src/bad.ts': 'fetch(',
  })
  const { code, stdout, stderr } = run(root, ['audit', '--sarif', 'src'])
  expect(code).toBe(2)
  expect(stderr).toBe('src/bad.ts:1:7: could not be parsed: Unexpected token\n')
  const [sarif] = valid(JSON.parse(stdout)).runs
  expect(sarif.tool.driver).toMatchObject({ name: 'eslint-plugin-http-errors', version: manifest.version })
  expect(sarif.invocations[0]).toEqual({
    executionSuccessful: false,
    toolExecutionNotifications: [{
      level: 'error',
      message: { text: 'could not be parsed: Unexpected token' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/bad.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 1, startColumn: 7 } } }],
    }],
  })
  // Columns in UTF-16 code units: the face takes two.
  expect(sarif.results.map(({ ruleId, locations }) => [ruleId, locations[0].physicalLocation.region])).toEqual([
    ['check/blind', { startLine: 2, startColumn: 60, endLine: 2, endColumn: 75 }],
  ])
})

test('--sarif and --json can not both have standard output', () => {
  const { code, stderr } = run(temporaryTree({ 'a.ts': '' }), ['audit', '--sarif', '--json', '.'])
  expect(code).toBe(3)
  expect(stderr).toMatch(/cannot be used with/)
})
