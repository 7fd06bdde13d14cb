import { namesClient } from './clients/index.ts'

// What the text of a file must hold, short of comments in the middle of an expression, for any site to be in it. Each test
// is wider than the one on the tree that it stands for (`response-use.ts`, `outside-sites.ts`).

const REQUEST_WORDS = /[fF]etch|\.ok\b|\bok\b\s*[,}]|\bstatus\b/

/** A name under which `fetch` is handed around, where it is no word of a sentence. */
const FETCH_NAME =
  /\b[_$]*(?:custom|base|global|native|original|orig|http|fetch|raw|node|cross)*_?fetch(?:Impl|Fn|Func|Function|Implementation|Api|Method|Client)?\b(?![ \t]+(?!(?:as|satisfies|in|of|instanceof)\b)[a-z])/i
/** `getFetch()(url)` */
const CALLED_TWICE = /\)\s*(?:\?\.\s*)?\(/
const OK_READ = /\.ok\b|\bok\b\s*[,}]/
const STATUS_READ = /\.\s*status\b|\bstatus\b['"`]?\s*[\],}=:]/
const STATUS_CODE = /\b(?:[1-5]\d\d\b|0[xob]|\d+e\d|\d+_\d)/i
const RESPONSE_NAME = /\b_?(?:res|resp|response|r|rsp)\d?\b|Res(?:p|ponse)?\b/
const ERROR_READ = /\bstatusCode\b|\bresponse\b\s*['"`]?\s*[!?.[\])]/

/**
 * Whether a file can have anything to do with requests, by its text alone: false means that it can't.
 *
 * @param operations whether calls count that are not known to be requests, and may be made again when they fail
 */
export function mayHoldRequests(text: string, operations = true): boolean {
  if (last?.text !== text || last.operations !== operations) last = { text, operations, answer: scan(text, operations) }
  return last.answer
}

/** Each rule asks about the file that it is given, and the analysis once more. */
let last: { readonly text: string; readonly operations: boolean; readonly answer: boolean } | undefined

function scan(text: string, operations: boolean): boolean {
  if (namesClient(text)) return true
  return REQUEST_WORDS.test(text) && (operations || holdsNames(text))
}

function holdsNames(text: string): boolean {
  if (FETCH_NAME.test(text) || OK_READ.test(text)) return true
  if (/fetch/i.test(text) && CALLED_TWICE.test(text)) return true
  if (STATUS_READ.test(text) && (STATUS_CODE.test(text) || RESPONSE_NAME.test(text))) return true
  return text.includes('catch') && ERROR_READ.test(text)
}
