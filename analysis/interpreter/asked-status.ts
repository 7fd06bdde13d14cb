import { reasonPhrase } from './reason-phrases.ts'

/** Stand in a text for the status that is asked about, digit for digit, and for its reason phrase (RFC 9110, 15). */
export const STATUS_MARK = '\uE000\uE000\uE000'
export const REASON_MARK = '\uE001'

const MARKS = /\uE000{1,3}|\uE001/g

/** A text with the marks in it as it reads for a status. */
export function said(text: string, status: number | undefined): string {
  if (!/[\uE000\uE001]/.test(text)) return text
  return text.replaceAll(MARKS, (mark) => (mark === REASON_MARK ? reasonPhrase(status ?? 0) : String(status).slice(0, mark.length)))
}

/** A text that holds the status, or the status itself as a number. */
export interface Told {
  /** With the marks in it. */
  readonly text: string
  readonly isNumber: boolean
  readonly asked: AskedStatus
}

/** What a told value is for a status. */
export function toldFor({ text, isNumber }: Told, status: number | undefined): string | number {
  return isNumber ? (status ?? 0) : said(text, status)
}

/** A status that no text is made for. */
const UNLIKELY = 987

interface Question {
  readonly ask: (status: number | undefined) => unknown
  readonly answer: unknown
}

/**
 * The status of a run, with all that the run asked of it. Another status of which the same answers hold would have made
 * the same run: so one run is for all statuses that the code can't tell apart (as in concolic execution).
 */
export class AskedStatus {
  private readonly status: number | undefined
  private readonly questions: Question[] = []
  /** The number itself was read: what was made of it is not known. */
  private isRead = false

  /** @param status undefined: no answer comes */
  constructor(status: number | undefined) {
    this.status = status
  }

  /** The answer of a question about the status. */
  ask<T>(question: (status: number | undefined) => T): T {
    const answer = question(this.status)
    this.questions.push({ ask: question, answer })
    return answer
  }

  /** The status itself: no other status makes the same run then. */
  read(): number | undefined {
    this.isRead = true
    return this.status
  }

  /** Whether a number is this status; not a question about it, as it is for numbers that were handed on unread. */
  is(status: number | undefined): boolean {
    return status !== undefined && status === this.status
  }

  /** The status as a number that was not read. */
  get unread(): Told {
    return { text: STATUS_MARK, isNumber: true, asked: this }
  }

  /** A text that is made of the status, unread where it has nothing of it but the digits. */
  tell(text: (status: number) => string): Told | string {
    const mine = text(this.status ?? 0)
    const told = mine.replaceAll(String(this.status), STATUS_MARK)
    const isDigitsOnly = text(UNLIKELY) === said(told, UNLIKELY)
    return isDigitsOnly ? { text: told, isNumber: false, asked: this } : this.ask((status) => text(status ?? 0))
  }

  /** Whether a run for another status would have been the same. */
  standsFor(other: number | undefined): boolean {
    if (other === this.status) return true
    if (this.isRead || this.status === undefined || other === undefined) return false
    return this.questions.every(({ ask, answer }) => Object.is(ask(other), answer))
  }
}
