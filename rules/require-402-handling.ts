import type { Rule } from 'eslint'

import type { CheckFinding } from '../analysis/index.ts'
import { CERTAINTIES, type Certainty } from './certainty.ts'
import { createRule } from './create-rule.ts'
import { checksOf, want } from './findings.ts'
import { headLocation } from './locations.ts'
import { saysWhatIsPaid } from './paid-endpoints.ts'
import { readSettings } from './settings.ts'
import { DEFAULT_STATUSES, STATUSES_SCHEMA, wordsFor } from './statuses.ts'
import { branchSuggestions, orNone } from './suggestions.ts'

/** Verdicts that this rule can report, the surest first. */
const REPORTABLE = ['blind', 'text', 'unchecked', 'grouped'] as const

type Reportable = (typeof REPORTABLE)[number]

interface Options {
  readonly statuses: readonly number[]
  readonly report: readonly Reportable[]
  readonly certainty: Certainty
}

/**
 * Where a 402 ends like any other failure, nobody downstream can ask for a payment, show the way to one, or stop. Reported
 * where runs of the code for 402, for an unnamed 4xx and for 500 end alike.
 */
export default createRule<Options>({
  name: 'require-402-handling',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    docs: {
      description: 'require that a 402 Payment Required can be told from other failures',
      recommended: true,
      strict: { report: REPORTABLE, certainty: 'likely' },
    },
    messages: {
      blind:
        '{{evidence}} Whoever waits for {{requests}} can\'t tell that {{meaning}}. Branch on {{status}} {{place}}, or let the status out with the failure.',
      text:
        '{{evidence}} Whoever waits for {{requests}} has to search that text to learn that {{meaning}}. Branch on {{status}} {{place}}, or put the status into a field of the error.',
      unchecked:
        '{{evidence}} What {{requests}} gets is used as if all had gone well. Look at the status before the answer is used.',
      grouped:
        '{{evidence}} Whoever waits for {{requests}} can\'t tell that {{meaning}}. Branch on {{status}} {{place}}.',
      addBranch: 'Throw a typed `{{error}}` on {{status}}, imported from \'{{module}}\'{{note}}.',
      addNotification: 'Report a {{status}} to the listeners of `onPaymentRequired`, by way of \'{{module}}\'{{note}}; the rest goes on.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          statuses: STATUSES_SCHEMA,
          report: {
            description:
              'What is reported: `blind` (nothing tells the status apart), `text` (only the words of a message do), `unchecked` (it goes on like a 200), `grouped` (it is told from a 500, but not from its own class).',
            type: 'array',
            items: { enum: [...REPORTABLE] },
            minItems: 1,
            uniqueItems: true,
          },
          certainty: {
            description:
              'How sure it has to be that somebody may charge for it: `proven` (a request is sent in the file, or by a call that is given what a request is given, is more than a probe, and does not just get what may be a file), or `likely` (all of that, too).',
            type: 'string',
            enum: [...CERTAINTIES],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ statuses: DEFAULT_STATUSES, report: ['blind'], certainty: 'proven' }],
  },
  create(context, { statuses, report, certainty }) {
    want(context.sourceCode, { checks: report, supposed: certainty === 'likely' })
    const isListed = saysWhatIsPaid(readSettings(context.settings).paidEndpoints ?? [])
    return {
      'Program:exit'() {
        const reported: ReadonlySet<string> = new Set(report)
        const findings = checksOf(context, statuses).filter((finding) => reported.has(finding.verdict) && (certainty === 'likely' || isProven(finding, isListed)))
        for (const group of byDecision(findings)) reportGroup(context, group)
      },
    }
  },
})

/**
 * There surely is a request, which is more than a probe of whether something is there, and what it gets is no file.
 *
 * @param isListed the settings say that it may ask for a payment
 */
function isProven({ isSupposed, isProbe, mayBeFile }: CheckFinding, isListed: boolean): boolean {
  return !isSupposed && !isProbe && (isListed || !mayBeFile)
}

/** A check that several requests share is one problem: `const data = await check(await fetch(a))`, and so on. */
function byDecision(findings: readonly CheckFinding[]): readonly (readonly [CheckFinding, ...CheckFinding[]])[] {
  const groups = new Map<string, [CheckFinding, ...CheckFinding[]]>()
  for (const finding of findings) {
    const { decision, range, status, verdict } = finding
    const key = [status, verdict, ...(decision ?? range)].join(' ')
    const group = groups.get(key)
    if (group) group.push(finding)
    else groups.set(key, [finding])
  }
  return [...groups.values()]
}

function reportGroup(context: Rule.RuleContext, group: readonly [CheckFinding, ...CheckFinding[]]): void {
  const [finding] = group
  const { decision, range, status, verdict, evidence } = finding
  context.report({
    loc: headLocation(context.sourceCode, decision ?? range),
    messageId: verdict,
    data: { evidence, status, requests: nameAll(group), meaning: wordsFor(status).meaning, place: placeOf(finding, context) },
    suggest: orNone(() => branchSuggestions(context, finding, { throws: 'addBranch', tells: 'addNotification' })),
  })
}

function nameAll([{ request }, ...others]: readonly [CheckFinding, ...CheckFinding[]]): string {
  const [name, more] = [`\`${request}\``, others.length]
  if (more === 0) return name
  return more === 1 ? `${name} and one other request` : `${name} and ${more} other requests`
}

/** Where the branch belongs, in words that stand behind "Branch on 402". */
function placeOf({ decision }: CheckFinding, { sourceCode }: Rule.RuleContext): string {
  if (decision === undefined) return 'here'
  return sourceCode.text.startsWith('catch', decision[0]) ? 'in this `catch`' : 'before this check'
}
