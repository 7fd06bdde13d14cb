/** Why a retry is left as it is, with the sentence that is shown. Closed list; each is explained in `docs/codemods/exclude-402-from-retry.md`. */
export const EXCLUSION_REFUSALS = {
  'no-status': 'What the retry gets says nothing of the status, and no 402 branch can be put in front of the check. Let the status out with the error first.',
  'on-purpose': 'Code that is there for this status alone sends the request again. What it should do instead is yours to say.',
  'no-option': 'This library has no option that leaves a status out; retries can only be turned off, or done by other code.',
  'options-elsewhere': 'The options of this retry are not written where they could be added to.',
  'no-way-out': 'There is no single condition that a 402 could be added to without changing what happens on other answers.',
} as const

export type ExclusionRefusalReason = keyof typeof EXCLUSION_REFUSALS

/** A retry that is left alone. */
export interface ExclusionRefusal {
  readonly reason: ExclusionRefusalReason
  /** One or two sentences for the user. */
  readonly message: string
}

export function refuseExclusion(reason: ExclusionRefusalReason): ExclusionRefusal {
  return { reason, message: EXCLUSION_REFUSALS[reason] }
}
