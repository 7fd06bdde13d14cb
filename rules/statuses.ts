/** How messages speak of one HTTP status (RFC 9110 section 15, RFC 6585 for 429, RFC 7725 for 451). */
export interface StatusWords {
  /** What whoever gets the failure has to know; stands behind "can't tell that". */
  readonly meaning: string
  /** What the same request lacks when it is sent again; stands behind "at least 3 requests, ". */
  readonly missing?: string
  /** Why sending the same again does not help. A sentence. */
  readonly unchanged: string
}

const WORDS: Readonly<Record<number, StatusWords>> = {
  401: {
    meaning: 'it has to sign in',
    missing: 'no new credentials',
    unchanged: 'The same credentials get the same answer.',
  },
  402: {
    meaning: 'a payment is due',
    missing: 'no payment',
    unchanged: 'Until somebody pays, the same request gets the same answer.',
  },
  403: { meaning: 'access is refused', unchanged: 'The same request gets the same refusal.' },
  404: { meaning: 'nothing is found there', unchanged: 'The same address gets the same answer.' },
  409: { meaning: 'the change conflicts with another one', unchanged: 'The same change meets the same conflict.' },
  422: { meaning: 'what it sent is not valid', unchanged: 'The same content is as invalid as before.' },
  429: { meaning: 'it has to slow down', unchanged: 'Each further request makes the wait longer.' },
  451: { meaning: 'the law forbids it', unchanged: 'The same request gets the same refusal.' },
  500: { meaning: 'the server failed', unchanged: 'A failing server gets more load from it.' },
  503: { meaning: 'the service is not available for now', unchanged: 'A service that is overloaded gets more load from it.' },
}

/** The words for a status; those that have none of their own are called by number. */
export function wordsFor(status: number): StatusWords {
  return (
    WORDS[status] ?? {
      meaning: `the server answered ${status}`,
      unchanged: 'Nothing about the request has changed.',
    }
  )
}

/** The option `statuses`, which all rules share. */
export const STATUSES_SCHEMA = {
  description: 'The statuses that the question is asked for, each one by itself.',
  type: 'array',
  items: { type: 'integer', minimum: 400, maximum: 599 },
  minItems: 1,
  uniqueItems: true,
} as const

export const DEFAULT_STATUSES: readonly number[] = [402]
