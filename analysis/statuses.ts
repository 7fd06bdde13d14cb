/** Other answers for which a request may be sent again, where the file names them. */
const RETRIED_FOR: readonly number[] = [429, 401, 402, 408, 503, 409, 425, 403, 404, 502, 504, 202]
/** Code that has names for statuses names no numbers. */
const STATUS_NAMES = /TOO_MANY_REQUESTS|TooManyRequests|UNAUTHORIZED\b|SERVICE_UNAVAILABLE|ServiceUnavailable/
/** Failures of other requests that code has a use for, the likeliest first, as it names them. */
const OTHER_FAILURES: readonly (readonly [number, RegExp])[] = [
  [401, /401|unauthori[sz]ed/i],
  [404, /404|not_?found/i],
  [429, /429|too_?many_?requests|rate_?limit/i],
  [403, /403|forbidden/i],
  [400, /400|bad_?request/i],
]
/** Numbers that may be statuses of an answer after which the code goes on to another request. */
const STATUS_NUMBER = /\b(?:20[1-7]|30[1-8]|4[0-3]\d|451|50[0-4])\b/g
/** So many of them are tried. */
const MOST_OTHERS = 12
/** So many of them in one run. */
const MOST_AT_ONCE = 4
/** Statuses that hardly any code names, to stand for any other of their class, which is their first digit. */
const HARDLY_NAMED: Readonly<Record<number, readonly number[]>> = {
  2: [226, 208, 207],
  3: [306, 305, 300],
  4: [418, 417, 421, 424, 426, 431],
  5: [508, 510, 506, 511, 507, 505],
}
/** Failures of another class, to compare with. */
const CLIENT_FAILURES = [404, 400, 422, 418]
const SERVER_FAILURES = [500]

/** With which statuses a file is run besides that which is asked about. */
export interface Statuses {
  /** A status of the same class that the file does not name: what is not named goes like any other of its class. */
  readonly unnamed: number
  /** A failure of another class. */
  readonly other: number
  /** What other requests may be answered, until the one in question is reached. */
  readonly otherAnswers: readonly number[]
  /** The first of these, for where each may be answered in its own way. */
  readonly likeliestAnswers: readonly number[]
  /** Answers for which the code may send again and that it can tell from others; `undefined`: none came. */
  readonly retriedFor: readonly (number | undefined)[]
}

/** @param status that which is asked about */
export function statusesFor(text: string, status: number): Statuses {
  const byName = STATUS_NAMES.test(text)
  const named = [...OTHER_FAILURES.flatMap(([item, name]) => (name.test(text) ? item : [])), 402, 500]
  const answers = [...new Set([200, ...named, ...(text.match(STATUS_NUMBER) ?? []).map(Number)])].slice(0, MOST_OTHERS)
  const firstUnnamed = (candidates: readonly number[]): number => {
    const others = candidates.filter((candidate) => candidate !== status)
    return others.find((candidate) => !text.includes(String(candidate))) ?? others[0] ?? 418
  }
  return {
    unnamed: firstUnnamed(HARDLY_NAMED[Math.floor(status / 100)] ?? [418]),
    other: firstUnnamed(status >= 500 ? CLIENT_FAILURES : SERVER_FAILURES),
    otherAnswers: answers,
    likeliestAnswers: answers.slice(0, MOST_AT_ONCE),
    retriedFor: [undefined, ...RETRIED_FOR.filter((item) => item !== status && (byName || text.includes(String(item))))],
  }
}
