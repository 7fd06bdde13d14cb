import type { Answer, ResentAnswer } from '../../analysis/index.ts'
import { type Content, html, type Html } from './html.ts'

/** Answers that stand side by side and end alike. */
export interface Segment<Of> {
  readonly answers: readonly Of[]
  readonly first: Of
}

/** What happens for each answer as one band: neighbours that end alike are one piece, so that it shows what stands apart. */
export function checkStrip(answers: readonly Answer[], asked: number): Html {
  const segments = segmentsOf(answers, (a, b) => a.group === b.group && a.verdict === b.verdict && a.requests === b.requests)
  return strip(answers.length, segments.map((segment) => {
    const telling = segment.answers.find(({ status }) => status === asked) ?? segment.first
    const again = telling.requests > 1
    return piece(segment, asked, `${telling.verdict}${again ? ' again' : ''}`, [
      again && html`<b>${telling.requests}×</b> `,
      ending(telling, segment.answers.length === 1),
    ])
  }))
}

/** How often a construct sends for each answer. */
export function retryStrip(answers: readonly ResentAnswer[], asked: number, verdict: string): Html {
  const segments = segmentsOf(answers, (a, b) => a.requests === b.requests && a.perhaps === b.perhaps)
  return strip(answers.length, segments.map((segment) => {
    const { requests, perhaps } = segment.first
    const short = segment.answers.length === 1
    if (perhaps) return piece(segment, asked, 'unknown', ['perhaps', !short && ' again'])
    return requests > 1
      ? piece(segment, asked, `again ${verdict}`, [html`<b>${requests}×</b>`, !short && ' sent'])
      : piece(segment, asked, 'once', ['once'])
  }))
}

function strip(columns: number, pieces: readonly Html[]): Html {
  return html`<span class="strip of-${columns}">${pieces}</span>`
}

function piece<Of extends { readonly status: number | 'none' }>({ answers }: Segment<Of>, asked: number, kind: string, text: Content): Html {
  const isAsked = answers.some(({ status }) => status === asked)
  return html`<span class="piece span-${answers.length} ${kind}${isAsked && ' asked'}"><i>${rangeOf(answers)}: </i>${text}</span>`
}

/** Neighbours in the report by their first and last: `401–500`. */
function rangeOf(answers: readonly { readonly status: number | 'none' }[]): string {
  const [first, last] = [answers[0]!, answers.at(-1)!].map(({ status }) => nameOf(status))
  return first === last ? first! : `${first}–${last}`
}

/** Neighbours that are alike. */
export function segmentsOf<Of>(answers: readonly Of[], alike: (a: Of, b: Of) => boolean): Segment<Of>[] {
  const segments: { answers: Of[]; first: Of }[] = []
  for (const answer of answers) {
    const last = segments.at(-1)
    if (last && alike(last.first, answer)) last.answers.push(answer)
    else segments.push({ answers: [answer], first: answer })
  }
  return segments
}

/** How an answer is called. */
export function nameOf(status: number | 'none'): string {
  return status === 'none' ? 'no answer' : String(status)
}

/** How it ends, which is the most telling of what it does; in one column there is room for a word. */
function ending({ does, verdict }: Answer, isShort: boolean): string {
  const [end = does] = (verdict === 'success' ? /returns `[^`]*`/ : /(?:throws|returns) `[^`]*`$/).exec(does) ?? []
  return isShort ? /^\w*/.exec(end)![0] : end.replaceAll('`', '')
}
