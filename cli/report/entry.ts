import type { Answer } from '../../analysis/index.ts'
import { codeBlock, codeIn } from './code.ts'
import { type CheckEntry, type Entry, isCheck, type RetryEntry } from './entries.ts'
import { html, type Content, type Html } from './html.ts'
import { checkStrip, nameOf, retryStrip, segmentsOf } from './strip.ts'
import { CHECK_MEANINGS, RETRY_MEANINGS } from './verdicts.ts'

/** A request or a retry: one line that opens to its code, the evidence, and what happens in full. */
export function entryItem(entry: Entry): Html {
  return isCheck(entry) ? checkItem(entry) : retryItem(entry)
}

function checkItem(entry: CheckEntry): Html {
  const { record, answers } = entry
  return item(entry, {
    place: `${record.line}`,
    name: html`<code>${record.request}</code>`,
    strip: answers && checkStrip(answers, record.status),
    outcomes: answers && outcomes(answers),
    meaning: CHECK_MEANINGS[record.verdict],
  })
}

function retryItem(entry: RetryEntry): Html {
  const { record, answers } = entry
  const { line, endLine, request, verdict, status } = record
  return item(entry, {
    place: endLine === line ? `${line}` : `${line}–${endLine}`,
    name: html`<em>retry of</em> <code>${request}</code>`,
    strip: answers && retryStrip(answers, status, verdict),
    outcomes: undefined,
    meaning: RETRY_MEANINGS[verdict],
  })
}

interface Parts {
  /** Line or lines. */
  readonly place: string
  readonly name: Html
  readonly strip: Html | undefined
  readonly outcomes: Html | undefined
  readonly meaning: string
}

function item({ record, code }: Entry, { place, name, strip, outcomes, meaning }: Parts): Html {
  const { kind, verdict, client, status, reason, evidence, unpaid, url } = record
  return html`<li class="entry ${kind} is-${kind}-${verdict}" id="${anchorOf(record)}" data-client="${client}"><details>
<summary><span class="place">${place}</span><span class="request">${name}</span><span class="client">${client}</span><span class="verdict ${verdict}">${verdict}</span>${strip ?? notTold(reason)}</summary>
<div class="body">${codeBlock(code)}<div class="told"><p>${codeIn(evidence)}</p>${outcomes}<p class="note">${status}: ${meaning}${reason && ` (${reason})`}.${url !== undefined && html` Sent to <code>${url}</code>.`}${unpaid && ' The address is static or local: there is nothing to pay.'}</p></div></div>
</details></li>
`
}

function notTold(reason: string | undefined): Html {
  return html`<span class="strip"><span class="piece all unknown">${reason ?? 'could not be told'}</span></span>`
}

function outcomes(answers: readonly Answer[]): Html {
  const segments = segmentsOf(answers, (a, b) => a.does === b.does && a.requests === b.requests)
  return html`<dl>${segments.map((segment) => html`<dt>${segment.answers.map(({ status }) => nameOf(status)).join(', ')}</dt><dd>${codeIn(segment.first.does)}${requestsOf(segment.first)}</dd>`)}</dl>`
}

function requestsOf({ requests, paid }: Answer): Content {
  return requests > 1 && html` <b>${requests} requests${paid && ', the last one paid'}</b>`
}

/** Where a link to the finding leads: an `id` must not hold white space. */
function anchorOf({ path, kind, line, column }: Entry['record']): string {
  return `${kind}:${path}:${line}:${column}`.replaceAll(/\s/g, '_')
}
