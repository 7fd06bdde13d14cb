import type { CheckVerdict, RetryVerdict } from '../../analysis/index.ts'

/** What a request verdict means, behind "402: ". In the order in which they need a look. */
export const CHECK_MEANINGS: Readonly<Record<CheckVerdict, string>> = {
  blind: 'ends like any other failure',
  unchecked: 'goes on like a success',
  text: 'only the words of a message tell it apart',
  grouped: 'ends like any other 4xx',
  structured: 'the status leaves as data',
  handled: 'has a branch of its own',
  delegated: 'handed to code that is not seen',
  unknown: 'could not be told',
}

export const RETRY_MEANINGS: Readonly<Record<RetryVerdict, string>> = {
  explicit: 'named among what is sent again',
  blanket: 'sent again, as after any failure',
  filtered: 'left out of what is sent again',
  network: 'only where no answer came',
  pays: 'sent again with a payment',
  polling: 'repeats for another purpose',
  unknown: 'could not be told',
}

/** Verdicts that say that a status gets lost. */
export const LOST: readonly CheckVerdict[] = ['blind', 'unchecked']
/** Verdicts that say that the same request is sent again, unpaid. */
export const RESENT: readonly RetryVerdict[] = ['explicit', 'blanket']
