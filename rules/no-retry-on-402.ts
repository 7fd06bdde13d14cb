import type { Rule } from 'eslint'

import { countOfRequests } from '../analysis/evidence.ts'
import type { RetryFinding, UnknownReason } from '../analysis/index.ts'
import { exclusionOf } from '../codemods/exclusions/libraries.ts'
import { CERTAINTIES, type Certainty } from './certainty.ts'
import { createRule } from './create-rule.ts'
import { exclusionSuggestions } from './exclusion-suggestions.ts'
import { retriesOf, want } from './findings.ts'
import { headLocation } from './locations.ts'
import { DEFAULT_STATUSES, STATUSES_SCHEMA, wordsFor } from './statuses.ts'
import { orNone } from './suggestions.ts'

interface Options {
  readonly statuses: readonly number[]
  readonly certainty: Certainty
}

/** What can't be told from the file, in words that stand behind "may", and makes a retry likely. */
const DOUBTS: Readonly<Partial<Record<UnknownReason, string>>> = {
  'options-not-seen': 'its options, or the defaults of its client, are not written in this file',
  'operation-not-seen': 'what it calls again is not in this file, and may fail on a {{status}}',
  'condition-not-seen': 'the condition is not in this file',
}

/**
 * A 402 that is sent again unchanged is answered with a 402 again, and each round costs quota, time, or money where calls
 * are charged. Reported where a run of the code with that status sends the same request a second time, with no payment.
 */
export default createRule<Options>({
  name: 'no-retry-on-402',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: {
      description: 'disallow sending the same request again after a 402 Payment Required',
      recommended: true,
      strict: true,
    },
    messages: {
      blanket:
        'After a {{status}} this sends `{{request}}` again, as after any failure that it doesn\'t name: {{count}}. {{unchanged}} Leave {{status}} out of what is retried.',
      explicit:
        'This names {{status}} among the statuses after which `{{request}}` is sent again: {{count}}. {{unchanged}} Take {{status}} off that list.',
      library: '`{{name}}` sends {{what}} again on any failure that its options don\'t name, {{status}} included: {{count}}. {{unchanged}} Leave {{status}} out{{words}}.',
      libraryNames: '`{{name}}` sends {{what}} again on a {{status}}, which its options name: {{count}}. {{unchanged}} Take {{status}} off them.',
      likely: '`{{name}}` may send {{what}} again on a {{status}}: {{doubt}}. {{unchanged}} Leave {{status}} out{{words}}.',
      leaveOut: 'Leave {{status}} out of what is sent again{{note}}.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          statuses: STATUSES_SCHEMA,
          certainty: {
            description:
              'How sure the rule has to be: `proven` (a run of the code in the file shows it), or `likely` (also what a library does by default where the file does not say otherwise, and what only the use of its answer shows to be a request).',
            type: 'string',
            enum: [...CERTAINTIES],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ statuses: DEFAULT_STATUSES, certainty: 'proven' }],
  },
  create(context, { statuses, certainty }) {
    want(context.sourceCode, { retries: certainty, supposed: certainty === 'likely' })
    return {
      'Program:exit'() {
        for (const finding of retriesOf(context, statuses)) {
          if (isProven(finding) || (certainty === 'likely' && isLikely(finding))) report(context, finding)
        }
      },
    }
  },
})

/** There is a proof that the same request goes out again. */
function isProven(finding: RetryFinding): boolean {
  return finding.client !== 'operation' && finding.isSupposed !== true && isSentAgain(finding)
}

/** A library sends it again unless code that is not seen says otherwise; or it is a request, as far as the use of its answer tells. */
function isLikely(finding: RetryFinding): boolean {
  const { library, verdict, reason, isSupposed } = finding
  if (verdict === 'unknown') return library !== undefined && reason !== undefined && reason in DOUBTS
  return (library !== undefined || isSupposed === true) && isSentAgain(finding)
}

function isSentAgain({ verdict }: RetryFinding): boolean {
  return verdict === 'explicit' || verdict === 'blanket'
}

function report(context: Rule.RuleContext, finding: RetryFinding): void {
  context.report({
    loc: headLocation(context.sourceCode, finding.range),
    ...messageFor(context, finding),
    suggest: orNone(() => exclusionSuggestions(context, finding, 'leaveOut')),
  })
}

function messageFor({ sourceCode }: Rule.RuleContext, finding: RetryFinding): { messageId: string; data: Record<string, string> } {
  const { status, verdict, reason, request, library, paysAgain } = finding
  const unchanged = paysAgain ? 'Its client pays by itself, so every try pays again.' : wordsFor(status).unchanged
  const data = { status: String(status), request, count: countOf(finding), unchanged }
  if (!library) return { messageId: verdict, data }
  const about = { ...data, name: nameIn(sourceCode.text, finding), what: whatOf(finding), words: optionsOf(library.name) }
  if (!isProven(finding)) return { messageId: 'likely', data: { ...about, doubt: doubtOf(reason, status) } }
  return { messageId: verdict === 'explicit' ? 'libraryNames' : 'library', data: about }
}

function doubtOf(reason: UnknownReason | undefined, status: number): string {
  return (DOUBTS[reason ?? 'operation-not-seen'] ?? '').replace('{{status}}', String(status))
}

/** What the code calls the function of the library: `pRetry`, `new RetryLink`. */
function nameIn(text: string, { range: [start, end], library }: RetryFinding): string {
  const call = text.slice(start, end)
  const [name = library?.name ?? ''] = /^(?:new\s+)?[\w$.]+/.exec(call) ?? []
  return name
}

/** The request, or whatever is sent through what the call sets up. */
function whatOf({ client, request, range, site, library }: RetryFinding): string {
  if (client === 'operation') return 'what it is given'
  const isSetUp = range[0] === site[0] && range[1] === site[1] && client !== 'fetch'
  return isSetUp && library?.name !== client ? 'what goes through it' : isSetUp ? 'this request' : `\`${request}\``
}

/** What a library leaves a status out by, in words that stand behind "Leave 402 out". */
function optionsOf(library: string): string {
  const words = exclusionOf(library)?.words ?? []
  return words.length === 0 ? '' : ` with ${words.map((word) => `\`${word}\``).join(' or ')}`
}

function countOf({ requests, atMost, status, paysAgain }: RetryFinding): string {
  const missing = paysAgain ? undefined : wordsFor(status).missing
  return `${countOfRequests(requests, atMost)}${missing === undefined ? '' : `, ${missing}`}`
}
