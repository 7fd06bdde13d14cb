import type { UnknownReason } from '../../analysis/findings.ts'

/** Why a site is left alone, with the sentence that is shown. Closed list; each is explained in `docs/codemods/add-402-handling.md`. */
export const REFUSALS = {
  'already-handled': 'A branch for 402 already stands in front of this check.',
  'still-lost': 'A branch for 402 was added, and yet what comes of a 402 can not be told from other failures further out: look where it goes.',
  unchecked: 'The response is used without a look at its status: there is no failure path to put a 402 branch in front of.',
  'response-handed-on': 'The response is handed on to code outside of this file, which is the place to handle a 402.',
  'not-understood': 'What the code does with a 402 could not be told.',
  'no-check': 'No test in this file decides what happens on a failure.',
  'catch-site': 'The client rejects on a 402, and what catches that is written in a way that leaves no place for a branch.',
  'catch-returns': 'The catch ends without throwing: a new rejection could surprise the callers.',
  'unsupported-check':
    'The check is neither an if, a switch nor a conditional whose branch ends the function, so there is no place to put a 402 branch.',
  'check-tests-more': 'The check asks for more than the status, so a branch in front of it could change what happens.',
  'guard-returns-a-value': 'The failure path returns a value: a new rejection could surprise the callers.',
  'guard-sets-state': 'The failure path does not end by throwing: a new rejection could surprise the callers.',
  'guard-goes-round': 'The failure path goes on with the next round of a loop, which a branch would end or repeat. If it is a retry, leave 402 out of it first.',
  'guard-does-more': 'The failure path does more than to throw, in several places, and a branch could leave some of it out.',
  'sent-again': 'As it stands nothing sends this request again after a 402; after the typed error something would. Let that leave 402 out first.',
  'caught-here': 'The throw ends in a catch of this very code that ignores what it gets, so a typed error would be lost there.',
  'server-answer': 'What is thrown here is what a server framework answers with: another error would be another answer.',
  'destructured-response': 'Only parts of the response were kept by destructuring; keep the response itself in a variable.',
  'no-response-variable': 'The response has no name at the check; keep it in a variable.',
  'several-responses': 'The check tests several responses, and which of them this request gave could not be told.',
  'not-a-response': 'What is tested is not known to have a `status`, as a response of fetch has.',
  'not-async': 'The function is neither async nor a promise callback, so the 402 body could not be read before it throws.',
  'other-status': 'Only for status 402 there is a typed error to throw.',
  'module-lacks-export': 'The module for the typed error is there and lacks what the branch needs; write it anew, or add it.',
  'not-a-module': 'The file is a plain script of a web page, which can import nothing.',
} as const

export type RefusalReason = keyof typeof REFUSALS

/** A site that is left alone. */
export interface Refusal {
  readonly reason: RefusalReason
  /** One or two sentences for the user. */
  readonly message: string
}

const UNKNOWNS: Readonly<Partial<Record<UnknownReason, string>>> = {
  budget: 'the code is too large for the step budget',
  'decided-by-body': 'the body or a header decides',
  stored: 'the response is kept in an object whose readers are not seen',
  'operation-not-seen': 'the request is passed in from code that is not seen',
  'not-reached': 'no path of its function reaches the request',
  'options-not-seen': 'the options of the client are not written in this file',
  'version-not-seen': 'the versions of the client differ here',
  'internal-error': 'the analysis failed, which is a bug of ours',
}

export function refuse(reason: RefusalReason): Refusal {
  return { reason, message: REFUSALS[reason] }
}

/** The refusal of a site that the analysis has no answer for. */
export function refuseUnknown(reason: UnknownReason | undefined): Refusal {
  const base = REFUSALS['not-understood']
  const why = reason && UNKNOWNS[reason]
  return { reason: 'not-understood', message: why ? `${base.slice(0, -1)}: ${why}.` : base }
}
