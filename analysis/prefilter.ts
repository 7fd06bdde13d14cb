import { clientsNamed, type Counted } from './clients/named.ts'
import { ownModules, type OwnClients } from './clients/own-clients.ts'
import { MODULE_NAME, OPTIONS_NAME } from './fetch-names.ts'

// What the text of a file must hold, short of comments in the middle of an expression, for any site to be in it. Each test
// is wider than the one on the tree that it stands for (`fetch-names.ts`, `response-use.ts`, `outside-sites.ts`).

/** Where anything may be an operation that is made again. */
const REQUEST_WORDS = /[fF]etch|\.ok\b|\bok\b\s*[,}]|\bstatus(?:Code)?\b/
/** Words of code that makes a call again which is not known to be a request. */
const RETRY_WORDS = /retr(?:y|ies)|attempt/i

/** A name under which `fetch` is handed around. */
const FETCH_END = String.raw`fetch(?:Impl|Fn|Func|Function|Implementation|Api|Client)?(?![\w$])`
const FETCH = String.raw`(?<![\w$#])[_$#]*(?:custom|base|global|native|original|orig|http|fetch|raw|node|cross)?_?${FETCH_END}`
/** What that is a property of, if of anything; as long as anybody writes it, since each `fetch` looks back over it. */
const OWNER = String.raw`(?:[\w$#]+[\s!?]*(?:\.|\[['"\`])\s*){0,10}`
// What stands before a word is looked at where the word is: to look for what may stand anywhere takes many times as long.
/** It is called, or kept under another name. */
const FETCH_USED = new RegExp(
  String.raw`${FETCH_END}(?:(?<=${FETCH})(?:(?:[\s!)'"\`\]]|\?\.)*(?:[(<]|\.\s*(?:call|bind|apply)\b)|\s+(?:as|satisfies)\b)` +
    String.raw`|(?<=(?:=|\?\?|\|\||&&)[\s(]*(?:<[^<>]*>\s*)?${OWNER}${FETCH}))`,
  'i',
)
/** It is no method, or one of what has options; methods of other objects that are called so are told by their options. */
const FETCH_OWNED = new RegExp(
  String.raw`${FETCH_END}(?<=(?<!\.\s*|[\w$#]|['"\`]|\basync\s+)${FETCH}|(?<![\w$])(?:${[OPTIONS_NAME, MODULE_NAME, /^(?:globalThis|window|parent|top|opener|frames)$/].map(({ source }) => source.replaceAll(/\^|\$$/g, '')).join('|')})[\s!?)]*(?:\.|\[['"\`])\s*${FETCH})`,
  'i',
)
const REQUEST_OPTION = /\b(?:method|headers|signal|body|credentials)\b['"`\]\s]*[:,}(]/
/** `const { fetch: send } = globalThis` */
const GLOBAL_PARTS = /\}\s*=\s*(?:globalThis|window|self|global)\b/
/** `getFetch()(url)` */
const MADE_FETCH = /fetch[\w$]*[\s!)]*(?:\?\.\s*)?(?:<[^;]{0,100}?>)?\([^;]{0,300}?\)\s*(?:\?\.\s*)?\(/i

const OK_READ = /ok\b(?:(?<=(?:\.\s*|\[\s*['"`])ok)|(?<=\bok)\s*[,}:=])/
const STATUS = String.raw`(?:\.\s*status(?:Code)?\b|\[\s*['"\`]status(?:Code)?['"\`]\s*\])`
const OPERATOR = String.raw`(?:[=!]==?|[<>]=?|[-+*/%^]|&(?!&)|\|(?!\|))`
/** It is a side of an operator that has a number on the other, or what a `switch` looks at. */
const STATUS_TESTED = new RegExp(
  String.raw`${STATUS}[\s)!]*(?:as\b|satisfies\b|${OPERATOR})|\d\w*[\s)]*${OPERATOR}[^;,{}]{0,80}${STATUS}|\bswitch\b[^;{]{0,120}${STATUS}`,
)
const STATUS_READ = new RegExp(STATUS)
const STATUS_LISTED = new RegExp(String.raw`\b(?:includes|has)\s*\([^;]{0,200}?${STATUS}`)
/** A function says what it means. */
const STATUS_JUDGED = new RegExp(String.raw`(?:\bindexOf|status|retr(?:y|ia)|redirect|success|\bis_?(?:ok|error))[\w$]*['"\`\s)\]]*\([^;]{0,200}?${STATUS}`, 'i')
/** It is taken out of the response at once. */
const STATUS_TAKEN = /\{[^{}]*\bstatus(?:Code)?\b[^{}]*\}\s*(?::[^=;]{0,200})?=(?![=>])/
const STATUS_CODE = /\b(?:[1-5]\d\d\b|0[xob]|\d+e\d|\d+_\d)/i
/** What a response has beside `ok` and `status`. */
const RESPONSE_PART = /\b(?:json|text|blob|arrayBuffer|formData|clone|bytes|headers|statusText|body|redirected|bodyUsed)\b/
const RESPONSE_NAME = String.raw`(?<![\w$])(?:_?(?:res|resp|response|r|rsp)\d?|[\w$]*Res(?:p|ponse)?)(?![\w$])`
const RESPONSE_NAMED = new RegExp(RESPONSE_NAME)
/** The status is read of something that is called like a response. */
const RESPONSE_STATUS = new RegExp(String.raw`${STATUS}(?<=${RESPONSE_NAME}(?:[\s!?)]|as\s+[\w.]{1,80})*${STATUS})|\}\s*(?::[^=;]*)?=\s*\(*${RESPONSE_NAME}`)
const RESPONSE_TYPED = /\bResponse\b(?<=([\w$]+)[\s?]*:\s*(?:globalThis\.)?Response)/g
/** A variable is declared as a response. */
const RESPONSE_DECLARED = /\bResponse\b(?<=\b(?:const|let|var)\s+[\w$]+[\s!]*:\s*(?:globalThis\.)?Response)/
/** A request of Node's, by what is done with it. */
const NODE_REQUEST = [/request\s*\((?<=\.\s*request\s*\()/, /\.\s*on\s*\(/, /\.\s*end\s*\(/]
const ERROR_READ =
  /(?:\.\s*|\[\s*['"`])statusCode\b|(?:\.\s*|\[\s*['"`])response\b['"`\]\s!?)]*(?:\.\s*|\[\s*['"`])(?:status|statusCode|data|headers|statusText|json|text)\b/
/** The name of what is caught. */
const CAUGHT = /\bcatch\b(?:['"`\]\s(]|\/\*[^*]*\*\/|async\b|function\b\s*[\w$]*|<[^<>()]*>)*([\w$]+)?/g
/** Comments that start their line: those of one line, and those whose every line starts with a star. No code can be in them. */
const COMMENTS = /^[ \t]*(?:\/\/.*|\/\*[^\n]*?(?:\n[ \t]*\*[^\n]*?)*?(?:\n[ \t]*)?\*\/)/gm

/**
 * `checks`: requests whose answers are looked at; `sure retries`: also what is sure to send them again; `requests`: also what may;
 * `operations`: see below. What may be there for one may be there for all that stand behind it.
 */
const QUESTIONS = ['checks', 'sure retries', 'requests', 'operations'] as const
export type Asked = (typeof QUESTIONS)[number]

const ASKED_WITH: Readonly<Record<Counted, Asked>> = { senders: 'checks', sure: 'sure retries', all: 'requests' }

/**
 * Whether a file can have anything to do with requests, by its text alone: false means that it can't.
 *
 * @param operations whether calls count that are not known to be requests, and may be made again when they fail
 * @param clients modules of the program's own that export a client
 */
export function mayHoldRequests(text: string, operations = true, clients?: OwnClients): boolean {
  return mayHold(text, operations ? 'operations' : 'requests', clients)
}

/** Whether a file can have a request for which the analysis says what becomes of a status, by its text alone: false means that it can't. */
export function mayHoldChecks(text: string, clients?: OwnClients): boolean {
  return mayHold(text, 'checks', clients)
}

/** Each rule asks about the file that it is given, and the analysis once more, with another question. */
let last: { readonly text: string; readonly clients: OwnClients | undefined; held?: Asked | 'nothing'; repeats?: boolean } | undefined

/** Whether a file can have what is asked for, by its text alone: false means that it can't. */
export function mayHold(text: string, asked: Asked, clients: OwnClients | undefined): boolean {
  if (last?.text !== text || last.clients !== clients) last = { text, clients }
  if (asked === 'operations' && (last.repeats ??= repeats(text) && repeats(withoutComments(text)))) return true
  last.held ??= ownModules(clients).areNamedIn(text) ? 'checks' : (heldIn(text) ?? 'nothing')
  return last.held !== 'nothing' && QUESTIONS.indexOf(last.held) <= QUESTIONS.indexOf(asked)
}

function repeats(text: string): boolean {
  return REQUEST_WORDS.test(text) || (RETRY_WORDS.test(text) && text.includes('catch'))
}

/** The first question for which something may be there. Comments are cut out only where it matters: most files hold nothing even with them. */
function heldIn(text: string): Asked | undefined {
  const first = heldInWhole(text)
  const second = first && heldInWhole(withoutComments(text))
  return first && second && (QUESTIONS.indexOf(first) > QUESTIONS.indexOf(second) ? first : second)
}

function withoutComments(text: string): string {
  return text.replace(COMMENTS, '')
}

function heldInWhole(text: string): Asked | undefined {
  const named = clientsNamed(text)
  return named === 'senders' || sends(text) ? 'checks' : named && ASKED_WITH[named]
}

function sends(text: string): boolean {
  if (text.includes('request') && NODE_REQUEST.every((pattern) => pattern.test(text))) return true
  return callsFetch(text) || usesResponse(text) || asksError(text) || text.includes('validateStatus')
}

function callsFetch(text: string): boolean {
  if (!/fetch/i.test(text)) return false
  const isUsed = FETCH_USED.test(text) && (REQUEST_OPTION.test(text) || FETCH_OWNED.test(text))
  return isUsed || GLOBAL_PARTS.test(text) || MADE_FETCH.test(text)
}

function usesResponse(text: string): boolean {
  if (RESPONSE_DECLARED.test(text)) return true
  const readsOk = text.includes('ok') && OK_READ.test(text)
  const hasStatus = text.includes('status')
  if (!readsOk && !hasStatus) return false
  const hasPart = RESPONSE_PART.test(text)
  if (readsOk && (hasPart || RESPONSE_NAMED.test(text) || STATUS_CODE.test(text))) return true
  if (!hasStatus) return false
  if (hasPart && RESPONSE_STATUS.test(text)) return true
  const isTyped = readsStatusOfTyped(text)
  if (hasPart && isTyped) return true
  if ((hasPart || text.includes('data')) && STATUS_TAKEN.test(text)) return true
  if (!STATUS_READ.test(text)) return false
  if ((hasPart || RESPONSE_NAMED.test(text)) && (STATUS_LISTED.test(text) || STATUS_JUDGED.test(text))) return true
  return STATUS_CODE.test(text) && STATUS_TESTED.test(text) && (hasPart || isTyped || RESPONSE_NAMED.test(text))
}

/** The status is read of a name that is said to be a response, or out of it. */
function readsStatusOfTyped(text: string): boolean {
  const names = namesFound(text, RESPONSE_TYPED)
  return names !== '' && new RegExp(String.raw`(?<![\w$])(?:${names})(?:[\s!?)]|as\s+[\w.]+)*${STATUS}|=\s*\(*(?:${names})(?![\w$])`).test(text)
}

/** What is caught is asked for what errors of clients have, or goes by another name or type. */
function asksCaught(text: string): boolean {
  const names = namesFound(text, CAUGHT)
  const asked = String.raw`[\s!?)]*(?:\.|\[)\s*['"\`]?(?:status|statusCode|response)\b|\s+(?:as|satisfies)\b`
  return names !== '' && new RegExp(String.raw`(?<![\w$])(?:${names})(?:${asked})|=\s*(?:<[^=;]{0,200}?>\s*)?\(*(?:${names})(?![\w$])`).test(text)
}

/** The names that a pattern finds, as a part of another pattern. */
function namesFound(text: string, pattern: RegExp): string {
  const names = new Set(Array.from(text.matchAll(pattern), ([, name]) => name))
  return [...names].flatMap((name) => name?.replaceAll('$', '\\$') ?? []).join('|')
}

function asksError(text: string): boolean {
  if (!text.includes('catch') || !asksCaught(text)) return false
  if (ERROR_READ.test(text)) return true
  return STATUS_READ.test(text) && (STATUS_LISTED.test(text) || (STATUS_CODE.test(text) && STATUS_TESTED.test(text)))
}
