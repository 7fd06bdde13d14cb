/**
 * What the analysis answers with: plain objects, ranges into the text, no AST nodes, no host types. Rules, codemods and
 * the audit all read these, so none of them can disagree with another.
 */

/** Half-open interval of UTF-16 code-unit offsets into the analysed text. */
export type Range = readonly [start: number, end: number]

/** The client that a request goes through, as documented in `docs/analysis.md`. */
export type ClientName = string

/**
 * What the code does with one status (402 unless asked otherwise) that it would not do with another one.
 *
 * - `handled`: differs in control from a 4xx that nobody names
 * - `grouped`: differs in control only from 500
 * - `structured`: what leaves carries the status, the response, its body or the client's own error as data
 * - `text`: the status or the server's words leave only inside a message
 * - `blind`: nothing tells it apart, or only a log does
 * - `unchecked`: it goes on like 200
 * - `delegated`: the raw response (or its promise, or the client's error) is handed to code that is not seen
 * - `unknown`: could not be told, see `reason`
 */
export type CheckVerdict =
  | 'handled'
  | 'grouped'
  | 'structured'
  | 'text'
  | 'blind'
  | 'unchecked'
  | 'delegated'
  | 'unknown'

/**
 * When the same request is sent again.
 *
 * - `explicit`: the status is named among those that are retried
 * - `blanket`: anything that is not ok, any error or any 4xx, and so this status too
 * - `filtered`: the condition leaves this status out, or retries are off
 * - `network`: only where no response came
 * - `pays`: sent again with a payment proof
 * - `polling`: repeats for another purpose, though it swallows failures
 * - `unknown`: could not be told, see `reason`
 */
export type RetryVerdict = 'explicit' | 'blanket' | 'filtered' | 'network' | 'pays' | 'polling' | 'unknown'

/** Why the analysis declines to answer. Closed list; each is explained in `docs/analysis.md`. */
export type UnknownReason =
  /** The step budget of the site ran out. */
  | 'budget'
  /** The failure path is decided by what the body or a header says, which the analysis does not know. */
  | 'decided-by-body'
  /** The condition under which the request is sent again is decided by code that is not seen. */
  | 'condition-not-seen'
  /** The response is kept in an object whose later readers are not seen. */
  | 'stored'
  /** The operation that may be sent again is passed in from code that is not seen. */
  | 'operation-not-seen'
  /** No path from the entry of its function reaches the request. */
  | 'not-reached'
  /** The options of the client or of the retry library are not written in this file. */
  | 'options-not-seen'
  /** Versions of the client or of the retry library differ here, and the file does not say which it uses. */
  | 'version-not-seen'
  /** The interpreter failed: a bug of ours, counted and never hidden. */
  | 'internal-error'

/** What the code does with one answer of the server. Given only where `AnalysisOptions.answers` asks. */
export interface Answer {
  readonly status: number | 'none'
  /** As for the status that was asked about; `success`: what the code takes for one. */
  readonly verdict: CheckVerdict | 'success'
  /** What it does that it would not do after a success, in words that stand behind "it". */
  readonly does: string
  /** Requests that are surely sent before that, the first one counted; at least 1. */
  readonly requests: number
  /** One of them carries a proof of payment. */
  readonly paid: boolean
  /** Answers with the same number take the same branches and end in the same way. */
  readonly group: number
}

/** How often a construct sends the request for one answer. */
export interface ResentAnswer {
  readonly status: number | 'none'
  /** At least 1; the interpreter stops counting early. */
  readonly requests: number
  /** Sent again or not: that could not be told. */
  readonly perhaps: boolean
}

/** A test that the run for the status made on the answer. */
export interface AnswerTest {
  readonly range: Range
  /** What it came out as; absent where something else than the status decides, or where its turns differ. */
  readonly outcome?: boolean
}

/** One request site and what becomes of the status that was asked about. */
export interface CheckFinding {
  readonly kind: 'check'
  /** The request call; for a response that comes from outside, the place where it enters. */
  readonly range: Range
  readonly client: ClientName
  /** The request as a person would name it, for example `fetch('/api/user')`: short, on one line. */
  readonly request: string
  /** The status the question was asked for. */
  readonly status: number
  readonly verdict: CheckVerdict
  readonly reason?: UnknownReason
  /** What happens, in one or two sentences that quote the code. */
  readonly evidence: string
  /** The test or `catch` clause that decides the failure path, where there is one. */
  readonly decision?: Range
  /** What that test came out as for the status; absent for a `catch`. */
  readonly outcome?: boolean
  /** What happens for each answer that was asked for; absent where the request was not reached. */
  readonly answers?: readonly Answer[]
  /** Each test on the answer that the run made, in the order in which they came first. */
  readonly tests?: readonly AnswerTest[]
  /** The code comes to the same ends as for a success, whatever the verdict; absent where it does not. */
  readonly endsLikeSuccess?: true
  /** It only asks: GET, HEAD. */
  readonly onlyAsks?: true
  /** It only asks, and a success takes nothing from the answer but that one came: whether something is there, or up. */
  readonly isProbe?: true
  /** It only asks, and its address does not say that an API answers: what it gets may be a file, a picture, a list of the program's own. */
  readonly mayBeFile?: true
  /** Code that is not seen gives the response beside what it has made of it: it may have told of a failure by itself. */
  readonly madeElsewhere?: true
  /** Nothing in the file sends it: only the way in which the answer is used says that there is a request. */
  readonly isSupposed?: true
  /** True where the address is plainly a static asset, `data:`, `blob:` or on this machine. */
  readonly unpaid: boolean
  /** The URL as far as it is known, or undefined. */
  readonly url?: string
}

/** A place where code gets the status, as the run saw it. */
export interface StatusPlace {
  /** A name that is given a value, a `catch` clause or a function that has no parameter for it, or a library's call. */
  readonly range: Range
  /** Where in the value the status is: `response.status`; empty where the value is the status itself. */
  readonly place: string
}

/** One construct that may send the same request again. */
export interface RetryFinding {
  readonly kind: 'retry'
  /** The loop, the call that sends again, or the library call. */
  readonly range: Range
  /** The request call that is sent again. */
  readonly site: Range
  readonly client: ClientName
  readonly request: string
  readonly status: number
  readonly verdict: RetryVerdict
  readonly reason?: UnknownReason
  readonly evidence: string
  /** Requests that are surely sent, the first included, as far as the run was carried on. At least 2 where the status is retried. */
  readonly requests: number
  /** How often it sends for each answer that was asked for. */
  readonly answers?: readonly ResentAnswer[]
  /** The client pays for a request by itself (x402, mppx), so that each request that is sent again is a payment. */
  readonly paysAgain?: true
  /** Requests that the options of a library allow, the first included; Infinity: nothing ends them; absent where not known. */
  readonly atMost?: number
  /** The library that sends again, as `docs/clients.md` names it, and its function: `p-retry`, `default`. */
  readonly library?: { readonly name: string; readonly function: string }
  /** Answers after which the request was seen to be sent again; `none`: none came. Only who asks for all retries is told of more than the status, one like it, a 500 and a 200. */
  readonly after: readonly (number | 'none')[]
  /** Nothing in the file sends it: only the way in which the answer is used says that there is a request. */
  readonly isSupposed?: true
  /** Where the code gets the status that was asked about. */
  readonly statusPlaces: readonly StatusPlace[]
  readonly unpaid: boolean
  readonly url?: string
}

export type Finding = CheckFinding | RetryFinding

/** All findings of one file for one status, in source order. */
export interface FileFindings {
  readonly checks: readonly CheckFinding[]
  readonly retries: readonly RetryFinding[]
}
