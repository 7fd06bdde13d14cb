import type { CheckVerdict, RetryVerdict } from '../../analysis/index.ts'
import { type AuditTally, CHECK_VERDICTS, RETRY_VERDICTS } from '../audit-summary.ts'
import { html, type Html } from './html.ts'
import { CHECK_MEANINGS, LOST, RESENT, RETRY_MEANINGS } from './verdicts.ts'

/** What the page says before it shows anything: how many there are, and how many of them lose the status. */
export function headline(tally: AuditTally, status: number): Html {
  const requests = total(tally, 'check', CHECK_VERDICTS)
  const lost = total(tally, 'check', LOST)
  if (requests === 0) return html`<h1>No request was found.</h1>`
  const what = status === 402 ? 'that a payment is due' : `a ${status} from another answer`
  return lost === 0
    ? html`<h1>Of ${plural(requests, 'request')}, none is blind to a ${status}.</h1>`
    : html`<h1><b>${lost} of ${plural(requests, 'request')}</b> can’t tell ${what}.</h1>`
}

/** The same in sentences, with the retries. */
export function lede(tally: AuditTally, status: number): Html {
  const retries = total(tally, 'retry', RETRY_VERDICTS)
  const resent = total(tally, 'retry', RESENT)
  const name = status === 402 ? 'a 402 Payment Required' : `a ${status}`
  const about = html`This is what the code does if a server answers ${name}: each request was run, abstractly, for each answer.`
  if (retries === 0) return html`<p class="lede">${about} Nothing sends a request again.</p>`
  const again = retries === 1
    ? `The only retry ${resent === 1 ? 'sends' : 'does not send'}`
    : `${resent === 0 ? 'None' : resent} of ${plural(retries, 'retry', 'retries')} ${resent > 1 ? 'send' : 'sends'}`
  return html`<p class="lede">${about} ${again} the same request again after it${status === 402 && ', with nothing paid'}.</p>`
}

function total(tally: AuditTally, kind: 'check' | 'retry', verdicts: readonly (CheckVerdict | RetryVerdict)[]): number {
  return verdicts.reduce((sum, verdict) => sum + tally.count(kind, verdict), 0)
}

/** A count with its noun. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** How the verdicts share the whole. Each is a filter; the style sheet applies it, with or without a script. */
export function legends(tally: AuditTally): Html {
  return html`<div class="legends">
${legend('Requests', 'check', CHECK_VERDICTS, CHECK_MEANINGS, tally)}
${legend('Retries', 'retry', RETRY_VERDICTS, RETRY_MEANINGS, tally)}
</div>`
}

function legend<Verdict extends CheckVerdict | RetryVerdict>(
  title: string, kind: 'check' | 'retry', verdicts: readonly Verdict[], meanings: Readonly<Record<Verdict, string>>, tally: AuditTally,
): Html | undefined {
  const counts = verdicts.map((verdict) => [verdict, tally.count(kind, verdict)] as const).filter(([, count]) => count > 0)
  const sum = counts.reduce((all, [, count]) => all + count, 0)
  if (sum === 0) return undefined
  return html`<fieldset><legend>${title} <b>${sum.toLocaleString('en')}</b></legend>
${shareBar(counts, sum)}
${counts.map(([verdict, count]) => html`<label class="${verdict}"><input type="checkbox" id="show-${kind}-${verdict}"><span class="verdict ${verdict}">${verdict}</span> <b>${count.toLocaleString('en')}</b> <small>${meanings[verdict]}</small></label>
`)}</fieldset>`
}

/** Of 100. */
const GAP = 0.4

function shareBar(counts: readonly (readonly [verdict: string, count: number])[], sum: number): Html {
  let x = 0
  const parts = counts.map(([verdict, count]) => {
    const width = (100 * count) / sum
    const part = html`<rect class="${verdict}" x="${x.toFixed(2)}" width="${Math.max(GAP, width - GAP).toFixed(2)}" height="8"><title>${count} ${verdict}</title></rect>`
    x += width
    return part
  })
  return html`<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`
}
