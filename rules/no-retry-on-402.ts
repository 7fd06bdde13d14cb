import type { Rule } from 'eslint'

import type { RetryFinding, RetryVerdict } from '../analysis/index.ts'
import { createRule } from './create-rule.ts'
import { retriesOf } from './findings.ts'
import { headLocation } from './locations.ts'
import { DEFAULT_STATUSES, STATUSES_SCHEMA, wordsFor } from './statuses.ts'

interface Options {
  readonly statuses: readonly number[]
}

/** Verdicts with a proof that the same request goes out again. */
const REPORTED: ReadonlySet<RetryVerdict> = new Set(['explicit', 'blanket'])

/**
 * A 402 that is sent again unchanged is answered with a 402 again, and each round costs quota, time, or money where calls
 * are charged. Reported where a run of the code with that status sends the same request a second time, with no payment.
 */
export default createRule<Options>({
  name: 'no-retry-on-402',
  meta: {
    type: 'problem',
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
    },
    schema: [
      {
        type: 'object',
        properties: { statuses: STATUSES_SCHEMA },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ statuses: DEFAULT_STATUSES }],
  },
  create: (context, { statuses }) => ({
    'Program:exit'() {
      for (const finding of retriesOf(context, statuses)) {
        if (REPORTED.has(finding.verdict)) report(context, finding)
      }
    },
  }),
})

function report(context: Rule.RuleContext, finding: RetryFinding): void {
  const { status, verdict, request, paysAgain } = finding
  const unchanged = paysAgain ? 'Its client pays by itself, so every try pays again.' : wordsFor(status).unchanged
  context.report({
    loc: headLocation(context.sourceCode, finding.range),
    messageId: verdict,
    data: { status, request, count: countOf(finding), unchanged },
  })
}

/** The run is cut short, so that there may be more. */
function countOf({ requests, status, paysAgain }: RetryFinding): string {
  const missing = paysAgain ? undefined : wordsFor(status).missing
  return `at least ${requests} requests${missing === undefined ? '' : `, ${missing}`}`
}
