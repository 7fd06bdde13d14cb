import { createHash } from 'node:crypto'

import type { AuditRecord } from './audit-records.ts'
import type { Failure } from './failures.ts'

/**
 * The audit as SARIF 2.1.0 (OASIS, sarif-v2.1.0-os), for code scanning. Verdicts that are fine, and what could not be told,
 * are no results: SARIF's readers take each result for a finding.
 */

type Level = 'error' | 'warning' | 'note'

interface RuleText {
  readonly id: string
  readonly level: Level
  readonly short: string
  readonly full: string
}

/** What is a result, by kind and verdict. Lost or paid twice: error. Worth a look: warning. Told apart roughly: note. */
const RULES: readonly RuleText[] = [
  {
    id: 'check/blind',
    level: 'error',
    short: 'Nothing tells a {status} from other failures',
    full: 'The request fails on a {status} as on any other failure, or only a log differs: nobody gets to know what it was.',
  },
  {
    id: 'check/unchecked',
    level: 'warning',
    short: 'A {status} goes on like a success',
    full: 'The status is never looked at: what comes with a {status} is used as if the request had succeeded.',
  },
  {
    id: 'check/text',
    level: 'note',
    short: 'Only the words of a message tell a {status} apart',
    full: 'The status, or what the server says, leaves only inside of a message, where code can not rely on it.',
  },
  {
    id: 'check/grouped',
    level: 'note',
    short: 'A {status} is treated like its neighbours',
    full: 'A {status} differs from a 500, but not from other statuses of its class.',
  },
  {
    id: 'retry/explicit',
    level: 'error',
    short: 'A request is sent again because of a {status}',
    full: '{status} is among the statuses after which the same request is sent again, with nothing done about it.',
  },
  {
    id: 'retry/blanket',
    level: 'error',
    short: 'A request is sent again after any failure, a {status} included',
    full: 'The same request is sent again after failures that are not told apart, and so after a {status}, with nothing done about it.',
  },
]

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json'
const PAGE = 'https://unpkg.com/eslint-plugin-http-errors/docs/audit.md'
const NAME = 'eslint-plugin-http-errors'

/** A file that could not be audited. */
export interface FailedFile extends Failure {
  readonly path: string
}

/** What a log is made of. */
export interface SarifInput {
  readonly records: readonly AuditRecord[]
  readonly failures: readonly FailedFile[]
  /** The one that was asked about. */
  readonly status: number
  /** Of this package. */
  readonly version: string
}

/** @returns a SARIF log with one run, ready for `JSON.stringify` */
export function toSarif({ records, failures, status, version }: SarifInput): object {
  const occurrences = new Map<string, number>()
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: NAME,
            version,
            semanticVersion: version,
            informationUri: `https://www.npmjs.com/package/${NAME}`,
            rules: RULES.map((rule) => toDescriptor(rule, status)),
          },
        },
        invocations: [{ executionSuccessful: failures.length === 0, toolExecutionNotifications: failures.map(toNotification) }],
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r', '\u2028', '\u2029'],
        results: records.flatMap((record) => toResult(record, occurrences)),
      },
    ],
  }
}

function toDescriptor({ id, level, short, full }: RuleText, status: number): object {
  const fill = (text: string): string => text.replaceAll('{status}', String(status))
  const [kind, verdict] = id.split('/') as [string, string]
  return {
    id,
    name: capital(kind) + capital(verdict),
    shortDescription: { text: fill(short) },
    fullDescription: { text: fill(full) },
    help: { text: `${fill(full)} What this verdict means, with an example: ${PAGE}`, markdown: `${fill(full)} [What this verdict means](${PAGE}#${verdict}).` },
    helpUri: `${PAGE}#${verdict}`,
    defaultConfiguration: { level },
    properties: { tags: ['http', 'error-handling', kind] },
  }
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

function toResult(record: AuditRecord, occurrences: Map<string, number>): object[] {
  const { kind, verdict, path, evidence, client, request, url, status, unpaid } = record
  const ruleIndex = RULES.findIndex(({ id }) => id === `${kind}/${verdict}`)
  // What is static or on this machine asks for no money.
  if (ruleIndex < 0 || unpaid) return []
  const { id, level } = RULES[ruleIndex]!
  const { line, column, endLine, endColumn } = record
  return [
    {
      ruleId: id,
      ruleIndex,
      level,
      message: { text: evidence },
      locations: [locationOf(path, { startLine: line, startColumn: column, endLine, endColumn })],
      relatedLocations: related(record),
      partialFingerprints: { 'httpErrors/v1': fingerprint([id, path, client, request, String(status)], occurrences) },
      properties: { client, request, status, ...(url !== undefined && { url }) },
    },
  ]
}

interface Region {
  readonly startLine: number
  readonly startColumn?: number
  readonly endLine?: number
  readonly endColumn?: number
}

function locationOf(path: string, region: Region | undefined): { physicalLocation: object } {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, ...(region && { region }) } }
}

/** The place that decides: the test or `catch` clause of a check, the request that a retry sends again. */
function related(record: AuditRecord): object[] {
  const [line, text] = record.kind === 'check' ? [record.decisionLine, 'What is done on a failure is decided here.'] : [record.requestLine, 'This is sent again.']
  return line === undefined ? [] : [{ id: 0, message: { text }, ...locationOf(record.path, { startLine: line }) }]
}

/** The same finding in later runs, wherever its lines have moved to: by what it is, and the how manieth of its like. */
function fingerprint(parts: readonly string[], occurrences: Map<string, number>): string {
  const key = parts.join('\0')
  const before = occurrences.get(key) ?? 0
  occurrences.set(key, before + 1)
  return createHash('sha256').update(`${key}\0${before}`).digest('hex').slice(0, 32)
}

function toNotification({ path, message, line, column }: FailedFile): object {
  const region = line === undefined ? undefined : { startLine: line, startColumn: column ?? 1 }
  return { level: 'error', message: { text: message }, locations: [locationOf(path, region)] }
}
